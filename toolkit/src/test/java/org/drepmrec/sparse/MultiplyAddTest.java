package org.drepmrec.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MultiplyAddTest {

    private static final String EPYC =
            """
            processor\t: 0
            vendor_id\t: AuthenticAMD
            cpu family\t: 25
            model name\t: AMD EPYC 9R14
            flags\t\t: fpu sse sse2 ht syscall pni pclmulqdq ssse3 fma cx16 sse4_1 sse4_2 avx f16c avx2 bmi2 avx512f avx512dq
            bugs\t\t: spectre_v1 spectre_v2
            """;
    private static final String XEON =
            """
            processor\t: 0
            vendor_id\t: GenuineIntel
            cpu family\t: 6
            model name\t: Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz
            flags\t\t: fpu sse sse2 ss ht syscall pni pclmulqdq ssse3 fma cx16 sse4_1 sse4_2 avx f16c avx2 avx512f avx512vl
            vmx flags\t: vnmi preemption_timer
            """;
    /** Before Haswell. */
    private static final String OLD_INTEL =
            """
            processor\t: 0
            vendor_id\t: GenuineIntel
            model name\t: Intel(R) Xeon(R) CPU E5-2670 0 @ 2.60GHz
            flags\t\t: fpu sse sse2 ss ht syscall pni pclmulqdq ssse3 cx16 sse4_1 sse4_2 popcnt aes xsave avx
            """;
    /** Its four-operand instructions are others. */
    private static final String OLD_AMD =
            """
            processor\t: 0
            vendor_id\t: AuthenticAMD
            model name\t: AMD Opteron(tm) Processor 6272
            flags\t\t: fpu sse sse2 ht syscall pni pclmulqdq ssse3 cx16 sse4_1 sse4_2 popcnt aes xsave avx xop fma4
            """;

    private static final String GRAVITON =
            """
            processor\t: 0
            BogoMIPS\t: 2100.00
            Features\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm jscvt fcma
            CPU implementer\t: 0x41
            """;

    @Test
    void theProcessorDecides() {
        assertEquals(MultiplyAdd.FUSED, MultiplyAdd.of("amd64", Cpuinfo.of(EPYC)));
        assertEquals(MultiplyAdd.FUSED, MultiplyAdd.of("amd64", Cpuinfo.of(XEON)));
        assertEquals(MultiplyAdd.SEPARATE, MultiplyAdd.of("amd64", Cpuinfo.of(OLD_INTEL)));
        assertEquals(MultiplyAdd.SEPARATE, MultiplyAdd.of("amd64", Cpuinfo.of(OLD_AMD)));
        assertEquals(MultiplyAdd.FUSED, MultiplyAdd.of("aarch64", Cpuinfo.of(GRAVITON)));
    }

    @Test
    void aSystemThatDescribesNoProcessorHasTheInstructionOnArmOnly() {
        assertEquals(MultiplyAdd.FUSED, MultiplyAdd.of("aarch64", Cpuinfo.of("")));
        assertEquals(MultiplyAdd.SEPARATE, MultiplyAdd.of("amd64", Cpuinfo.of("")));
        assertEquals(MultiplyAdd.SEPARATE, MultiplyAdd.of("x86_64", Cpuinfo.of("")));
    }

    @Test
    void thePropertyGoesBeforeTheVariable() {
        assertEquals(Optional.of(MultiplyAdd.SEPARATE), MultiplyAdd.asked("Separate", "fused"));
        assertEquals(Optional.of(MultiplyAdd.FUSED), MultiplyAdd.asked(" ", "fused"));
        assertEquals(Optional.empty(), MultiplyAdd.asked(null, null));
    }

    @Test
    void anUnknownWishIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> MultiplyAdd.asked("fast", null))
                .getMessage();
        assertTrue(message.contains("\"fast\", expected fused or separate"), message);
    }
}
