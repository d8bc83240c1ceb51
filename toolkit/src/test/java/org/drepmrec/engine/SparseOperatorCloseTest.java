package org.drepmrec.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.drepmrec.sparse.Csr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseOperatorCloseTest {

    /** What an epoch does on a GPU, where operators hold arrays of the engine. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void operatorsMadeAnewLeaveNothingBehind(String engine) {
        try (Backend backend = Backend.open(engine, System.getProperty("drepmrec.device"));
                ParameterStore store = new ParameterStore(backend, 1)) {
            int before = store.manager().getManagedArrays().size();
            for (int epoch = 0; epoch < 5; epoch++) {
                SparseOperator.inEngine(store, Csr.of(2, 3, new int[] {0, 1}, new int[] {2, 0}, new float[] {1, 2}))
                        .close();
                SparseOperator.inEngine(store, Csr.identity(3)).close();
            }
            assertEquals(before, store.manager().getManagedArrays().size());
        }
    }
}
