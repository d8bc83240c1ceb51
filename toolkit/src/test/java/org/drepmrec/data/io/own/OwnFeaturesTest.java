package org.drepmrec.data.io.own;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.drepmrec.OnnxFile;
import org.drepmrec.data.Features;
import org.drepmrec.data.Fill;
import org.drepmrec.data.MissingItems;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.Datasets;
import org.drepmrec.data.io.picture.PictureFeatures;
import org.drepmrec.data.io.picture.PictureInput;
import org.drepmrec.data.io.picture.encoder.PictureEncoder;
import org.drepmrec.io.DataException;
import org.drepmrec.io.NpyWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Features that another program or a network computed, of the items of a table. */
class OwnFeaturesTest {

    /** The items are numbered mug, lamp, vase, bowl. */
    private static final List<String> ITEMS = List.of("mug", "lamp", "vase", "bowl");

    @TempDir
    Path folder;

    private OwnTables tables() {
        return OwnTables.of(
                Table.create(
                        "orders",
                        StringColumn.create("customer", "anna", "anna", "bob", "bob"),
                        StringColumn.create("article", ITEMS)),
                "customer",
                "article");
    }

    private Path npy(String name, int rows, int d, float... values) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        NpyWriter.write(file, rows, d, values);
        return file;
    }

    private Path list(String... ids) throws IOException {
        return Files.write(folder.resolve("ids.txt"), List.of(ids));
    }

    private static void refused(String message, OwnTables tables) {
        assertEquals(message, assertThrows(DataException.class, tables::build).getMessage());
    }

    private static List<String> warnings(OwnData own) {
        return own.data().warnings().stream()
                .filter(w -> !w.startsWith("orders"))
                .toList();
    }

    @Test
    void rowsOfAnotherProgramAreFoundByTheirIds() throws IOException {
        Path clip = npy("clip.npy", 4, 2, 1, 2, 9, 9, 3, 4, 5, 6);
        OwnData own = tables().features("visual", clip, list("lamp", "ghost", " mug ", "bowl"))
                .features(
                        "sound",
                        npy("sound.npy", 4, 1, 1, 2, 3, 4),
                        Files.write(folder.resolve("sounds.txt"), List.of("lamp", "mug", "bowl", "vase")))
                .build();
        Features visual = own.data().features(Modality.VISUAL);
        assertArrayEquals(new float[] {3, 4, 1, 2, 3, 4, 5, 6}, visual.values(), "the vase has the mean of the others");
        assertArrayEquals(
                new float[] {2, 1, 4, 3},
                own.data().features(Modality.of("sound")).values());
        assertEquals(
                List.of(
                        "clip.npy: 1 of 4 items have no row (the first: vase); their features are the mean of the"
                                + " others",
                        "clip.npy: 1 rows passed over, of items that are not in the data set (the first: ghost)"),
                warnings(own));
        assertArrayEquals(new int[] {2}, MissingItems.of(own.data()).items(Modality.VISUAL));
        assertEquals(
                "computed, clip.npy, 2-d", own.data().provenance().settings().get("visual"));
        assertTrue(own.data().provenance().sha256().keySet().containsAll(List.of("clip.npy", "ids.txt")));
    }

    @Test
    void anotherFillIsOneCall() throws IOException {
        Path clip = npy("clip.npy", 2, 2, 1, 2, 3, 5);
        OwnData own = tables().features("visual", clip, list("lamp", "mug"))
                .fill(Fill.ZERO)
                .build();
        assertArrayEquals(new float[2], own.data().features(Modality.VISUAL).row(2));
        assertEquals("zero", own.data().provenance().settings().get("missing.visual"));
        assertTrue(warnings(own).get(0).endsWith("their features are zero"));

        // The bowl sounds as the mug does, and nearly nothing like the lamp.
        Path sound = npy("sound.npy", 4, 2, 1, 0, 0, 1, -1, -1, 1, 0.01f);
        MultimodalDataset near = tables().features("visual", clip, list("lamp", "mug"))
                .features("sound", sound, Files.write(folder.resolve("sounds.txt"), ITEMS))
                .fill(Fill.NEIGHBORS)
                .build()
                .data();
        assertArrayEquals(
                new float[] {2, 3.5f}, near.features(Modality.VISUAL).row(3), "both are among the ten nearest");
        new OwnData(near).save(folder.resolve("saved"));
        MultimodalDataset again = Datasets.load("shop", folder.resolve("saved"));
        assertArrayEquals(new int[] {2, 3}, MissingItems.of(again).items(Modality.VISUAL));
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() throws IOException {
        Path clip = npy("clip.npy", 2, 2, 1, 2, 3, 5);
        refused(
                "clip.npy: 2 rows, expected 3 (ids in ids.txt); export both together",
                tables().features("visual", clip, list("lamp", "mug", "vase")));
        refused(
                "ids.txt line 2: \"lamp\", expected the id of an item, once; mend the list",
                tables().features("visual", clip, list("lamp", "lamp")));
        refused(
                "clip.npy: no row of any of the 4 items, expected ids such as \"mug\"; name the vectors by the ids of"
                        + " the items",
                tables().features("visual", clip, list("a", "b")));
        refused(
                "clip.npy: NaN in the vector of \"mug\", column 1, expected finite 32-bit numbers; compute the"
                        + " features again",
                tables().features("visual", npy("clip.npy", 1, 2, 0, Float.NaN), list("mug")));
        OwnTables twice = tables().features("visual", clip, list("mug")).pictures(folder);
        assertEquals(
                "features: found two sources of visual features, expected one; leave one out, or name it otherwise",
                assertThrows(IllegalArgumentException.class, twice::build).getMessage());
    }

    /** {@code OUTPUT/BACKEND/MODEL/LAYER/ID.npy}, vectors of d numbers or matrices of 1 x d. */
    @Test
    void whatDuchoWritesIsRead() throws IOException {
        npy("visual_embeddings/torch/ResNet50/avgpool/mug.npy", 1, 2, 1, 2);
        npy("visual_embeddings/torch/ResNet50/avgpool/bowl.npy", 1, 2, 3, 4);
        npy("visual_embeddings/torch/ResNet50/avgpool/ghost.npy", 1, 3, 0, 0, 0);
        Path output = folder.resolve("visual_embeddings");
        OwnData own = tables().features("visual", output).build();
        assertArrayEquals(
                new float[] {1, 2, 2, 3, 2, 3, 3, 4},
                own.data().features(Modality.VISUAL).values());
        assertEquals(
                List.of(
                        "visual_embeddings/torch/ResNet50/avgpool: 2 of 4 items have no file (the first: lamp); their"
                                + " features are the mean of the others",
                        "visual_embeddings/torch/ResNet50/avgpool: 1 files passed over, of items that are not in the"
                                + " data set (the first: ghost)"),
                warnings(own));
        npy("visual_embeddings/torch/ResNet50/layer4/mug.npy", 1, 2, 1, 2);
        refused(
                "visual_embeddings: 2 folders with .npy files: [torch/ResNet50/avgpool, torch/ResNet50/layer4],"
                        + " expected one folder with a file such as mug-17.npy for each item; name the folder of one model"
                        + " and layer",
                tables().features("visual", output));
        Path layer = output.resolve("torch/ResNet50/layer4");
        assertEquals(
                2,
                tables().features("visual", layer)
                        .build()
                        .data()
                        .features(Modality.VISUAL)
                        .dimension());
        npy("visual_embeddings/torch/ResNet50/layer4/lamp.npy", 2, 2, 1, 2, 3, 4);
        refused(
                "layer4/lamp.npy: a matrix of 2 x 2, expected one vector; compute the features of a layer that gives"
                        + " one, such as avgpool or pooler_output",
                tables().features("visual", layer));
        npy("visual_embeddings/torch/ResNet50/layer4/lamp.npy", 1, 3, 1, 2, 3);
        refused(
                "layer4/mug.npy: 2 numbers, expected 3 as in those before; compute all of them by one network and"
                        + " layer",
                tables().features("visual", layer));
        refused(
                "nothing: no such folder, expected a folder of .npy files named by the items; check the path",
                tables().features("visual", folder.resolve("nothing")));
    }

    @Test
    void aNetworkOfOnesOwnSeesThePicturesInFull() throws IOException {
        float[] weights = new float[3 * 3 * 9];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = k % 7 - 3;
        }
        Path network = Files.write(folder.resolve("tiny.onnx"), OnnxFile.convolution(weights, 3, 3, 1, 8, 0));
        BufferedImage photo = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
        photo.setRGB(100, 50, 0xFF8040);
        Files.createDirectories(folder.resolve("photos"));
        for (String item : List.of("mug", "lamp", "bowl")) {
            photo.setRGB(99, 50, item.hashCode() & 0xFFFFFF);
            assertTrue(ImageIO.write(
                    photo, "png", folder.resolve("photos/" + item + ".png").toFile()));
        }
        PictureEncoder encoder = PictureEncoder.onnx(network)
                .input(PictureInput.sigLip().size(8))
                .build();
        OwnData own = tables().pictures(folder.resolve("photos"), encoder).build();
        Features found = own.data().features(Modality.VISUAL);
        BufferedImage bowl = ImageIO.read(folder.resolve("photos/bowl.png").toFile());
        assertArrayEquals(
                encoder.encode(1, i -> Optional.of(bowl)).row(0), found.row(3), "of the file, not of its thumbnail");
        assertEquals(encoder.description(), own.data().provenance().settings().get("visual"));
        assertEquals(encoder.sha256(), own.data().provenance().sha256().get("tiny.onnx"));
        assertTrue(own.data().provenance().sha256().containsKey("photos"));
        float[] mean = new float[3];
        for (int j = 0; j < 3; j++) {
            mean[j] = (float) (((double) found.row(0)[j] + found.row(1)[j] + found.row(3)[j]) / 3);
        }
        assertArrayEquals(mean, found.row(2), "no picture");
        assertArrayEquals(new int[] {2}, MissingItems.of(own.data()).items(Modality.VISUAL));

        Files.writeString(folder.resolve("photos/bowl.png"), "no picture");
        refused(
                "photos/bowl.png: no picture, expected a readable file; copy or export it again, or remove it",
                tables().pictures(folder.resolve("photos"), encoder));
        Files.delete(folder.resolve("photos/bowl.png"));
        OwnData pixels = tables().pictures(folder.resolve("photos")).build();
        assertEquals(
                PictureFeatures.DESCRIPTION,
                pixels.data().provenance().settings().get("visual"));
    }
}
