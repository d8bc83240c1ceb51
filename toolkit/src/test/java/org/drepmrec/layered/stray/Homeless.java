package org.drepmrec.layered.stray;

interface Homeless {
    String name();
}
