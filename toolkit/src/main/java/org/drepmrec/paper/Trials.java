package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.drepmrec.paper.RecordedRuns.Group;
import org.drepmrec.run.RunRecord;
import org.drepmrec.train.EpochRecord;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Which settings were tried on validation, and which were chosen. */
final class Trials {

    private Trials() {}

    /** A row per model. */
    static Table table(RecordedRuns runs, List<String> models) {
        List<Row> rows = models.stream()
                .map(m -> new Row(runs.whole(m), runs.chosen(m).orElseThrow()))
                .toList();
        return Table.create(
                "Settings on " + runs.data().name(),
                StringColumn.create("model", models),
                IntColumn.create(
                        "tried", rows.stream().mapToInt(r -> r.all.size()).toArray()),
                StringColumn.create("values", rows.stream().map(Row::values)),
                StringColumn.create("chosen", rows.stream().map(Row::choice)),
                IntColumn.create(
                        "seeds",
                        rows.stream().mapToInt(r -> r.chosen.runs().size()).toArray()),
                DoubleColumn.create("validation", rows.stream().mapToDouble(r -> r.chosen.validation())),
                DoubleColumn.create("best epoch", rows.stream().mapToDouble(r -> bestEpoch(r.chosen))),
                DoubleColumn.create(
                        "hours",
                        rows.stream()
                                .mapToDouble(r -> r.all.stream()
                                                .mapToDouble(Trials::seconds)
                                                .sum()
                                        / 3600)));
    }

    /** A model's trials and the one that was chosen. */
    private record Row(List<Group> all, Group chosen) {

        String values() {
            return varied(all).entrySet().stream()
                    .map(e -> e.getKey() + " " + String.join(", ", e.getValue()))
                    .collect(Collectors.joining("; "));
        }

        /** What was varied, and what else was set; of training only where there was some. */
        String choice() {
            Set<String> keys = new LinkedHashSet<>(varied(all).keySet());
            RunRecord run = chosen.runs().get(0);
            keys.addAll(run.spec().settings().keySet());
            if (run.epochs().isEmpty()) {
                keys.removeAll(run.provenance().training().keySet());
            }
            return keys.isEmpty()
                    ? "defaults"
                    : keys.stream()
                            .map(key -> key + "=" + chosen.settings().get(key))
                            .collect(Collectors.joining(", "));
        }
    }

    /** A row per setting of a model, the best by validation first. */
    static Table table(RecordedRuns runs, String model) {
        List<Group> all = new ArrayList<>(runs.whole(model));
        all.sort(Comparator.comparingDouble(Group::validation).reversed());
        Table table = Table.create("Settings of " + model + " on " + runs.data().name());
        varied(all)
                .keySet()
                .forEach(key ->
                        table.addColumns(strings(key, all, g -> g.settings().get(key))));
        Group chosen = runs.chosen(model).orElse(null);
        table.addColumns(
                IntColumn.create(
                        "seeds", all.stream().mapToInt(g -> g.runs().size()).toArray()),
                DoubleColumn.create(
                        "validation",
                        all.stream().mapToDouble(Group::validation).toArray()),
                DoubleColumn.create(
                        "best epoch",
                        all.stream().mapToDouble(Trials::bestEpoch).toArray()),
                DoubleColumn.create(
                        "seconds", all.stream().mapToDouble(Trials::seconds).toArray()),
                strings("chosen", all, g -> g.equals(chosen) ? "yes" : ""));
        return table;
    }

    private static StringColumn strings(String name, List<Group> all, Function<Group, String> value) {
        return StringColumn.create(name, all.stream().map(value).toList());
    }

    /** The values of each option that has several, numbers in ascending order. */
    private static Map<String, Set<String>> varied(List<Group> all) {
        Set<String> keys = new LinkedHashSet<>();
        all.forEach(g -> keys.addAll(g.settings().keySet()));
        Map<String, Set<String>> values = new TreeMap<>();
        for (String key : keys) {
            Set<String> found = new TreeSet<>(Trials::compare);
            all.forEach(g -> found.add(g.settings().getOrDefault(key, "")));
            if (found.size() > 1) {
                values.put(key, found);
            }
        }
        return values;
    }

    private static int compare(String a, String b) {
        try {
            return Double.compare(Double.parseDouble(a), Double.parseDouble(b));
        } catch (NumberFormatException e) {
            return a.compareTo(b);
        }
    }

    private static double bestEpoch(Group g) {
        return g.runs().stream()
                .flatMap(r -> r.bestEpoch().stream())
                .mapToInt(EpochRecord::number)
                .average()
                .orElse(Double.NaN);
    }

    private static double seconds(Group g) {
        return g.runs().stream().mapToDouble(RunRecord::seconds).sum();
    }
}
