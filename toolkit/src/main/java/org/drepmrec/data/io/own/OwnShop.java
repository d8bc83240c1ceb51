package org.drepmrec.data.io.own;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Fill;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.LogChecks;
import org.drepmrec.data.MissingItems;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.OwnIds;
import org.drepmrec.data.Provenance;
import org.drepmrec.data.Split;
import org.drepmrec.data.io.amazon.TextEncoder;
import org.drepmrec.data.io.picture.PictureFeatures;
import org.drepmrec.data.io.picture.encoder.PictureEncoder;
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
        Optional<PictureEncoder> pictureEncoder,
        Optional<Texts> texts,
        TextEncoder encoder,
        List<FeatureSource> computed,
        Optional<Fill> fill) {

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
        List<ItemFeatures> features = new ArrayList<>();
        folder.ifPresent(found -> features.add(visual(found, hashes)));
        Optional<ItemTexts> written = about.map(t -> ItemTexts.read(
                t, texts.orElseThrow().item(), texts.orElseThrow().columns(), rows.ids()));
        written.ifPresent(
                found -> features.add(textual(found, about.orElseThrow().name(), rows.ids(), hashes)));
        computed.forEach(source -> features.add(source.read(rows.ids(), hashes)));

        Map<String, String> settings = settings();
        Map<Modality, BitSet> missing = new TreeMap<>();
        for (ItemFeatures each : features) {
            if (!each.missing().isEmpty()) {
                warnings.add(each.missingWarning(rows.ids().items(), fill.orElse(each.fill())));
            }
            warnings.addAll(each.warnings());
            settings.put(each.modality().name(), each.description());
            set.features(each.modality(), each.features());
            missing.put(each.modality(), each.missing());
        }
        warnings.forEach(set::warning);
        MultimodalDataset data = set.catalogue(MissingItems.noted(new Catalogue(written, folder), missing))
                .provenance(new Provenance(orders.name(), hashes, settings))
                .build();
        return new OwnData(fill.map(MissingItems.of(data)::filled).orElseGet(() -> filled(data, features)));
    }

    private static MultimodalDataset filled(MultimodalDataset data, List<ItemFeatures> features) {
        MultimodalDataset filled = data;
        for (ItemFeatures each : features) {
            if (!each.missing().isEmpty()) {
                filled = MissingItems.of(filled).with(each.modality(), new int[0], each.fill());
            }
        }
        return filled;
    }

    private List<String> remarks(InteractionRows rows, InteractionLog log) {
        List<String> remarks = new ArrayList<>(SplitRemarks.of(split, rows.pairs(), log));
        if (core > 1 && columns.time() != null) {
            remarks.add(rows.pairs().name() + ": the " + core
                    + "-core counted held-out interactions too, so who is in the data depends on them; core(1)"
                    + " keeps all");
        }
        return remarks;
    }

    private ItemFeatures visual(PictureFolder folder, Map<String, String> hashes) {
        int n = folder.files().size();
        pictureEncoder.ifPresent(network -> {
            hashes.put(network.name(), network.sha256());
            hashes.put(folder.name(), folder.sha256());
        });
        Features features = pictureEncoder
                .map(network -> network.encode(n, folder::picture))
                .orElseGet(() -> pixels(folder, n, hashes));
        return new ItemFeatures(
                Modality.VISUAL,
                folder.name(),
                "picture",
                features,
                folder.missing(),
                Fill.MEAN,
                folder.warnings(),
                pictureEncoder.map(PictureEncoder::description).orElse(PictureFeatures.DESCRIPTION));
    }

    /** The features of all pictures; the hash is over the thumbnails' pixels, which is all that they depend on. */
    private static Features pixels(PictureFolder folder, int items, Map<String, String> hashes) {
        List<BufferedImage> thumbnails = IntStream.range(0, items)
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

    private ItemFeatures textual(ItemTexts texts, String table, OwnIds ids, Map<String, String> hashes) {
        hashes.put(table, texts.sha256());
        return new ItemFeatures(
                Modality.TEXTUAL,
                table,
                "text",
                encoder.encode(ids.items(), texts.texts()),
                texts.missing(),
                Fill.ZERO,
                texts.warnings(),
                this.texts.orElseThrow().columns() + ", " + encoder.description());
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
