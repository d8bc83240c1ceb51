package org.drepmrec.explore;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.drepmrec.analysis.ItemColoring;
import org.drepmrec.analysis.ItemColorings;
import org.drepmrec.analysis.ItemPlane;
import org.drepmrec.analysis.ItemSpace;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.io.JsonText;
import org.drepmrec.train.TrainedModel;

/** What the page knows, as JSON; item k of the page is {@code items[k]} of the data. The reader is {@code data.js}. */
final class ExplorerData {

    private static final int NEIGHBORS = 10;
    private static final int LONGEST_TITLE = 160;

    private final TrainedModel run;
    private final MultimodalDataset data;
    private final int[] items;
    private final int[] order;
    private final List<ItemSpace> spaces;
    private final List<ItemColoring> colorings;
    private final PictureSheets pictures;
    private final List<Optional<String>> titles;
    private final int neighbors;

    ExplorerData(TrainedModel run, int[] items, List<ItemColoring> colorings, long pictureBytes) {
        this.run = run;
        this.data = run.data();
        this.items = items;
        this.spaces = ItemSpace.of(run, items);
        this.colorings = colorings;
        this.order = order();
        this.pictures = PictureSheets.of(data.catalogue(), items, order, pictureBytes);
        this.titles = IntStream.of(items).mapToObj(data.catalogue()::title).toList();
        this.neighbors = Math.min(NEIGHBORS, items.length - 1);
    }

    /** The items with the most training interactions first. */
    private int[] order() {
        double[] popularity = data.train().matrix().columnSums();
        return IntStream.range(0, items.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -popularity[items[k]]))
                .mapToInt(k -> k)
                .toArray();
    }

    String title() {
        return run.name() + " on " + data.name();
    }

    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("title", title());
        all.put("items", items.length);
        all.put("neighbors", neighbors);
        all.put("ids", IntStream.of(items).mapToObj(data::itemId).toList());
        if (titled() > 0) {
            all.put("titles", titles.stream().map(t -> shortened(t.orElse(""))).toList());
        }
        double[] bought = data.train().matrix().columnSums();
        all.put("bought", Packed.floats(items.length, k -> bought[items[k]]));
        all.put("order", Packed.numbers(items.length, items.length, k -> order[k]));
        all.put("spaces", spaces.stream().map(this::space).toList());
        all.put("maps", maps());
        all.put("colors", colorings.stream().map(this::coloring).toList());
        if (!pictures.sheets().isEmpty()) {
            all.put("pictures", pictures());
        }
        all.put("notes", notes());
        return JsonText.of(all);
    }

    private static String shortened(String title) {
        return title.length() <= LONGEST_TITLE
                ? title
                : title.substring(0, LONGEST_TITLE - 1).strip() + "\u2026";
    }

    private long titled() {
        return titles.stream().filter(Optional::isPresent).count();
    }

    private Map<String, Object> space(ItemSpace space) {
        int size = items.length * neighbors;
        int[][] near = new int[items.length][];
        float[][] cosines = new float[items.length][];
        for (int k = 0; k < items.length; k++) {
            near[k] = space.nearest(k, neighbors);
            cosines[k] = space.cosines(k, neighbors);
        }
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", space.label());
        one.put("color", space.color());
        one.put("learned", space.isLearned());
        one.put("near", Packed.numbers(size, items.length, e -> near[e / neighbors][e % neighbors]));
        one.put("cosines", Packed.cosines(size, e -> cosines[e / neighbors][e % neighbors]));
        return one;
    }

    /** All t-SNE start where the principal components of the scoring representation put the items, so that they can be compared. */
    private List<Map<String, Object>> maps() {
        List<Map<String, Object>> maps = new ArrayList<>();
        double[][] start = spaces.stream()
                .filter(ItemSpace::isLearned)
                .reduce((a, b) -> b)
                .orElseThrow()
                .pca()
                .points();
        for (ItemSpace space : spaces) {
            maps.add(map(space, space.tsne(start)));
            // The eigenvectors of thousands of columns would take minutes.
            if (space.isLearned()) {
                maps.add(map(space, space.pca()));
            }
        }
        return maps;
    }

    private static Map<String, Object> map(ItemSpace space, ItemPlane plane) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("space", space.label());
        one.put("method", plane.method());
        one.put("how", plane.how());
        one.put("points", Packed.points(plane.points()));
        return one;
    }

    private Map<String, Object> coloring(ItemColoring coloring) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", coloring.name());
        if (coloring instanceof ItemColoring.ByGroup groups) {
            one.put("labels", groups.labels());
            one.put("colors", groups.colors());
            one.put("groups", Packed.numbers(items.length, groups.labels().size(), k -> groups.groups()[items[k]]));
        } else if (coloring instanceof ItemColoring.ByValue values) {
            one.put("scale", values.scale());
            one.put("logarithmic", values.logarithmic());
            one.put("values", Packed.floats(items.length, k -> values.values()[items[k]]));
        }
        return one;
    }

    private Map<String, Object> pictures() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("size", pictures.size());
        all.put("across", PictureSheets.ACROSS);
        // From 1, so that 0 is none.
        all.put("place", Packed.numbers(items.length, items.length + 1, k -> pictures.place()[k] + 1));
        all.put(
                "sheets",
                pictures.sheets().stream()
                        .map(Base64.getEncoder()::encodeToString)
                        .toList());
        return all;
    }

    /** How the page was made, and what the model or the catalogue lacks. */
    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (items.length < data.items()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "The page has %,d of the %,d items, those with the most training interactions; neighbors are sought among them.",
                    items.length,
                    data.items()));
        }
        notes.add(String.format(
                Locale.ROOT,
                "Neighbors are the %d nearest items by cosine. Every t-SNE (Barnes-Hut) starts from the principal components of"
                        + " the general representation, so that maps can be compared.",
                neighbors));
        if (colorings.stream().anyMatch(c -> c.name().equals(ItemColorings.DISTANCE))) {
            notes.add("The distance of the lines is 1 - cosine of an item's behavior and modal representation.");
        }
        if (spaces.stream().filter(ItemSpace::isLearned).count() == 1) {
            notes.add(run.name()
                    + " has one line: there is no behavior and no modal space, and no distance between them.");
        }
        if (data.modalities().isEmpty()) {
            notes.add("The data set has no features, so there is no raw space.");
        }
        if (titled() == 0) {
            notes.add("The catalogue has no titles: items are called by their "
                    + (data.ids().isPresent() ? "ids." : "numbers."));
        } else if (titled() < items.length) {
            notes.add(String.format(
                    Locale.ROOT, "%,d of %,d items have no title.", items.length - titled(), items.length));
        }
        if (data.ids().isEmpty()) {
            notes.add("The data set has no ids of its own: ids are numbers, from 0.");
        }
        notes.add(pictureNote());
        return notes;
    }

    private String pictureNote() {
        if (pictures.size() == 0) {
            return "The catalogue has no pictures.";
        }
        if (pictures.count() == 0) {
            return "The page leaves out the pictures.";
        }
        return String.format(
                Locale.ROOT,
                "%,d of %,d items have a picture here, %d x %d pixels.",
                pictures.count(),
                items.length,
                pictures.size(),
                pictures.size());
    }
}
