package org.drepmrec.layered.option;

public interface Setting {
    String key();
}
