package org.drepmrec.layered.model.align;

import org.drepmrec.layered.model.drepmrec.Aligned;

interface AlignLooksForward {
    Aligned model();
}
