package org.drepmrec.notebook;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.Floors;
import org.drepmrec.analysis.Markup;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.analysis.RunFindings;
import org.drepmrec.analysis.RunSettings;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.train.RunProvenance;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What whoever uses a trained model should know of it, on one page: data, floors, metrics, use of the features, warnings, settings
 * and how to repeat it. Every sentence is made from the run; after Mitchell et al., Model Cards for Model Reporting (2019).
 *
 * <pre>{@code ModelCard.of(run, otherSeeds).license("CC BY 4.0").to(Path.of("card.md"));}</pre>
 */
public final class ModelCard {

    private static final String HTML = ".html";
    private static final String MARKDOWN = ".md";
    private static final int IN_A_PAGE = 3;

    private final RunFindings runs;
    private final TrainedModel run;
    private final String license;
    private final List<CardPart> knockout;

    private ModelCard(RunFindings runs, String license, List<CardPart> knockout) {
        this.runs = runs;
        this.run = runs.runs().get(0);
        this.license = license;
        this.knockout = knockout;
    }

    /**
     * The card of a run; of several with other seeds, metrics have their spread.
     *
     * @throws IllegalArgumentException if the others differ in anything but the seed, or two share a seed
     */
    public static ModelCard of(TrainedModel run, TrainedModel... others) {
        return new ModelCard(RunFindings.of(run, others), null, null);
    }

    /** The license of the data, in the words of whoever publishes them. Default: the card says that it is not stated. */
    public ModelCard license(String words) {
        return new ModelCard(runs, words, knockout);
    }

    /** What {@code Knockout} found of the model on these data, its table and its findings. Default: the card says that it was not run. */
    public ModelCard knockout(ResultTable table, Findings findings) {
        return new ModelCard(runs, license, List.of(CardPart.table(table), CardPart.sentences(findings)));
    }

    /** A fragment of HTML for a page with headings of its own, so its title is one of the third level; everything from the data escaped. */
    public String html() {
        return html(IN_A_PAGE);
    }

    private String html(int level) {
        return text(level, CardPart::html);
    }

    /** Markdown with tables, everything from the data escaped. */
    public String markdown() {
        return text(1, CardPart::markdown);
    }

    private String text(int level, Function<CardPart, String> form) {
        return parts(level).stream().map(form).filter(t -> !t.isEmpty()).collect(Collectors.joining("\n"));
    }

