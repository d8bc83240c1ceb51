package org.drepmrec.run;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.EpochRecord;
import org.drepmrec.train.RunProvenance;
import org.drepmrec.train.TrainingCode;

/** A tiny data set with runs of a blink, and runs that never were. */
public final class Shop {

    public static final String ENGINE = "PyTorch";
    public static final MultimodalDataset DATA = Tiny.shop(40, 30, 3, Modality.VISUAL, Modality.TEXTUAL);
    public static final Map<String, String> QUICK =
            Map.of("epochs", "3", "embeddingSize", "4", "batchSize", "64", "lr", "0.02");

    private Shop() {}

    static Runner.Builder runner() {
        return Runner.builder(DATA).engine(ENGINE).device("cpu").quiet();
    }

    public static RunSpec quick(String model) {
        return RunSpec.of(model).with(QUICK);
    }

    public static List<RunSpec> seeds(RunSpec spec, int count) {
        return LongStream.range(1, count + 1).mapToObj(spec::seed).toList();
    }

    /** A run with these values of all four metrics on validation, and of single users on test. */
    public static RunRecord invented(RunSpec spec, String key, double validation, double... test) {
        return invented(provenance(spec), spec, key, validation, test);
    }

    /** Likewise, by code with this fingerprint. */
    public static RunRecord inventedBy(String code, RunSpec spec, String key, double validation, double... test) {
        RunProvenance p = provenance(spec);
        return invented(
                new RunProvenance(
                        p.model(),
                        p.data(),
                        p.graphs(),
                        p.options(),
                        p.training(),
                        Map.of(TrainingCode.FINGERPRINT, code)),
                spec,
                key,
                validation,
                test);
    }

    private static RunRecord invented(
            RunProvenance provenance, RunSpec spec, String key, double validation, double... test) {
        Map<String, double[]> users = Map.of(
                "Recall@10", test.clone(), "Recall@20", test.clone(), "NDCG@10", test.clone(), "NDCG@20", test.clone());
        double mean = java.util.Arrays.stream(test).average().orElseThrow();
        return new RunRecord(
                spec,
                key,
                RunRecord.Status.FINISHED,
                provenance,
                Map.of("validation", all(validation), "test", all(mean)),
                new RunRecord.PerUser(IntStream.range(0, test.length).toArray(), users),
                List.of(new EpochRecord(0, Map.of("total", 1.0), Map.of("Recall@20", validation), 0.001, 1, 1, true)),
                List.of(Map.of()),
                List.of(),
                2,
                null);
    }

    /** A finished run with these values of probes, a map per epoch. */
    public static RunRecord probed(RunSpec spec, String key, List<Map<String, Double>> probes) {
        RunRecord run = invented(spec, key, 0.1, 0.1);
        return new RunRecord(
                spec,
                key,
                run.status(),
                run.provenance(),
                run.metrics(),
                new RunRecord.PerUser(new int[0], Map.of()),
                Collections.nCopies(probes.size(), run.epochs().get(0)),
                probes,
                List.of(),
                2,
                null);
    }

    /** Stores a run without its model. */
    public static void store(Path folder, RunRecord run) {
        RunStore.at(folder).put(run, null, false);
    }

    public static RunRecord failed(RunSpec spec, String key) {
        return new RunRecord(
                spec,
                key,
                RunRecord.Status.FAILED,
                provenance(spec),
                Map.of(),
                new RunRecord.PerUser(new int[0], Map.of()),
                List.of(),
                List.of(),
                List.of("the loss was NaN"),
                1,
                null);
    }

    private static RunProvenance provenance(RunSpec spec) {
        return new RunProvenance(spec.model(), Map.of(), Map.of(), spec.settings(), Map.of(), Map.of());
    }

    private static Map<String, Double> all(double value) {
        return Map.of("Recall@10", value, "Recall@20", value, "NDCG@10", value, "NDCG@20", value);
    }
}
