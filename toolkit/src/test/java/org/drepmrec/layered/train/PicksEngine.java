package org.drepmrec.layered.train;

import ai.djl.mxnet.engine.MxEngine;

interface PicksEngine {
    MxEngine engine();
}
