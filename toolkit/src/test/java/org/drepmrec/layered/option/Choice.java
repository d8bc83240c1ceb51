package org.drepmrec.layered.option;

public interface Choice {
    String key();
}
