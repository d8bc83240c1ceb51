package org.drepmrec.layered.model.align;

import ai.djl.ndarray.NDArray;

public interface Plugin {
    NDArray loss();
}
