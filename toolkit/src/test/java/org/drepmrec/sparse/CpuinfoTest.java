package org.drepmrec.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CpuinfoTest {

    private static final Cpuinfo XEON = Cpuinfo.of(
            """
            processor\t: 0
            vendor_id\t: GenuineIntel
            model name\t: Xeon @ 2.9: GHz
            flags\t\t: fpu avx fma avx512f
            vmx flags\t: vnmi ept

            processor\t: 1
            vendor_id\t: Other
            flags\t\t: amx
            """);

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
