package org.drepmrec.paper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.drepmrec.analysis.Findings;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The numbers that the paper prints (arXiv 2404.11119v1) for one of its data sets, as it prints them. Most baselines'
 * numbers are copies from earlier papers, on another split than anyone's own.
 */
public final class Published {

    private static final List<String> LABELS = List.of("Recall@10", "Recall@20", "NDCG@10", "NDCG@20");
    private static final List<String[]> ROWS = read("published.tsv");
    private static final List<String[]> STATISTICS = read("published-statistics.tsv");

    private final String dataset;

    private Published(String dataset) {
        this.dataset = dataset;
    }

    /** The numbers of a data set, or empty where the paper has none; its name is Baby, Sports or Clothing in any case. */
    public static Optional<Published> of(String dataset) {
        String name = dataset.toLowerCase(Locale.ROOT);
        return STATISTICS.stream().anyMatch(r -> r[0].equals(name))
                ? Optional.of(new Published(name))
                : Optional.empty();
    }

    /** The paper's data sets, as Table 1 lists them. */
    static List<String> names() {
        return STATISTICS.stream().map(row -> row[0]).toList();
    }

    private static List<String[]> read(String file) {
        try (InputStream in = Published.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read from the jar", e);
        }
    }

    /**
     * A printed number; NaN if the paper does not have it.
     *
     * @param table 2, 3 or 4
     * @param row for example {@code MGCN}, {@code without SSS} or {@code VBPR + BMA}; case does not matter
     * @param label {@code Recall@10}, {@code Recall@20}, {@code NDCG@10} or {@code NDCG@20}
     */
    public double value(int table, String row, String label) {
        int column = LABELS.indexOf(label);
        return column < 0
                ? Double.NaN
                : rows(table)
                        .filter(r -> r[2].equalsIgnoreCase(row))
                        .mapToDouble(r -> number(r[3 + column]))
                        .findFirst()
                        .orElse(Double.NaN);
    }

    /** Table 2: a row per model. */
    public Table table2() {
        return table(2, "Table 2, " + dataset + ", as the paper prints it");
    }

    /** Table 3: a row per ablation. */
    public Table table3() {
        return table(3, "Table 3, " + dataset + ", as the paper prints it");
    }

    /** Table 4: a row per model, without and with Behavior-Modal Alignment. */
    public Table table4() {
        return table(4, "Table 4, " + dataset + ", as the paper prints it");
    }

    /** What the paper prints inconsistently in a table, one sentence each. */
    public List<String> notes(int table) {
        return rows(table)
                .filter(r -> !r[7].isEmpty())
                .map(r -> "paper, Table " + table + ", " + dataset + ", " + r[2] + ": " + r[7])
                .toList();
    }

    /**
     * Compares a data set with the paper's one of the same name: which counts differ. Only equal counts make its numbers
     * comparable, and they say nothing about the features.
     */
    public static Findings check(MultimodalDataset data) {
        return of(data.name())
                .map(paper -> paper.differences(data))
                .orElseGet(() -> Findings.of(
                        "The paper has no data set " + data.name() + ", so there is nothing to compare with."));
    }

    private Findings differences(MultimodalDataset data) {
        int all = Arrays.stream(Split.values())
                .mapToInt(s -> data.split(s).size())
                .sum();
        int[] found = {data.users(), data.items(), all};
        List<String> names = List.of("users", "items", "interactions");
        double[] expected = statistics();
        List<String> sentences = new ArrayList<>();
        for (int k = 0; k < found.length; k++) {
            if (found[k] != (int) expected[k]) {
                sentences.add(String.format(
                        Locale.ROOT, "%s has %d %s, the paper's %d.", data.name(), found[k], names.get(k), (int)
                                expected[k]));
            }
        }
        sentences.add(
                sentences.isEmpty()
                        ? data.name() + " has the paper's users, items and interactions."
                        : "These are not the paper's data: its numbers do not apply.");
        return new Findings(sentences);
    }

    /** Table 1: users, items, interactions, sparsity in percent. */
    double[] statistics() {
        String[] row = STATISTICS.stream()
                .filter(r -> r[0].equals(dataset))
                .findFirst()
                .orElseThrow();
        double[] values = new double[4];
        for (int k = 0; k < values.length; k++) {
            values[k] = number(row[k + 1]);
        }
        return values;
    }

    private Stream<String[]> rows(int table) {
        return ROWS.stream().filter(r -> r[0].equals(Integer.toString(table)) && r[1].equals(dataset));
    }

    private Table table(int number, String title) {
        List<String[]> rows = rows(number).toList();
        Table table = Table.create(
                title, StringColumn.create("model", rows.stream().map(r -> r[2]).toList()));
        List<DoubleColumn> columns = new ArrayList<>();
        for (int k = 0; k < LABELS.size(); k++) {
            int column = 3 + k;
            columns.add(DoubleColumn.create(
                    LABELS.get(k),
                    rows.stream().mapToDouble(r -> number(r[column])).toArray()));
        }
        columns.removeIf(c -> c.countMissing() == rows.size());
        columns.forEach(table::addColumns);
        return table;
    }

    private static double number(String text) {
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }
}
