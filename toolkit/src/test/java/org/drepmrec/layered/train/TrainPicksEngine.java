package org.drepmrec.layered.train;

import ai.djl.mxnet.engine.MxEngine;

interface TrainPicksEngine {
    MxEngine engine();
}
