package org.drepmrec.layered.train;

import ai.djl.ndarray.NDArray;
import org.drepmrec.layered.data.Stock;

public interface Loop {
    NDArray step(Stock shop);
}
