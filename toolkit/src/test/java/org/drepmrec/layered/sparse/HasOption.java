package org.drepmrec.layered.sparse;

import org.drepmrec.layered.option.Choice;

interface HasOption {
    Choice[] settings();
}
