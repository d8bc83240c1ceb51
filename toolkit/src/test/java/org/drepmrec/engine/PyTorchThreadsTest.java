package org.drepmrec.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PyTorchThreadsTest {

    @Test
    void theEnvironmentHasTheLastWord() {
        int cores = Runtime.getRuntime().availableProcessors();
        assertEquals(cores, PyTorchKernels.threads(null));
        assertEquals(3, PyTorchKernels.threads("3"));
        assertEquals(4, PyTorchKernels.threads(" 4,2"));
        assertEquals(cores, PyTorchKernels.threads("many"));
        assertEquals(cores, PyTorchKernels.threads("0"));
    }
}
