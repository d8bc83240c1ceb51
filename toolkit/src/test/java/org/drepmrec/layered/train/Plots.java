package org.drepmrec.layered.train;

import tech.tablesaw.plotly.components.Figure;

interface Plots {
    Figure figure();
}
