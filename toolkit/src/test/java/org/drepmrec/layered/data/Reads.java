package org.drepmrec.layered.data;

import org.drepmrec.layered.data.io.sample.Allowed;

interface Reads {
    Allowed sample();
}
