package org.drepmrec.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drepmrec.analysis.Axis;
import org.drepmrec.analysis.Chart;
import org.junit.jupiter.api.Test;

class PlotHtmlTest {

    private static final Pattern STILL = Pattern.compile(
            "<div id='plot_[0-9a-f]+'[^>]*><img alt=\"([^\"]*)\" src=\"data:image/svg\\+xml;base64,([^\"]*)\">");

    private final Chart chart = Chart.builder("Loss < 1 & \"falling\"", Axis.linear("epoch"), Axis.linear("loss"))
            .curve("total", new double[] {0, 1}, new double[] {2, 1})
            .build();

    /** What is left where scripts, and inline SVG with them, are taken out. */
    @Test
    void aChartCarriesItsPicture() {
        Matcher still = STILL.matcher(PlotHtml.figure(chart.figure(), ImageHtml.ofSvg(chart.toSvg(), chart.title())));
        assertTrue(still.find());
        assertEquals("Loss &lt; 1 &amp; &#34;falling&#34;", still.group(1));
        assertEquals(chart.toSvg(), new String(Base64.getDecoder().decode(still.group(2)), StandardCharsets.UTF_8));
        assertTrue(PlotHtml.of(chart).contains(still.group(2)));
    }

    @Test
    void theLibraryComesOnceAndAgainOnRequest() {
        PlotHtml.of(chart);
        int without = PlotHtml.of(chart).length();
        assertTrue(without < 50_000, "a figure alone has " + without + " characters");
        assertTrue(PlotHtml.withLibrary(chart.figure()).length() > 1_000_000);
    }
}
