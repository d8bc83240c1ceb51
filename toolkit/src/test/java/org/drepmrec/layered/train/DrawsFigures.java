package org.drepmrec.layered.train;

import tech.tablesaw.plotly.components.Figure;

interface DrawsFigures {
    Figure figure();
}
