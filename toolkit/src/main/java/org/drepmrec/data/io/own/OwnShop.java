package org.drepmrec.data.io.own;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.Features;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.LogChecks;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Provenance;
import org.drepmrec.data.Split;
import org.drepmrec.data.io.amazon.TextEncoder;
import org.drepmrec.data.io.picture.PictureFeatures;
import org.drepmrec.data.split.SplitRemarks;
import org.drepmrec.data.split.SplitRule;
import org.drepmrec.io.Sha256;

/** Makes the data set of tables: interactions, split, features, titles and pictures. */
record OwnShop(
        String name,
        InteractionRows.Columns columns,
        int core,
        SplitRule split,
        Optional<Path> pictures,
        Optional<Texts> texts,
        TextEncoder encoder) {

    /** Which column of a table of texts holds the ids of items, and which hold texts. */
    record Texts(String item, List<String> columns) {

        List<String> names() {
            return Stream.concat(Stream.of(item), columns.stream()).distinct().toList();
        }
    }

    /**
     * The data set.
     *
     * @param about the table of texts, there if texts were asked for
     */
    OwnData of(SourceTable orders, Optional<SourceTable> about) {
        List<String> more =
                about.map(t -> ItemTexts.ids(t, texts.orElseThrow().item())).orElse(List.of());
        InteractionRows rows = InteractionRows.read(orders, columns, core, more);
        Map<String, String> hashes = new TreeMap<>(Map.of(orders.name(), rows.sha256()));
        List<String> warnings = new ArrayList<>(rows.warnings());
        InteractionLog log = split.apply(rows.pairs());
        new LogChecks(orders.name(), log, log).addTo(warnings);
        warnings.addAll(remarks(rows, log));

        MultimodalDataset.Builder set = MultimodalDataset.builder(name, log.users(), log.items())
                .train(log.interactions(Split.TRAIN))
                .validation(log.interactions(Split.VALIDATION))
                .test(log.interactions(Split.TEST))
                .ids(rows.ids());
        Optional<PictureFolder> folder =
                pictures.map(path -> PictureFolder.of(path, rows.ids().items()));
        folder.ifPresent(found -> {
            warnings.addAll(found.warnings());
            set.features(Modality.VISUAL, visual(found, hashes));
        });
        Optional<ItemTexts> written = about.map(t -> ItemTexts.read(
                t, texts.orElseThrow().item(), texts.orElseThrow().columns(), rows.ids()));
        written.ifPresent(found -> {
            warnings.addAll(found.warnings());
            hashes.put(about.orElseThrow().name(), found.sha256());
            set.features(Modality.TEXTUAL, encoder.encode(rows.ids().items(), found.texts()));
        });
        warnings.forEach(set::warning);
        return new OwnData(set.catalogue(new Catalogue(written, folder))
                .provenance(new Provenance(orders.name(), hashes, settings()))
                .build());
    }

    private List<String> remarks(InteractionRows rows, InteractionLog log) {
        List<String> remarks = new ArrayList<>(SplitRemarks.of(split, rows.pairs(), log));
        if (core > 1 && columns.time() != null) {
            remarks.add(
                    rows.pairs().name() + ": the " + core
                            + "-core counted held-out interactions too, so who is in the data depends on them; core(1) keeps all");
        }
        return remarks;
    }

    /** The features of all pictures; the hash is over the thumbnails' pixels, which is all that they depend on. */
    private static Features visual(PictureFolder folder, Map<String, String> hashes) {
        List<BufferedImage> thumbnails = IntStream.range(0, folder.files().size())
                .parallel()
                .mapToObj(i -> folder.thumbnail(i).orElse(null))
                .toList(); // nulls are allowed here
        Sha256 hash = new Sha256();
        int size = PictureFeatures.SIZE;
        for (BufferedImage each : thumbnails) {
            int[] pixels = each == null ? new int[1] : each.getRGB(0, 0, size, size, null, 0, size);
            for (int pixel : pixels) {
                hash.add(pixel);
            }
        }
        hashes.put(folder.name(), hash.hex());
        return PictureFeatures.of(thumbnails);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("columns", columns.user() + ", " + columns.item());
        settings.putAll(split.settings());
        settings.put("core", Integer.toString(core));
        if (columns.rating() != null) {
            settings.put("rating", columns.rating() + " at least " + columns.leastRating());
        }
        if (columns.weight() != null) {
            settings.put("weight", columns.weight() + " at least " + columns.leastWeight());
        }
        if (columns.time() != null) {
            settings.put("time", columns.time() + ", " + columns.zone());
        }
        texts.ifPresent(t -> settings.put("text", t.columns() + ", " + encoder.description()));
        return settings;
    }

    private record Catalogue(Optional<ItemTexts> texts, Optional<PictureFolder> pictures) implements ItemCatalogue {

        @Override
        public Optional<String> title(int item) {
            return texts.flatMap(t -> Optional.ofNullable(t.titles().get(item)));
        }

        @Override
        public Optional<BufferedImage> picture(int item) {
            return pictures.flatMap(p -> p.thumbnail(item));
        }
    }
}
