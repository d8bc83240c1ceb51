package org.drepmrec.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.drepmrec.analysis.Explanation;
import org.drepmrec.data.Features;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.data.io.picture.Thumbnail;
import org.drepmrec.eval.DotScorer;
import org.drepmrec.eval.HistoryScorer;
import org.drepmrec.eval.Scorer;
import org.drepmrec.eval.TopItems;
import org.drepmrec.io.DataException;
import org.drepmrec.model.Representations;
import org.drepmrec.sparse.Csr;
import org.drepmrec.train.FoldIn;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A model made ready for requests from any thread: what does not depend on a request is computed once. */
final class ServedModel {

    private final TrainedModel run;
    private final MultimodalDataset data;
    private final Instant since = Instant.now();
    private final Scorer scorer;
    private final Optional<Function<Csr, Scorer>> visitors;
    private final Optional<Scorer> likeness;

    ServedModel(TrainedModel run) {
        this.run = run;
        this.data = run.data();
        this.scorer = run.scorer();
        this.visitors = visitors(run);
        this.likeness = likeness(run, scorer);
    }

    private static Optional<Function<Csr, Scorer>> visitors(TrainedModel run) {
        try {
            return Optional.of(FoldIn.of(run));
        } catch (IllegalArgumentException noFormula) {
            return Optional.empty();
        }
    }

    /** Scores items for items: by what the model itself adds for one that a user has, or by the cosine of representations. */
    private static Optional<Scorer> likeness(TrainedModel run, Scorer scorer) {
        if (scorer instanceof HistoryScorer own) {
            return Optional.of(own.of(Csr.identity(run.data().items())));
        }
        if (run.isComputed()) {
            return Optional.empty();
        }
        Representations all = run.representations();
        int d = all.general().size();
        float[] unit = new Features(all.items(), d, all.items(all.general()))
                .normalizedRows()
                .values();
        return Optional.of(new DotScorer(d, unit, unit));
    }

    Instant since() {
        return since;
    }

    String name() {
        return run.name();
    }

    String dataName() {
        return data.name();
    }

    Map<String, Object> health() {
        Map<String, Object> map = answer("status", "ok");
        map.put("model", run.name());
        map.put("data", data.name());
        map.put("users", data.users());
        map.put("items", data.items());
        map.put("loaded", since.toString());
        return map;
    }

    Map<String, Object> recommend(String user, int n) {
        int number = user(user);
        Map<String, Object> map = answer("user", user);
        map.put("items", list(TopItems.rank(scorer, number, n, has(number))));
        return map;
    }

    Map<String, Object> recommendFor(List<String> items, int n) {
        Scorer formula = visitors.orElseThrow(
                        () -> unable("visitors", "a model that scores by items or by a dot product, such as LightGCN"))
                .apply(Csr.binary(1, data.items(), new int[items.size()], numbers(items)));
        Map<String, Object> map = answer("for", items);
        map.put("items", list(TopItems.rank(formula, 0, n, numbers(items))));
        return map;
    }

    Map<String, Object> similar(String item, int n) {
        int number = item(item);
        Scorer alike = likeness.orElseThrow(
                () -> unable("similar items", "a model with representations or likenesses of items, such as LightGCN"));
        Map<String, Object> map = answer("item", item);
        map.put("title", data.catalogue().label(number));
        map.put("items", list(TopItems.rank(alike, number, n, number)));
        return map;
    }

    Map<String, Object> explain(String user, String item) {
        int number = user(user);
        int asked = item(item);
        if (visitors.isEmpty()) {
            throw unable("explanations", "a model that scores by items or by a dot product, such as LightGCN");
        }
        if (data.train().itemsOf(number).length == 0) {
            throw new Refusal(
                    422,
                    "user",
                    DataException.quote(user) + " without a training purchase",
                    "at least one, of which to say what it adds",
                    "ask for another user");
        }
        Explanation why = Explanation.of(run, user, item);
        Map<String, Object> map = answer("user", user);
        map.put("item", item);
        map.put("title", data.catalogue().label(asked));
        map.put("rank", why.rank());
        map.put("score", finite(why.score()));
        map.put("findings", why.findings().sentences());
        why.terms().ifPresent(terms -> map.put("terms", rows(terms)));
        why.byModality().ifPresent(terms -> map.put("terms_by_modality", rows(terms)));
        map.put("purchases", rows(why.purchases()));
        return map;
    }

