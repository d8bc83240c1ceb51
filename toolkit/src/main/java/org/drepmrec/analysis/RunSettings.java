package org.drepmrec.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Summarized;
import org.drepmrec.graph.GraphOptions;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.model.Recommender;
import org.drepmrec.train.RunProvenance;
import org.drepmrec.train.TrainOptions;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The settings of a run beside the defaults of its model. */
public final class RunSettings implements Summarized {

    /** What is kept with the graphs' options and is none. */
    private static final String FINGERPRINT = "fingerprint";

    private final String model;
    private final List<Setting> all;
    private final boolean known;

    /**
     * One setting.
     *
     * @param area graphs, model or training
     * @param usual its default; null where the model is not registered
     */
    private record Setting(String area, String option, String value, String usual) {

        boolean differs() {
            return usual != null && !usual.equals(value);
        }
    }

    private RunSettings(String model, List<Setting> all, boolean known) {
        this.model = model;
        this.all = List.copyOf(all);
        this.known = known;
    }

    /** The settings of a run. */
    public static RunSettings of(TrainedModel run) {
        RunProvenance provenance = run.provenance();
        Map<String, Map<String, String>> usual = defaults(run);
        Map<String, Map<String, String>> areas = new LinkedHashMap<>();
        areas.put("graphs", provenance.graphs());
        areas.put("model", provenance.options());
        areas.put("training", provenance.training());
        List<Setting> all = areas.entrySet().stream()
                .flatMap(area -> area.getValue().entrySet().stream()
                        .filter(e -> !e.getKey().equals(FINGERPRINT))
                        .map(e -> new Setting(
                                area.getKey(),
                                e.getKey(),
                                e.getValue(),
                                usual.getOrDefault(area.getKey(), Map.of()).get(e.getKey()))))
                .toList();
        return new RunSettings(run.name(), all, !usual.isEmpty());
    }

    /** By area; empty where the model is not registered in this process. */
    private static Map<String, Map<String, String>> defaults(TrainedModel run) {
        if (Models.find(run.name()).isEmpty()) {
            return Map.of();
        }
        MultimodalDataset data = run.data();
        Graphs graphs = Graphs.builder(data)
                .itemNeighbors(Math.min(GraphOptions.ITEM_NEIGHBORS.defaultValue(), data.items()))
                .userNeighbors(Math.min(GraphOptions.USER_NEIGHBORS.defaultValue(), data.users()))
                .build();
        Recommender usual = Models.builder(run.name(), graphs).build();
        return Map.of(
                "graphs", GraphOptions.defaults().asMap(),
                "model", usual.options().asMap(),
                "training", Trainer.builder(usual).options().asMap());
    }

    /** Whether the defaults are known, which they are where the model is registered in this process. */
    public boolean hasDefaults() {
        return known;
    }

    /** Those that differ from the defaults, by option; the seed, which a default cannot make right, always. */
    public Map<String, String> changed() {
        return all.stream()
                .filter(s -> s.differs() || s.option().equals(TrainOptions.SEED.key()))
                .collect(Collectors.toMap(Setting::option, Setting::value, (a, b) -> a, LinkedHashMap::new));
    }

    /** A row for each that differs from its default: area, option, value, default. */
    public Table differences() {
        return table(
                "Settings of " + model + " that differ from the defaults",
                all.stream().filter(Setting::differs).toList());
    }

    /** A row for each: area, option, value, default. */
    public Table table() {
        return table("Settings of " + model, all);
    }

    private static Table table(String title, List<Setting> some) {
        return Table.create(
                title,
                StringColumn.create("area", some.stream().map(Setting::area)),
                StringColumn.create("option", some.stream().map(Setting::option)),
                StringColumn.create("value", some.stream().map(Setting::value)),
                StringColumn.create("default", IntStream.range(0, some.size()).mapToObj(k -> Optional.ofNullable(
                                some.get(k).usual())
                        .orElse(""))));
    }

    /** As {@link #table}. */
    @Override
    public Table summary() {
        return table();
    }

    @Override
    public String toString() {
        return model + ": " + changed();
    }
}
