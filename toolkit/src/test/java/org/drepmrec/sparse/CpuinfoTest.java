package org.drepmrec.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CpuinfoTest {

    private static final Cpuinfo XEON = Cpuinfo.of(
            "processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: Xeon @ 2.9: GHz\n"
                    + "flags\t\t: fpu avx fma avx512f\nvmx flags\t: vnmi ept\n\nprocessor\t: 1\nvendor_id\t: Other\nflags\t\t: amx\n");

    @Test
    void theFirstProcessorCounts() {
        assertTrue(XEON.intel());
        assertEquals(Optional.of("Xeon @ 2.9: GHz"), XEON.model());
        assertTrue(XEON.has("avx512f"));
        assertFalse(XEON.has("amx") || XEON.has("avx5") || XEON.has("ept"));
    }

    @Test
    void nothingIsKnownWhereTheSystemDoesNotTell() {
        Cpuinfo nothing = Cpuinfo.of("");
        assertFalse(nothing.intel() || nothing.has("fma"));
        assertEquals(Optional.empty(), nothing.model());
    }

    @Test
    void anotherMakersProcessorIsNotIntels() {
        assertFalse(Cpuinfo.of("vendor_id\t: AuthenticAMD\nmodel name\t: GenuineIntel's rival\n")
                .intel());
    }
}
