package org.drepmrec.layered.train;

import ai.djl.ndarray.NDArray;
import org.drepmrec.layered.data.Shop;

public interface Loop {
    NDArray step(Shop shop);
}
