package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Backend;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No operator of a step makes Java wait for the device, as PyTorch's profiler sees them. */
class WaitingOperatorsTest {

    /** Of what these give, the size or the value is known only when it is computed. */
    private static final Pattern WAITING =
            Pattern.compile("\"name\": \"(aten::(?:item|nonzero|where|masked_select|unique.*"
                    + "|_unique.*|one_hot|_?coalesce|repeat_interleave|index|is_nonzero|equal|bincount))\"");

    @TempDir
    private Path folder;

    /** On a CPU the fused Adam reads the count of steps of each parameter, on CUDA its kernel does. */
    @ParameterizedTest
    @ValueSource(strings = {"DRepMRec", "LightGCN", "MGCN", "FREEDOM", "BPR", "VBPR + BMA", "MMGCN", "DualGNN", "BM3"})
    void aStepWaitsForNothingButItsLosses(String model) throws IOException {
        Path trace = folder.resolve("trace.json");
        Graphs graphs = Graphs.builder(Tiny.shop(40, 30, 7, Modality.VISUAL, Modality.TEXTUAL))
                .neighbors(3)
                .build();
        TrainedModel trained = Trainer.builder(
                        Models.builder(model, graphs).embeddingSize(8).build())
                .engine("PyTorch")
                .device(Backend.AS_GPU)
                .epochs(1)
                .batchSize(40)
                .quiet()
                .listener(new TrainingListener() {
                    @Override
                    public void batchDone(int epoch, int batch, int batches, double loss) {
                        if (batch == 0) {
                            JniUtils.startProfile(false, false, false);
                        } else if (batch == 1) {
                            JniUtils.stopProfile(trace.toString());
                        }
                    }
                })
                .build()
                .fit();
        List<String> found = WAITING.matcher(Files.readString(trace))
                .results()
                .map(m -> m.group(1))
                .toList();
        assertEquals(
                trained.parameters().keySet().stream().map(p -> "aten::item").toList(), found);
    }
}
