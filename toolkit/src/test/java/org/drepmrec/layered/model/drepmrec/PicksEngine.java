package org.drepmrec.layered.model.drepmrec;

import ai.djl.pytorch.engine.PtEngine;

interface PicksEngine {
    PtEngine engine();
}
