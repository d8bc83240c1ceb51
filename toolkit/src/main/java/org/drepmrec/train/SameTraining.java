package org.drepmrec.train;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import org.drepmrec.io.DataException;

/** Whether a checkpoint was written by the training that wants to go on from it. */
record SameTraining(Path place) {

    /**
     * Compares everything that decides a training's numbers.
     *
     * @throws DataException naming the first difference
     */
    void require(RunProvenance found, int[] foundCutoffs, RunProvenance wanted, int[] wantedCutoffs) {
        Map<String, String> was = identity(found, foundCutoffs);
        Map<String, String> is = identity(wanted, wantedCutoffs);
        LinkedHashSet<String> keys = new LinkedHashSet<>(was.keySet());
        keys.addAll(is.keySet());
        for (String key : keys) {
            if (!Objects.equals(was.get(key), is.get(key))) {
                if (key.equals(TrainingCode.FINGERPRINT)) {
                    throw otherCode(was.get(key), is.get(key));
                }
                throw DataException.of(
                        place.toString(),
                        "a checkpoint of another training: " + key + " " + shown(was.get(key)),
                        shown(is.get(key)),
                        "choose another folder for this training, or delete this one to begin anew");
            }
        }
    }

    private DataException otherCode(String was, String is) {
        return DataException.of(
                place.toString(),
                "a checkpoint of this training by other code, of fingerprint " + shown(was),
                shown(is) + ", that of the code which is here",
                "delete the folder to begin anew, or go on with the code that wrote it, such as the old jar");
    }

    private static String shown(String value) {
        return value == null ? "none" : value.length() == 64 ? value : DataException.quote(value);
    }

    private static Map<String, String> identity(RunProvenance p, int... cutoffs) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("model", p.model());
        all.put("data", p.data().get("fingerprint"));
        p.graphs().forEach((key, value) -> all.put("graphs " + key, value));
        p.options().forEach((key, value) -> all.put("option " + key, value));
        p.training().forEach((key, value) -> all.put("training " + key, value));
        all.put("cut-offs", Arrays.toString(cutoffs));
        for (String key : new String[] {"djl", "engine", "engineVersion", "device", TrainingCode.FINGERPRINT}) {
            all.put(key, p.environment().get(key));
        }
        return all;
    }
}