    Map<String, Object> history(String user, int n) {
        int[] all = Arrays.stream(has(user(user))).sorted().toArray();
        Map<String, Object> map = answer("user", user);
        map.put("count", all.length);
        map.put("items", Arrays.stream(all).limit(n).mapToObj(this::itemRow).toList());
        return map;
    }

    Map<String, Object> users(String part, int n) {
        return answer("users", found(part, n, data.users(), data::userId, u -> "", u -> {
            Map<String, Object> row = answer("user", data.userId(u));
            row.put("count", has(u).length);
            return row;
        }));
    }

    Map<String, Object> items(String part, int n) {
        return answer(
                "items",
                found(
                        part,
                        n,
                        data.items(),
                        data::itemId,
                        i -> data.catalogue().title(i).orElse(""),
                        this::itemRow));
    }

    /** Those whose id begins with a text before those that contain it, in the id or in the title. */
    private static List<Map<String, Object>> found(
            String part,
            int n,
            int all,
            IntFunction<String> id,
            IntFunction<String> title,
            IntFunction<Map<String, Object>> row) {
        String sought = part.toLowerCase(Locale.ROOT);
        List<Integer> first = new ArrayList<>();
        List<Integer> second = new ArrayList<>();
        for (int k = 0; k < all && first.size() < n; k++) {
            String known = id.apply(k).toLowerCase(Locale.ROOT);
            if (known.startsWith(sought)) {
                first.add(k);
            } else if (second.size() < n
                    && (known.contains(sought)
                            || title.apply(k).toLowerCase(Locale.ROOT).contains(sought))) {
                second.add(k);
            }
        }
        return Stream.concat(first.stream(), second.stream())
                .limit(n)
                .map(k -> row.apply(k))
                .toList();
    }

    /** The picture of an item as PNG, small. */
    byte[] picture(String item) {
        return data.catalogue()
                .picture(item(item))
                .map(picture -> {
                    ByteArrayOutputStream png = new ByteArrayOutputStream();
                    try {
                        ImageIO.write(Thumbnail.of(picture), "png", png);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return png.toByteArray();
                })
                .orElseThrow(() -> new Refusal(
                        404,
                        "picture",
                        "none of item " + DataException.quote(item),
                        "a data set with pictures",
                        "show its title"));
    }

    boolean knowsItem(String id) {
        try {
            data.itemNumber(id);
            return true;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    private int user(String id) {
        try {
            return data.userNumber(id);
        } catch (IllegalArgumentException unknown) {
            throw unknown("user", id, data.users(), data.userId(0));
        }
    }

    private int item(String id) {
        try {
            return data.itemNumber(id);
        } catch (IllegalArgumentException unknown) {
            throw unknown("item", id, data.items(), data.itemId(0));
        }
    }

    private int[] numbers(List<String> items) {
        return items.stream().mapToInt(this::item).toArray();
    }

    private Refusal unknown(String kind, String id, int count, String example) {
        return new Refusal(
                404,
                kind,
                DataException.quote(id),
                "one of the " + count + " " + kind + "s of " + data.name() + ", such as "
                        + DataException.quote(example),
                "search under /" + kind + "s?q=...");
    }

    private Refusal unable(String what, String expected) {
        return new Refusal(501, what, run.name() + ", which has no formula for them", expected, "serve another model");
    }

    /** What a user has, in whichever split it is. */
    private int[] has(int user) {
        return Stream.of(Split.values())
                .flatMapToInt(split -> Arrays.stream(data.split(split).itemsOf(user)))
                .toArray();
    }

    private List<Map<String, Object>> list(TopItems top) {
        return IntStream.range(0, top.size())
                .mapToObj(r -> {
                    Map<String, Object> row = answer("rank", r + 1);
                    row.putAll(itemRow(top.item(r)));
                    row.put("score", finite(top.score(r)));
                    return row;
                })
                .toList();
    }

    private Map<String, Object> itemRow(int item) {
        Map<String, Object> row = answer("item", data.itemId(item));
        row.put("title", data.catalogue().label(item));
        return row;
    }

    private static List<Map<String, Object>> rows(Table table) {
        return IntStream.range(0, table.rowCount())
                .mapToObj(r -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    for (Column<?> column : table.columns()) {
                        Object value = column.get(r);
                        row.put(column.name(), value instanceof Double number ? finite(number) : value);
                    }
                    return row;
                })
                .toList();
    }

    /** JSON has no infinity; what is null is left out. */
    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static Map<String, Object> answer(String first, Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, value);
        return map;
    }
}
