package org.drepmrec.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Values of single users in few bytes, every digit kept. Most users share their values with many others, above all zeros:
 * the distinct combinations are written once, then a number for each user; deflated, in base 64.
 */
final class PackedUsers {

    private static final int MOST = 1 << 26;

    private PackedUsers() {}

    /** Packs the values with these labels, each of which must be there. */
    static String pack(RunRecord.PerUser users, List<String> labels) {
        double[][] values = labels.stream().map(users.values()::get).toArray(double[][]::new);
        Map<List<Double>, Integer> numbers = new LinkedHashMap<>();
        int[] each = IntStream.range(0, users.users().length)
                .map(u -> {
                    List<Double> combination = new ArrayList<>();
                    for (double[] metric : values) {
                        combination.add(metric[u]);
                    }
                    return numbers.computeIfAbsent(combination, c -> numbers.size());
                })
                .toArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            write(out, each.length);
            for (int u = 0; u < each.length; u++) {
                write(out, users.users()[u] - (u == 0 ? 0 : users.users()[u - 1]));
            }
            write(out, numbers.size());
            for (int m = 0; m < values.length; m++) {
                for (List<Double> combination : numbers.keySet()) {
                    out.writeDouble(combination.get(m));
                }
            }
            for (int number : each) {
                write(out, number);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /**
     * The reverse.
     *
     * @throws IOException if it was not packed with these labels
     */
    static RunRecord.PerUser unpack(String packed, List<String> labels) throws IOException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(packed);
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            int[] users = new int[read(in, MOST)];
            for (int u = 0; u < users.length; u++) {
                users[u] = read(in, MOST) + (u == 0 ? 0 : users[u - 1]);
            }
            int combinations = read(in, users.length);
            double[][] distinct = new double[labels.size()][combinations];
            for (double[] metric : distinct) {
                for (int c = 0; c < combinations; c++) {
                    metric[c] = in.readDouble();
                }
            }
            Map<String, double[]> values = new LinkedHashMap<>();
            labels.forEach(label -> values.put(label, new double[users.length]));
            for (int u = 0; u < users.length; u++) {
                int number = read(in, combinations - 1);
                for (int m = 0; m < distinct.length; m++) {
                    values.get(labels.get(m))[u] = distinct[m][number];
                }
            }
            if (in.read() >= 0) {
                throw new IOException("more bytes than values");
            }
            return new RunRecord.PerUser(users, values);
        }
    }

    /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
    private static void write(DataOutputStream out, int number) throws IOException {
        int rest = number;
        while (rest >= 1 << 7) {
            out.writeByte(rest | 1 << 7);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    private static int read(DataInputStream in, int most) throws IOException {
        long number = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            int next = in.readUnsignedByte();
            number |= (long) (next & 0x7f) << shift;
            if (next < 1 << 7) {
                break;
            }
        }
        if (number > most) {
            throw new IOException("the number " + number + ", expected at most " + most);
        }
        return (int) number;
    }
}
