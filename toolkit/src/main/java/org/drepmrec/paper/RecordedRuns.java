package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.data.Split;
import org.drepmrec.run.DataOutline;
import org.drepmrec.run.FeatureChange;
import org.drepmrec.run.Knockout;
import org.drepmrec.run.Records;
import org.drepmrec.run.RunRecord;
import org.drepmrec.train.TrainOptions;

/** The records of a data set by model and settings, with the rule that says which experiment a run belongs to. */
final class RecordedRuns {

    private static final String FILE = "sha256.";
    private static final String SETTING = "setting.";
    private static final String MODALITIES = "modalities";

    private final DataOutline data;
    private final List<Group> groups;
    private final List<RunRecord> changed;

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

        /** The settings without what depends on which modalities there are. */
        Map<String, String> withoutWeights() {
            Map<String, String> rest = new TreeMap<>(settings);
            rest.keySet().removeIf(key -> key.startsWith("modal.weight.") || key.equals("modal.enabled"));
            return rest;
        }

        boolean has(Map<String, String> some) {
            return some.entrySet().stream().allMatch(e -> same(e.getValue(), settings.get(e.getKey())));
        }
    }

    RecordedRuns(Records records) {
        data = records.outline();
        groups = groups(records.runs().stream().filter(this::onTheDataAsTheyAre));
        changed = records.runs().stream().filter(r -> !onTheDataAsTheyAre(r)).toList();
    }

    private static List<Group> groups(Stream<RunRecord> runs) {
        Map<String, List<RunRecord>> byContent = new LinkedHashMap<>();
        runs.forEach(r -> byContent
                .computeIfAbsent(r.spec().model() + settings(r), k -> new ArrayList<>())
                .add(r));
        return byContent.values().stream().map(RecordedRuns::group).toList();
    }

    private static Group group(List<RunRecord> all) {
        Comparator<RunRecord> better = Comparator.<RunRecord>comparingInt(
                        r -> r.spec().probes().size())
                .thenComparing(r -> r.provenance().environment().getOrDefault("finished", ""));
        Map<Long, RunRecord> bySeed = new TreeMap<>();
        all.forEach(r -> bySeed.merge(r.spec().seed(), r, (a, b) -> better.compare(a, b) < 0 ? b : a));
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
        return provenance(run, FILE).equals(data.files())
                && provenance(run, SETTING).equals(data.settings())
                && modalities(run).equals(data.features().keySet());
    }

    private static Map<String, String> provenance(RunRecord run, String prefix) {
        return run.provenance().data().entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix))
                .collect(Collectors.toMap(e -> e.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    /** Those that the run had; all where they were not recorded. */
    private Set<String> modalities(RunRecord run) {
        String names = run.provenance().data().get(MODALITIES);
        return names == null ? data.features().keySet() : names.isEmpty() ? Set.of() : Set.of(names.split(" ", -1));
    }

    /**
     * The runs of a model on changed features, by condition as {@link Knockout} names it, with the settings of its row in
     * Table 2. Without a modality, the others' weights and whether there is a modal line may be others.
     */
    Map<String, List<RunRecord>> knockout(String model) {
        Map<String, List<RunRecord>> found = new HashMap<>();
        Group base = chosen(model).orElse(null);
        for (RunRecord run : base == null ? List.<RunRecord>of() : changed) {
            Group alone = group(List.of(run));
            boolean same = alone.model().equals(model) && alone.withoutWeights().equals(base.withoutWeights());
            if (same && provenance(run, FILE).equals(data.files())) {
                condition(run).ifPresent(c -> found.computeIfAbsent(c, k -> new ArrayList<>())
                        .add(run));
            }
        }
        Map<String, List<RunRecord>> ordered = new LinkedHashMap<>();
        conditions()
                .filter(found::containsKey)
                .forEach(c -> ordered.put(c, group(found.get(c)).runs()));
        return ordered;
    }

    /** In the order in which {@link Knockout} has them. */
    private Stream<String> conditions() {
        List<String> changes = Stream.concat(
                        Arrays.stream(FeatureChange.values()).map(FeatureChange::toString),
                        Stream.of(Knockout.LEFT_OUT))
                .toList();
        return Stream.concat(data.features().keySet().stream(), Stream.of(Knockout.ALL))
                .flatMap(target -> changes.stream().map(change -> target + " " + change));
    }

    /** Which modalities were changed, and how; empty if that is none of Knockout's conditions. */
    private Optional<String> condition(RunRecord run) {
        Map<String, String> settings = new TreeMap<>(provenance(run, SETTING));
        Set<String> changes = new TreeSet<>();
        Set<String> targets = new TreeSet<>();
        settings.keySet().removeAll(data.settings().keySet());
        settings.forEach((key, how) -> {
            targets.add(key.replaceFirst("^replaced\\.", ""));
            changes.add(how.replaceFirst(", seed .*$", ""));
        });
        Set<String> missing = new TreeSet<>(data.features().keySet());
        missing.removeAll(modalities(run));
        if (!missing.isEmpty()) {
            changes.add(Knockout.LEFT_OUT);
            targets.addAll(missing);
        }
        boolean all = targets.equals(data.features().keySet()) && targets.size() > 1;
        return changes.size() != 1 || (targets.size() != 1 && !all)
                ? Optional.empty()
                : Optional.of((all ? Knockout.ALL : targets.iterator().next()) + " "
                        + changes.iterator().next());
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
