package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceMemoryTest {

    private static final Graphs GRAPHS =
            Graphs.builder(Tiny.shop(40, 30, 7, Modality.VISUAL)).neighbors(3).build();

    /** Asks for an array that fits no machine, then for what the message of an engine says. */
    private record Hungry(Recommender model, Parameter ids, String message) implements RecommenderNet {

        static ModelType type(String message) {
            return ModelType.named("Hungry").opens(Hungry.class, (model, into) -> open(model, into, message));
        }

        private static Hungry open(Recommender model, ParameterStore into, String message) {
            return new Hungry(model, into.xavierTables("E", 40, 30, model.embeddingSize()), message);
        }

        @Override
        public Lines forward(Tape tape) {
            return Lines.of(tape.parameter(ids));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            if (message != null) {
                throw new EngineException(message);
            }
            lines.tape().manager().create(new Shape(1L << 28, 1L << 20));
            return LossTerms.empty();
        }
    }

    private static Trainer trainer(String engine, String message) {
        Recommender model =
                Hungry.type(message).builder(GRAPHS).embeddingSize(4).build();
        return Trainer.builder(model).engine(engine).batchSize(50).epochs(1).build();
    }

    /** PyTorch allocates at once. MXNet does so when an operator runs, on another thread, so its words are given. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CUDA out of memory. Tried to allocate 2.00 GiB.\nGPU 0 has",
                "cudaMalloc failed: out of memory"
            })
    void missingMemoryIsToldWithTheBatchAndTheSizes(String words) {
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> trainer("PyTorch", words.isEmpty() ? null : words).fit())
                .getMessage();
        assertTrue(message.startsWith("Hungry: out of memory on "), message);
        List<String> told = List.of(
                "at batch size 50, embedding size 4, 40 users, 30 items, visual features of 5 (0 MB);",
                "smaller batchSize");
        told.forEach(t -> assertTrue(message.contains(t), message));
        assertTrue(!message.contains("\n"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void otherErrorsOfAnEngineStayAsTheyAre(String engine) {
        EngineException e = assertThrows(EngineException.class, () -> trainer(engine, "device-side assert")
                .fit());
        assertEquals("device-side assert", e.getMessage());
    }
}
