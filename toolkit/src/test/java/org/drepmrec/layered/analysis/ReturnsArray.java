package org.drepmrec.layered.analysis;

import ai.djl.ndarray.NDArray;

interface ReturnsArray {
    NDArray[] embeddings();
}
