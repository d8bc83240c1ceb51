package org.drepmrec.layered.data;

import org.drepmrec.layered.option.Setting;

public interface Shop {
    Setting setting();
}
