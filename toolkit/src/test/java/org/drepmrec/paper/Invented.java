package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.run.DataOutline;
import org.drepmrec.run.Records;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.RunSpec;
import org.drepmrec.run.Shop;

/** Records of runs that never were, with values to order. */
final class Invented {

    private static final int USERS = 60;

    private final List<RunRecord> runs = new ArrayList<>();

    /** Runs with seeds 999, 1000, ..., each with these test values of Recall@20 (mean over users). */
    Invented add(String model, Map<String, String> settings, double validation, double... test) {
        for (int s = 0; s < test.length; s++) {
            runs.add(Shop.invented(
                    RunSpec.of(model).with(settings).seed(999 + s), model + settings + s, validation, users(test[s])));
        }
        return this;
    }

    Invented add(String model, double... test) {
        return add(model, Map.of(), 0.1, test);
    }

    /** A run by code with this fingerprint. */
    Invented ofCode(String fingerprint, String model, long seed, double test) {
        runs.add(Shop.inventedBy(
                fingerprint, RunSpec.of(model).seed(seed), model + fingerprint + seed, 0.1, users(test)));
        return this;
    }

    /** Values around a mean, alike for every mean, so that differences of means are differences of every user. */
    private static double[] users(double mean) {
        return IntStream.range(0, USERS)
                .mapToDouble(u -> mean * (1 + (u % 2 == 0 ? 0.01 : -0.01)) + (u % 3 - 1) * 1e-3)
                .toArray();
    }

    List<RunRecord> runs() {
        return runs;
    }

    Results results() {
        return results("tiny");
    }

    Results results(String name) {
        return new Results(new Records(named(name), runs));
    }

    /** The tiny shop under another name. */
    static DataOutline named(String name) {
        DataOutline d = DataOutline.of(Shop.DATA);
        return new DataOutline(
                name,
                d.fingerprint(),
                d.users(),
                d.items(),
                d.train(),
                d.validation(),
                d.test(),
                d.features(),
                d.files(),
                d.settings());
    }
}
