package org.drepmrec.data.io.sample;

/** How a color is mixed. Only the picture shows it; no title names it. */
public enum Tone {
    /** Pale and bright. */
    PASTEL(0.42f, 0.97f),
    /** Saturated and bright. */
    VIVID(0.86f, 0.90f),
    /** Saturated and dark. */
    DEEP(0.84f, 0.55f);

    final float saturation;
    final float brightness;

    Tone(float saturation, float brightness) {
        this.saturation = saturation;
        this.brightness = brightness;
    }
}