    /**
     * Writes the card.
     *
     * @param file whose name ends in {@code .md} or {@code .html}; replaced if it exists
     * @throws IllegalArgumentException if the name ends otherwise
     * @throws org.drepmrec.io.DataException if it cannot be written
     */
    public void to(Path file) {
        requireKnown(file);
        String title = Markup.escape(title());
        String text = file.toString().toLowerCase(Locale.ROOT).endsWith(MARKDOWN)
                ? markdown()
                : "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + title
                        + "</title><style>body{max-width:960px;margin:24px auto;padding:0 16px;font:16px/1.5 sans-serif}"
                        + "table{display:block;overflow-x:auto}pre{overflow-x:auto}</style></head><body>\n" + html(1)
                        + "\n</body></html>\n";
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Refuses a file that {@link #to} would refuse, before there is a card.
     *
     * @throws IllegalArgumentException if its name ends neither in {@code .md} nor in {@code .html}
     */
    public static void requireKnown(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(MARKDOWN) && !name.endsWith(HTML)) {
            throw new IllegalArgumentException(
                    file + ": found a file of an unknown kind, expected a name that ends in .md or .html; rename it");
        }
    }

    private String title() {
        return run.name() + " on " + run.data().name();
    }

    /** @param level of the title's heading */
    private List<CardPart> parts(int level) {
        List<CardPart> all = new ArrayList<>();
        all.add(CardPart.heading(title(), level));
        all.add(CardPart.sentences(runs.training()));
        all.add(CardPart.heading("Data", level + 1));
        all.addAll(data());
        all.add(CardPart.heading("What the data tell without training", level + 1));
        Floors floors = run.data().test().size() == 0 ? null : Floors.of(run.data(), Split.TEST);
        if (floors == null) {
            all.add(CardPart.sentences(Findings.of("No interaction is held out to measure floors on.")));
        } else {
            all.add(CardPart.table(floors.table()));
            all.add(CardPart.sentences(floors.findings()));
        }
        all.add(CardPart.heading("Metrics", level + 1));
        if (!run.evaluatedSplits().isEmpty()) {
            all.add(CardPart.table(runs.metrics()));
        }
        all.add(CardPart.sentences(
                floors == null ? runs.spread() : runs.spread().and(runs.beside(floors))));
        all.add(CardPart.heading("Are the features used?", level + 1));
        all.addAll(features());
        all.add(CardPart.heading("Warnings", level + 1));
        all.add(CardPart.sentences(warnings()));
        all.add(CardPart.heading("Settings", level + 1));
        all.addAll(settings());
        all.add(CardPart.heading("How to repeat it", level + 1));
        all.addAll(repeat());
        return all;
    }

    private List<CardPart> data() {
        MultimodalDataset data = run.data();
        Table origin =
                Table.create("Provenance of the data", StringColumn.create("what"), StringColumn.create("value"));
        run.provenance().data().forEach((what, value) -> {
            origin.stringColumn("what").append(what);
            origin.stringColumn("value").append(value);
        });
        String stated = license == null
                ? "License of the data: not stated."
                : "License of the data, as stated by whoever made this card: " + license;
        return List.of(
                CardPart.table(data.summary()),
                CardPart.sentences(runs.data().and(Findings.of(stated)).and(new Findings(data.warnings()))),
                CardPart.table(origin));
    }

    private List<CardPart> features() {
        if (knockout != null) {
            return knockout;
        }
        return List.of(CardPart.sentences(Findings.of(
                run.data().modalities().isEmpty()
                        ? "There are no features to be used."
                        : "No knockout was run, so it is not known whether the metrics need the features:"
                                + " Knockout trains the model again on shuffled ones and on none.")));
    }

    private Findings warnings() {
        List<String> all = runs.runs().stream()
                .flatMap(r -> r.warnings().stream())
                .distinct()
                .map(Findings::sentence)
                .toList();
        return all.isEmpty() ? Findings.of("The training gave no warning.") : new Findings(all);
    }

    private List<CardPart> settings() {
        RunSettings settings = RunSettings.of(run);
        Table differences = settings.differences();
        Table environment =
                Table.create("Environment of the run", StringColumn.create("what"), StringColumn.create("value"));
        run.provenance().environment().forEach((what, value) -> {
            environment.stringColumn("what").append(what);
            environment.stringColumn("value").append(value);
        });
        CardPart different = !settings.hasDefaults()
                ? CardPart.sentences(Findings.of(
                        "The defaults of " + run.name() + " are not known here, since the model is not registered."))
                : differences.rowCount() == 0
                        ? CardPart.sentences(Findings.of("Every setting has its default."))
                        : CardPart.table(differences);
        return List.of(different, CardPart.table(settings.table()), CardPart.table(environment));
    }

    private List<CardPart> repeat() {
        RunProvenance from = run.provenance();
        String version = from.environment().get("toolkit");
        String jar = "java -jar drepmrec" + (version.equals("development") ? "" : "-" + version) + ".jar ";
        if (runs.isRefit()) {
            return List.of(
                    CardPart.sentences(Findings.of(
                            "SELECTED is the saved model whose epochs validation chose, and FOLDER holds its data.")),
                    CardPart.code("sh", jar + "refit --saved SELECTED --data FOLDER --save REFIT"),
                    CardPart.code("java", "TrainedModel.load(Path.of(\"SELECTED\"), data).refit()"));
        }
        Map<String, String> changed = RunSettings.of(run).changed();
        String engine = from.environment().get("engine");
        String device = from.environment().get("device");
        String modalities = run.data().modalities().stream().map(m -> m.name()).collect(Collectors.joining(","));
        String command = Stream.of(
                        Stream.of(jar + "train --data FOLDER"),
                        Stream.of("--model " + quoted(from.model())),
                        modalities.isEmpty() ? Stream.<String>empty() : Stream.of("--modalities " + modalities),
                        run.isComputed()
                                ? Stream.<String>empty()
                                : Stream.of("--engine " + engine + " --device " + device),
                        changed.entrySet().stream().map(e -> "--set " + quoted(e.getKey() + "=" + e.getValue())))
                .flatMap(s -> s)
                .collect(Collectors.joining(" \\\n    "));
        String entries = changed.entrySet().stream()
                .map(e -> "    Map.entry(\"" + e.getKey() + "\", \"" + e.getValue() + "\")")
                .collect(Collectors.joining(",\n"));
        String java = "var data = Datasets.load(Path.of(\"FOLDER\"));\n"
                + "var run = Setup.of(data, \"" + from.model() + "\", Map.ofEntries(\n" + entries + "))\n    .trainer()"
                + (run.isComputed() ? "" : ".engine(\"" + engine + "\").device(\"" + device + "\")")
                + ".build().fit();";
        return List.of(
                CardPart.sentences(
                        Findings.of(
                                "FOLDER holds the data; their fingerprint, "
                                        + from.data().get("fingerprint")
                                        + ", follows from the interactions of all splits.",
                                "The numbers can differ by rounding with another engine, device, version or number of processors.")),
                CardPart.code("sh", command),
                CardPart.code("java", java));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9._=,+-]+") ? word : "'" + word + "'";
    }

    @Override
    public String toString() {
        return markdown();
    }
}
