package org.drepmrec.layered.data;

import org.junit.jupiter.api.Test;

interface UnlistedLibrary {
    @Test
    void run();
}
