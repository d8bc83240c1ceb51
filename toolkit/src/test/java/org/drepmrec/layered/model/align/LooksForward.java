package org.drepmrec.layered.model.align;

import org.drepmrec.layered.model.drepmrec.Aligned;

interface LooksForward {
    Aligned model();
}
