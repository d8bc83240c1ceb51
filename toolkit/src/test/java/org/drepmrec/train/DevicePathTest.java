package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Backend;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.model.Recommender;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps that stay on the device give the numbers of those that do not, on either engine. */
class DevicePathTest {

    private static final Graphs GRAPHS = Graphs.builder(Tiny.shop(40, 30, 7, Modality.VISUAL, Modality.TEXTUAL))
            .neighbors(3)
            .build();

    @ParameterizedTest
    @CsvSource({
        "DRepMRec, sss.target=blendedCosine",
        "DRepMRec, sss.target=perModality",
        "DRepMRec, sss.includeDiagonal=false",
        "DRepMRec, nce.maskKnownPositives=true",
        "DREAM, nce.tau=0.2",
        "VBPR + BMA, gamma=0.1",
        "LightGCN, layers=2",
        "MGCN, ssl.tau=0.2",
        "FREEDOM, layers=2",
        "BM3, dropout=0.3",
        "MMGCN, reg.lambda=0.1",
        "DualGNN, reg.lambda=0.1",
        "LATTICE, latent.rawShare=0.5",
        "GRCN, routing=2",
        "LGMRec, ssl.weight=0.01",
        "MAML, negatives.perPair=2",
    })
    void trainingGivesTheNumbersOfTheHost(String name, String setting) {
        String[] option = setting.split("=", 2);
        Recommender model = Models.builder(name, GRAPHS)
                .embeddingSize(8)
                .set(option[0], option[1])
                .build();
        for (String engine : new String[] {"MXNet", "PyTorch"}) {
            TrainedModel host = fit(model, engine, "cpu");
            TrainedModel device = fit(model, engine, Backend.AS_GPU);
            assertEquals(Backend.AS_GPU, device.provenance().environment().get("device"));
            for (int epoch = 0; epoch < 2; epoch++) {
                EpochRecord expected = host.epochs().get(epoch);
                EpochRecord found = device.epochs().get(epoch);
                same(expected.losses(), found.losses(), engine + " loss of epoch " + epoch);
            }
        }
    }

    private static void same(Map<String, Double> expected, Map<String, Double> found, String what) {
        assertEquals(expected.keySet(), found.keySet(), what);
        expected.forEach((k, v) -> assertEquals(v, found.get(k), 1e-4 * (1 + Math.abs(v)), what + ", " + k));
    }

    private static TrainedModel fit(Recommender model, String engine, String device) {
        return Trainer.builder(model)
                .engine(engine)
                .device(device)
                .epochs(2)
                .batchSize(64)
                .silent()
                .build()
                .fit();
    }
}
