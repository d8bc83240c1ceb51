package org.drepmrec.analysis;

import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.traces.Trace;

/** A trace of Tablesaw with properties that Tablesaw has no setter for, such as error bars. */
record PlotlyTrace(Trace base, String properties) implements Trace {

    @Override
    public String asJavascript(int index) {
        // A heat map calls itself trace0 wherever it stands.
        String script = base.asJavascript(index).replaceFirst("var trace\\d+", "var trace" + index);
        int end = script.lastIndexOf('}');
        return script.substring(0, end) + properties + "\n" + script.substring(end);
    }

    @Override
    public String name() {
        return base.name();
    }

    @Override
    public HoverLabel hoverLabel() {
        return base.hoverLabel();
    }

    @Override
    public boolean showLegend() {
        return base.showLegend();
    }
}
