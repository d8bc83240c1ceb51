package org.drepmrec.train;

import ai.djl.engine.Engine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Backend;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Options;
import org.drepmrec.sparse.MultiplyAdd;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Everything that determined a run: enough to repeat it and to check whether a repetition used the same inputs.
 *
 * @param model the model's name
 * @param data name, fingerprint, sizes, source, modalities, file hashes and settings of the data set
 * @param graphs the graphs' options and fingerprint
 * @param options the model's options
 * @param training the training's options, the seed among them
 * @param environment versions of toolkit, DJL, engine and Java, device, platform, time, and the {@link TrainingCode}
 */
public record RunProvenance(
        String model,
        Map<String, String> data,
        Map<String, String> graphs,
        Map<String, String> options,
        Map<String, String> training,
        Map<String, String> environment) {

    private static final String NO_ENGINE = "none";

    /** Freezes the maps. */
    public RunProvenance {
        data = frozen(data);
        graphs = frozen(graphs);
        options = frozen(options);
        training = frozen(training);
        environment = frozen(environment);
    }

    private static Map<String, String> frozen(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    static RunProvenance of(Recommender model, Options training, Backend backend) {
        return of(model, training, backend.engine(), backend.engineVersion(), backend.device());
    }

    /** Of a model that computes its scores without an engine. */
    static RunProvenance ofComputed(Recommender model, Options training) {
        return of(model, training, NO_ENGINE, NO_ENGINE, "cpu");
    }

    private static RunProvenance of(
            Recommender model, Options training, String engine, String engineVersion, String device) {
        Map<String, String> graphs = new LinkedHashMap<>(model.graphs().decidingOptions());
        graphs.put("fingerprint", model.graphs().fingerprint());
        Map<String, String> environment = environment(engine, engineVersion, device);
        environment.putAll(TrainingCode.of(model));
        model.graphs().approximations().forEach((graph, how) -> environment.put("neighbors." + graph, how.toString()));
        return new RunProvenance(
                model.name(), describe(model.data()), graphs, model.options().asMap(), training.asMap(), environment);
    }

    private static Map<String, String> describe(MultimodalDataset set) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("name", set.name());
        data.put("fingerprint", set.fingerprint());
        data.put("users", Integer.toString(set.users()));
        data.put("items", Integer.toString(set.items()));
        data.put("source", set.provenance().source());
        data.put("modalities", set.modalities().stream().map(Modality::name).collect(Collectors.joining(" ")));
        set.provenance().sha256().forEach((file, hash) -> data.put("sha256." + file, hash));
        set.provenance().settings().forEach((key, value) -> data.put("setting." + key, value));
        return data;
    }

    private static Map<String, String> environment(String engine, String engineVersion, String device) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("toolkit", version());
        map.put("djl", Engine.getDjlVersion());
        map.put("engine", engine);
        map.put("engineVersion", engineVersion);
        map.put("device", device);
        map.put("java", Runtime.version().toString());
        map.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        map.put("multiplyAdd", MultiplyAdd.here().toString());
        map.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        map.put("finished", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return map;
    }

    private static String version() {
        return Optional.ofNullable(RunProvenance.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** Everything as rows of area, key and value. */
    public Table table() {
        StringColumn area = StringColumn.create("area");
        StringColumn key = StringColumn.create("key");
        StringColumn value = StringColumn.create("value");
        Map<String, Map<String, String>> areas = new LinkedHashMap<>();
        areas.put("model", Map.of("name", model));
        areas.put("data", data);
        areas.put("graphs", graphs);
        areas.put("options", options);
        areas.put("training", training);
        areas.put("environment", environment);
        areas.forEach((a, map) -> map.forEach((k, v) -> {
            area.append(a);
            key.append(k);
            value.append(v);
        }));
        return Table.create("provenance", area, key, value);
    }
}
