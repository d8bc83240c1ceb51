package org.drepmrec.analysis;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the values of an axis lie on a stretch of pixels, and its round numbers. */
final class Scale {

    private final boolean log;
    private final double low;
    private final double high;
    private final double from;
    private final double to;

    private Scale(boolean log, double low, double high, double from, double to) {
        this.log = log;
        this.low = low;
        this.high = high;
        this.from = from;
        this.to = to;
    }

    /** From {@code min} to {@code max}, which lie on the pixels {@code from} and {@code to}. */
    static Scale of(boolean log, double min, double max, double from, double to) {
        double a = log ? Math.log10(min) : min;
        double b = log ? Math.log10(max) : max;
        if (a == b) {
            double room = log ? 0.5 : Math.max(Math.abs(a), 1e-9) / 2;
            return new Scale(log, a - room, b + room, from, to);
        }
        return new Scale(log, a, b, from, to);
    }

    /** The pixel of a value. */
    double at(double value) {
        double v = log ? Math.log10(value) : value;
        return from + (v - low) / (high - low) * (to - from);
    }

    /** Round values on the scale, ascending. */
    List<Double> ticks() {
        return log ? logTicks() : linearTicks(low, high);
    }

    private List<Double> logTicks() {
        boolean dense = high - low < 2.5;
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(low); power <= Math.ceil(high); power++) {
            for (int digit : dense ? new int[] {1, 2, 5} : new int[] {1}) {
                double tick = new BigDecimal(digit).scaleByPowerOfTen(power).doubleValue();
                double at = Math.log10(tick);
                if (at >= low - 1e-9 && at <= high + 1e-9) {
                    ticks.add(tick);
                }
            }
        }
        return ticks.size() > 1 ? ticks : linearTicks(Math.pow(10, low), Math.pow(10, high));
    }

    private static List<Double> linearTicks(double low, double high) {
        double raw = (high - low) / 6;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double share = raw / power;
        double step = power * (share > 5 ? 10 : share > 2.5 ? 5 : share > 2 ? 2.5 : share > 1 ? 2 : 1);
        List<Double> ticks = new ArrayList<>();
        for (long k = (long) Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
            ticks.add(new BigDecimal(k * step)
                    .setScale(12 - (int) Math.floor(Math.log10(step)), RoundingMode.HALF_EVEN)
                    .doubleValue());
        }
        return ticks;
    }

    /** A number as short as it can be. */
    static String text(double value) {
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        if (size < 1e-4 || size >= 1e6) {
            return String.format(Locale.ROOT, "%.1e", value)
                    .replace(".0e", "e")
                    .replaceAll("e\\+?(-?)0*", "e$1")
                    .replace('-', '\u2212');
        }
        String plain = new BigDecimal(value)
                .round(new java.math.MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
        return plain.replace('-', '\u2212');
    }
}
