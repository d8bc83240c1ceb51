package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** By the engine's index operators. An array of row numbers is copied to the device, and counted, once a step, by content. */
final class DeviceRows implements Rows {

    private final Tape tape;
    private final Kernels kernels;
    private final Map<Numbers, NDArray> copied = new HashMap<>();
    private final Map<Counted, NDArray> counts = new HashMap<>();

    DeviceRows(Tape tape) {
        this.tape = tape;
        this.kernels = tape.backend().kernels();
    }

    /** Row numbers, equal where their content is. */
    private record Numbers(int[] values) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Numbers n && Arrays.equals(values, n.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    private record Counted(Numbers rows, int n) {}

    private NDArray onDevice(int... index) {
        return copied.computeIfAbsent(new Numbers(index), n -> kernels.indices(tape.manager(), index));
    }

    @Override
    public NDArray gather(NDArray x, int... index) {
        return kernels.gather(x, onDevice(index));
    }

    @Override
    public NDArray scatterAdd(NDArray g, int[] index, int n) {
        return kernels.scatterAdd(g, onDevice(index), n);
    }

    @Override
    public NDArray counts(int[] index, int n) {
        return counts.computeIfAbsent(
                new Counted(new Numbers(index), n),
                c -> scatterAdd(tape.manager().ones(new Shape(index.length, 1)), index, n));
    }

    @Override
    public Pairing pairing(int[] left, int lefts, int[] right, int rights) {
        return new Pairing() {
            @Override
            public NDArray times(NDArray y) {
                return scatterAdd(gather(y, right), left, lefts);
            }

            @Override
            public NDArray transposeTimes(NDArray x) {
                return scatterAdd(gather(x, left), right, rights);
            }
        };
    }

    /** All of them in one copy, then apart on the device. */
    @Override
    public void copyAhead(Supplier<List<int[]>> indices) {
        List<Numbers> some = indices.get().stream()
                .filter(i -> i.length > 0)
                .map(Numbers::new)
                .distinct()
                .toList();
        NDArray all = kernels.indices(
                tape.manager(),
                some.stream().flatMapToInt(n -> Arrays.stream(n.values())).toArray());
        long at = 0;
        for (Numbers numbers : some) {
            long to = at + numbers.values().length;
            copied.put(numbers, all.get(at + ":" + to));
            at = to;
        }
    }
}
