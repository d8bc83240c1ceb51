package org.drepmrec.layered.sparse;

import org.drepmrec.layered.option.Setting;

interface HasOption {
    Setting[] settings();
}
