package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.drepmrec.data.Split;
import org.drepmrec.run.DataOutline;
import org.drepmrec.run.Records;
import org.drepmrec.run.RunRecord;
import org.drepmrec.train.TrainOptions;

/** The records of a data set by model and settings, with the rule that says which experiment a run belongs to. */
final class RecordedRuns {

    private final DataOutline data;
    private final List<Group> groups;

    /**
     * Runs of a model that differ in their seeds alone.
     *
     * @param settings all options of graphs, model and training but the seed
     * @param runs by ascending seed, one for each; with probes where there are both
     */
    record Group(String model, Map<String, String> settings, List<RunRecord> runs) {

        /** Mean over seeds of the metric that selects, on validation; NaN if a run failed. */
        double validation() {
            return runs.stream()
                    .mapToDouble(r -> r.metric(Split.VALIDATION, r.selectedBy()))
                    .average()
                    .orElse(Double.NaN);
        }

        boolean equalBut(Map<String, String> changes, Group other) {
            Map<String, String> wanted = new LinkedHashMap<>(other.settings);
            wanted.putAll(changes);
            return settings.keySet().equals(wanted.keySet())
                    && settings.entrySet().stream().allMatch(e -> same(e.getValue(), wanted.get(e.getKey())));
        }

        boolean has(Map<String, String> some) {
            return some.entrySet().stream().allMatch(e -> same(e.getValue(), settings.get(e.getKey())));
        }
    }

    RecordedRuns(Records records) {
        data = records.outline();
        Map<String, List<RunRecord>> byContent = new LinkedHashMap<>();
        records.runs().stream().filter(this::onTheDataAsTheyAre).forEach(r -> byContent
                .computeIfAbsent(r.spec().model() + settings(r), k -> new ArrayList<>())
                .add(r));
        groups = byContent.values().stream().map(RecordedRuns::group).toList();
    }

    private static Group group(List<RunRecord> all) {
        Map<Long, RunRecord> bySeed = new TreeMap<>();
        all.forEach(r -> bySeed.merge(
                r.spec().seed(),
                r,
                (a, b) -> a.spec().probes().size() >= b.spec().probes().size() ? a : b));
        return new Group(all.get(0).spec().model(), settings(all.get(0)), List.copyOf(bySeed.values()));
    }

    private static Map<String, String> settings(RunRecord run) {
        Map<String, String> all = new TreeMap<>(run.provenance().graphs());
        all.remove("fingerprint");
        all.putAll(run.provenance().options());
        all.putAll(run.provenance().training());
        all.remove(TrainOptions.SEED.key());
        return all;
    }

    /** Whether features and interactions were those of the outline. */
    private boolean onTheDataAsTheyAre(RunRecord run) {
        Map<String, String> files = new LinkedHashMap<>();
        Map<String, String> settings = new LinkedHashMap<>();
        run.provenance().data().forEach((key, value) -> {
            if (key.startsWith("sha256.")) {
                files.put(key.substring("sha256.".length()), value);
            } else if (key.startsWith("setting.")) {
                settings.put(key.substring("setting.".length()), value);
            }
        });
        return files.equals(data.files()) && settings.equals(data.settings());
    }

    DataOutline data() {
        return data;
    }

    /** The models, in the order of their records. */
    Set<String> models() {
        return groups.stream().map(Group::model).collect(Collectors.toCollection(TreeSet::new));
    }

    /** All settings with which a model was trained. */
    List<Group> of(String model) {
        return groups.stream().filter(g -> g.model().equals(model)).toList();
    }

    /**
     * The settings of a model in Table 2: of those with the most seeds, the best by validation. A model with a part removed
     * ({@link Rq3}) is none of them.
     */
    Optional<Group> chosen(String model) {
        List<Group> whole = whole(model);
        int most = whole.stream().mapToInt(g -> g.runs().size()).max().orElse(0);
        return whole.stream()
                .filter(g -> g.runs().size() == most)
                .max(Comparator.comparingDouble(
                        g -> Double.isNaN(g.validation()) ? Double.NEGATIVE_INFINITY : g.validation()));
    }

    /** The settings of a model without those in which a part is removed. */
    List<Group> whole(String model) {
        Map<String, Map<String, String>> parts =
                model.equals(Rq3.MODEL) ? Rq3.PARTS : model.equals(Rq3.DREAM) ? Rq3.DREAM_PARTS : Map.of();
        return of(model).stream()
                .filter(g -> parts.values().stream().noneMatch(g::has))
                .toList();
    }

    /** The runs of a model with the settings of its row in Table 2 but for these; empty if there are none. */
    List<RunRecord> find(String model, Map<String, String> changes) {
        return chosen(model)
                .flatMap(base -> of(model).stream()
                        .filter(g -> g.equalBut(changes, base))
                        .findFirst())
                .map(Group::runs)
                .orElse(List.of());
    }

    /** Text of options; 0 and 0.0 are one number. */
    private static boolean same(String a, String b) {
        if (a.equals(b)) {
            return true;
        }
        try {
            return b != null && Double.parseDouble(a) == Double.parseDouble(b);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
