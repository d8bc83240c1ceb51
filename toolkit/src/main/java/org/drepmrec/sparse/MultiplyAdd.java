package org.drepmrec.sparse;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How products in Java multiply and add: rounded once or twice, which decides their last bits. It follows from the
 * processor alone, so the same machine always gives the same numbers.
 *
 * <p>The system property {@value #PROPERTY}, or else the environment variable {@value #VARIABLE}, has the last word:
 * {@code fused} or {@code separate}. A virtual machine that is told not to use the instruction ({@code -XX:-UseFMA}) needs
 * {@code separate}.
 */
public enum MultiplyAdd {
    /** By one instruction, rounded once; where there is none, Math.fma computes in BigDecimal, a thousand times as slow. */
    FUSED,

    /** By two instructions, each rounded. */
    SEPARATE;

    static final String PROPERTY = "drepmrec.multiplyAdd";
    static final String VARIABLE = "DREPMREC_MULTIPLY_ADD";

    private static final MultiplyAdd HERE = asked(System.getProperty(PROPERTY), System.getenv(VARIABLE))
            .orElseGet(() -> of(System.getProperty("os.arch"), Cpuinfo.here()));

    /** What products of this process use. */
    public static MultiplyAdd here() {
        return HERE;
    }

    /**
     * What suits a processor: {@link #FUSED} on 64-bit ARM, where the instruction is part of the architecture, and on
     * x86 where the flag {@code fma} is listed; else {@link #SEPARATE}.
     *
     * @param architecture Java's {@code os.arch}
     */
    static MultiplyAdd of(String architecture, Cpuinfo processor) {
        return architecture.equals("aarch64") || processor.has("fma") ? FUSED : SEPARATE;
    }

    /**
     * What somebody asks for; the first that is neither null nor blank counts.
     *
     * @throws IllegalArgumentException if it is neither {@code fused} nor {@code separate}, in any case
     */
    static Optional<MultiplyAdd> asked(String property, String variable) {
        return Stream.of(Optional.ofNullable(property), Optional.ofNullable(variable))
                .flatMap(Optional::stream)
                .filter(word -> !word.isBlank())
                .findFirst()
                .map(word -> Arrays.stream(values())
                        .filter(each -> each.toString().equalsIgnoreCase(word.strip()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                PROPERTY + ": found \"" + word + "\", expected fused or separate")));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
