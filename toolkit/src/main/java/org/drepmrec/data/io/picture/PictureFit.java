package org.drepmrec.data.io.picture;

/** How a picture of any shape becomes a square. */
public enum PictureFit {
    /** The middle is cut out, the rest is lost: ResNet, CLIP, DINOv2. */
    CROP,
    /** The whole picture is stretched or squeezed into the square: SigLIP. */
    STRETCH,
    /** The whole picture keeps its shape, on a square of the mean color of its border. */
    PAD
}
