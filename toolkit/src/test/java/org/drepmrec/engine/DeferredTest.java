package org.drepmrec.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.function.BiFunction;
import org.drepmrec.sparse.Csr;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeferredTest {

    private static final int[] SOME = {4, 0, 4, 2};
    private static final int[] OTHERS = {1, 3, 0, 0};
    private static final List<BiFunction<Var, SparseOperator, Var>> FORMS =
            List.of((x, a) -> x, (x, a) -> x.propagate(a), (x, a) -> a.sumOfLayers(x, 2), (x, a) -> x.propagate(a)
                    .scale(.5)
                    .plus(x));
    private static final Csr SQUARE = Csr.of(
            5, 5, new int[] {0, 0, 1, 3, 3, 4}, new int[] {1, 4, 0, 2, 4, 4}, new float[] {.5f, -1, 2, .25f, 3, -.5f});

    /** Values and gradients of a function of x and of a sparse operator. */
    private static float[][] outcome(String engine, BiFunction<Var, SparseOperator, Var> function) {
        try (Backend backend = Backend.open(engine, System.getProperty("drepmrec.device"));
                ParameterStore store = new ParameterStore(backend, 1)) {
            Parameter x = store.uniform("x", 5, 3, 1);
            SparseOperator a = SparseOperator.of(store, SQUARE);
            try (Tape tape = backend.tape()) {
                Var y = function.apply(tape.parameter(x), a);
                tape.backward(y.times(y).squaredNorm());
                return new float[][] {
                    y.toFloats(), backend.toFloats(tape.gradient(x).orElseThrow())
                };
            }
        }
    }

    private static void assertSame(
            String engine, BiFunction<Var, SparseOperator, Var> one, BiFunction<Var, SparseOperator, Var> other) {
        float[][] expected = outcome(engine, other);
        float[][] found = outcome(engine, one);
        for (int k = 0; k < 2; k++) {
            float largest = 0;
            for (float v : expected[k]) {
                largest = Math.max(largest, Math.abs(v));
            }
            assertArrayEquals(expected[k], found[k], 2e-6f * largest);
        }
    }

    /** Reading the whole first is what makes the second form compute all rows. */
    private static Var all(Var y) {
        y.value();
        return y;
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void someRowsOfAProductAreThoseOfTheWhole(String engine) {
        assertSame(engine, (x, a) -> x.propagate(a).rows(SOME), (x, a) -> all(x.propagate(a))
                .rows(SOME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void someRowsOfSumsAndMultiplesOfProductsAreThoseOfTheWhole(String engine) {
        assertSame(
                engine,
                (x, a) -> x.propagate(a).scale(-2).plus(x).plus(x.propagate(a)).rows(SOME),
                (x, a) -> all(all(all(x.propagate(a)).scale(-2)).plus(x).plus(all(x.propagate(a))))
                        .rows(SOME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void theSameRowsAndThenTheWholeAgree(String engine) {
        assertSame(
                engine,
                (x, a) -> {
                    Var y = x.propagate(a);
                    return Var.stackRows(y.rows(SOME), y.rows(SOME), y, y.rows(0));
                },
                (x, a) -> {
                    Var y = all(x.propagate(a));
                    return Var.stackRows(y.rows(SOME), y.rows(SOME), y, y.rows(0));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void someRowsOfAMatrixProductAreThoseOfTheWhole(String engine) {
        assertSame(engine, (x, a) -> x.matMul(x.rowRange(0, 3)).rows(SOME), (x, a) -> all(x.matMul(x.rowRange(0, 3)))
                .rows(SOME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aSumOfLayersIsTheSumOfItsProducts(String engine) {
        for (int layers = 0; layers < 4; layers++) {
            int l = layers;
            assertSame(engine, (x, a) -> a.sumOfLayers(x, l), (x, a) -> byProducts(x, a, l));
            assertSame(engine, (x, a) -> a.sumOfLayers(x, l).rows(SOME), (x, a) -> byProducts(x, a, l)
                    .rows(SOME));
            assertSame(
                    engine,
                    (x, a) -> a.sumOfLayers(x, l).scale(.5).plus(x.propagate(a)).rows(SOME),
                    (x, a) -> byProducts(x, a, l)
                            .scale(.5)
                            .plus(all(x.propagate(a)))
                            .rows(SOME));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void equalRowNumbersGiveTheSameRowsInWhateverArrayTheyCome(String engine) {
        outcome(engine, (x, a) -> {
            Var y = x.propagate(a);
            Var some = y.rows(SOME);
            Assertions.assertSame(some, y.rows(SOME.clone()));
            Assertions.assertNotSame(some, y.rows(0, 4, 4, 2));
            return some;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void anArrayOfRowNumbersMayBeUsedAgain(String engine) {
        for (BiFunction<Var, SparseOperator, Var> form : FORMS) {
            assertSame(
                    engine,
                    (x, a) -> {
                        int[] index = SOME.clone();
                        Var y = form.apply(x, a);
                        Var first = y.rows(index);
                        System.arraycopy(OTHERS, 0, index, 0, index.length);
                        return Var.stackRows(first, y.rows(index));
                    },
                    (x, a) -> {
                        Var y = all(form.apply(x, a));
                        return Var.stackRows(y.rows(SOME), y.rows(OTHERS));
                    });
        }
    }

    private static Var byProducts(Var x, SparseOperator a, int layers) {
        Var layer = x;
        Var sum = x;
        for (int l = 0; l < layers; l++) {
            layer = all(layer.propagate(a));
            sum = all(sum.plus(layer));
        }
        return sum;
    }
}
