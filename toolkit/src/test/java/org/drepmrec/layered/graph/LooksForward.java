package org.drepmrec.layered.graph;

import org.drepmrec.layered.train.Loop;

interface LooksForward {
    Loop loop();
}
