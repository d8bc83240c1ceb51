package org.drepmrec.layered.eval;

import ai.djl.ndarray.NDArray;

interface Scores {
    NDArray scores();
}
