package org.drepmrec.analysis;

import java.util.Arrays;
import java.util.List;

/** How colors look to people without red or without green cones (Machado et al. 2009), and to all others. */
final class ColorVision {

    private static final List<double[][]> EYES = List.of(
            new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
            new double[][] {
                {0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}
            },
            new double[][] {
                {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
            });

    private ColorVision() {}

    /** The WCAG contrast to white, from 1 to 21. */
    static double contrast(String color) {
        double[] light = linear(color);
        return 1.05 / (0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05);
    }

    /** The least CIELAB distance of two colors over the three kinds of eyes. */
    static double distance(String a, String b) {
        return EYES.stream()
                .mapToDouble(eye -> {
                    double[] x = lab(eye, linear(a));
                    double[] y = lab(eye, linear(b));
                    return Math.sqrt(Math.pow(x[0] - y[0], 2) + Math.pow(x[1] - y[1], 2) + Math.pow(x[2] - y[2], 2));
                })
                .min()
                .orElseThrow();
    }

    private static double[] linear(String color) {
        double[] light = new double[3];
        Arrays.setAll(light, k -> {
            double c = Integer.parseInt(color.substring(1 + 2 * k, 3 + 2 * k), 16) / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
        });
        return light;
    }

    private static double[] lab(double[][] eye, double... light) {
        double[] seen = Arrays.stream(eye)
                .mapToDouble(row -> row[0] * light[0] + row[1] * light[1] + row[2] * light[2])
                .toArray();
        double x = cube((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047);
        double y = cube(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
        double z = cube((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double cube(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116.0;
    }
}
