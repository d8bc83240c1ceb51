package org.drepmrec.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drepmrec.analysis.AlignmentEpochs;
import org.drepmrec.analysis.BipartiteGraph;
import org.drepmrec.analysis.Picture;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.model.Representations;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;

class PictureHtmlTest {

    private static final Pattern IMAGE =
            Pattern.compile("<img alt=\"([^\"]*)\" src=\"data:image/svg\\+xml;base64,([^\"]*)\">");

    private static String svgIn(String html) {
        Matcher image = IMAGE.matcher(html);
        assertTrue(image.find(), html);
        return new String(Base64.getDecoder().decode(image.group(2)), StandardCharsets.UTF_8);
    }

    @Test
    void aPictureIsAnImageWithoutScript() {
        Picture picture = BipartiteGraph.of(Tiny.pairs(2, 2, new int[] {0, 1}));
        String html = Rich.html(picture).orElseThrow();
        assertEquals(picture.toSvg(), svgIn(html));
        assertFalse(html.contains("<script"), html);
        assertEquals(picture.title(), Rich.text(picture));
    }

    /** Without a script three epochs stand there; the script draws the last one, and its numbers must be those of the frames. */
    @Test
    void epochsAreAStillPictureThatAScriptMoves() {
        MultimodalDataset data = MultimodalDataset.builder("</script>'\"", 1, 2)
                .train(Tiny.pairs(1, 2))
                .validation(Tiny.pairs(1, 2))
                .test(Tiny.pairs(1, 2))
                .build();
        AlignmentEpochs epochs =
                AlignmentEpochs.items(data, 2).add("</script>'\\", lines(0, 1)).add("second", lines(1, 0));
        String html = Rich.html(epochs).orElseThrow();
        assertEquals(epochs.toSvg(), svgIn(html));
        assertTrue(html.contains("atob('"
                + Base64.getEncoder().encodeToString(epochs.lastSvg().getBytes(StandardCharsets.UTF_8)) + "')"));
        assertEquals(1, html.split("</script>", -1).length - 1, "nothing else ends the script");
        assertTrue(html.contains("'\\u003c/script\\u003e\\u0027\\u005c: mean 1 \\u2212 cos = 1.000', 'second"), html);
        AlignmentEpochs.Frame last = epochs.frames().get(1);
        String first = Math.round(10 * last.behavior()[0][0]) + "," + Math.round(10 * last.behavior()[0][1]);
        assertTrue(html.contains("\n[" + first + ","), first + " in " + html);
    }

    private static Representations lines(float x, float y) {
        Representations.Line behavior = new Representations.Line(new float[] {1, 0, 1, 0, 0, 1}, 2);
        Representations.Line modal = new Representations.Line(new float[] {1, 0, x, y, y, x}, 2);
        return new Representations(1, 2, behavior, behavior, modal);
    }
}
