package org.drepmrec.layered.data;

import org.drepmrec.layered.option.Choice;

public interface Stock {
    Choice setting();
}
