package org.drepmrec.notebook;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drepmrec.analysis.Chart;
import tech.tablesaw.plotly.components.Figure;

/**
 * A plotly figure of Tablesaw as HTML that draws without a network: in classic Notebook, in JupyterLab and in an exported
 * page.
 *
 * <p>The first figure of a kernel brings the library to the page; a page that lost it (its first figure was deleted or run
 * again) gets it back with {@link #withLibrary(Figure)}.
 */
public final class PlotHtml {

    /** Tablesaw's script: element look-up, data, layout, drawing. */
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*)</script>", Pattern.DOTALL);

    private PlotHtml() {}

    /** The figure; the first one brings the library. */
    public static String of(Figure figure) {
        return PlotlyLibrary.once() + figure(figure, "");
    }

    /** The chart, interactive where scripts run and a still picture of the same series where they do not. */
    public static String of(Chart chart) {
        return PlotlyLibrary.once() + figure(chart.figure(), ImageHtml.ofSvg(chart.toSvg(), chart.title()));
    }

    /** The figure and in any case the library. */
    public static String withLibrary(Figure figure) {
        PlotlyLibrary.again();
        return of(figure);
    }

    /**
     * The figure without the library.
     *
     * @param still HTML that stands in the figure's place where no script runs, such as an {@code <img>}; may be empty
     */
    static String figure(Figure figure, String still) {
        String id = "plot_" + UUID.randomUUID().toString().replace("-", ""); // also part of a name in the script
        Matcher script = SCRIPT.matcher(figure.asJavascript(id));
        if (!script.find()) {
            throw new IllegalStateException("plotly: the figure has no script; expected tablesaw-jsplot 0.44");
        }
        // Where a pointer cannot hover, plotly would show its buttons always, over the title.
        return "<style>#" + id + " .modebar{opacity:0} #" + id + ":hover .modebar{opacity:1}</style>\n"
                + figure.divString(id).replace("></div>", ">" + still + "</div>")
                + "\n<script>(function () {\n"
                + "var Plotly = window." + PlotlyLibrary.NAME + ", place = document.getElementById('" + id + "');\n"
                + "if (!Plotly && place.firstChild) return;\n"
                + "if (!Plotly) { place.textContent = 'This figure needs the library that the first figure of the notebook"
                + " brings: run the notebook again from the top.'; return; }\n"
                + "place.textContent = '';\n"
                + script.group(1).replace("</", "<\\/") + "\n})();</script>\n";
    }
}
