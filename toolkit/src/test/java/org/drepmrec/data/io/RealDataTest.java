package org.drepmrec.data.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.RandomSplit;
import org.drepmrec.data.Split;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Counts of the published files, where the property {@code real.data.dir} names their folder. */
class RealDataTest {

    private static Path folder(String name) {
        String dir = System.getProperty("real.data.dir", "");
        assumeTrue(!dir.isBlank(), "skipped: the property real.data.dir names no folder of real data");
        Path folder = Path.of(dir, name);
        assumeTrue(Files.isDirectory(folder), "skipped: real.data.dir has no folder " + name);
        return folder;
    }

    @Test
    void tiktokFileHasThePublishedCounts() {
        InteractionLog log =
                InterFile.read(folder("tiktok").resolve("tiktok.inter")).log();
        assertEquals(9308, log.users());
        assertEquals(6710, log.items());
        assertEquals(59541, log.interactions(Split.TRAIN).size());
        assertEquals(3051, log.interactions(Split.VALIDATION).size());
        assertEquals(6130, log.interactions(Split.TEST).size());
    }

    @Test
    void tiktokLoadsWithoutTheRowsOfUsersAbsentFromTraining() {
        MultimodalDataset data = Datasets.load("tiktok", folder("tiktok"));
        assertEquals(9308, data.users());
        assertEquals(6710, data.items());
        assertEquals(59541, data.train().size());
        assertEquals(3051 - 5, data.validation().size());
        assertEquals(6130 - 5, data.test().size());
        assertEquals(9308 - 10, data.train().activeUsers());
        assertEquals(6710 - 465, data.train().activeItems());
        assertEquals(Set.of(Modality.VISUAL, Modality.ACOUSTIC), data.modalities());
        assertEquals(128, data.features(Modality.VISUAL).dimension());
        assertEquals(
                Set.of("tiktok.inter", "image_feat.npy", "audio_feat.npy"),
                data.provenance().sha256().keySet());
        List<String> warnings = data.warnings();
        assertTrue(
                warnings.contains(
                        "tiktok.inter: 10 users and 465 items have no training row; the items stay candidates"),
                warnings::toString);
        assertTrue(
                warnings.contains(
                        "tiktok.inter: 10 validation and test rows left out, whose users have no training row"),
                warnings::toString);
    }

    @Test
    void babySummaryIsTheRowOfTheTable() {
        Table row = Datasets.load("baby", folder("baby")).summary();
        assertEquals(19445, row.intColumn("users").get(0));
        assertEquals(7050, row.intColumn("items").get(0));
        assertEquals(118551 + 20559 + 21682, row.intColumn("interactions").get(0));
        assertEquals(99.88, row.doubleColumn("sparsity %").get(0), 0.005);
    }

    /** The public Baby split was made by the same rule, so its sizes per user are those of a split of our own. */
    @Test
    void babyRandomSplitHasThePublishedSizes() {
        InteractionLog published =
                InterFile.read(folder("baby").resolve("baby.inter")).log();
        InteractionLog own = RandomSplit.apply(published, 1);
        for (Split split : Split.values()) {
            assertEquals(
                    published.interactions(split).size(),
                    own.interactions(split).size(),
                    split.name());
        }
    }
}
