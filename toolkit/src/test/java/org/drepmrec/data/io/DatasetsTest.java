package org.drepmrec.data.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.drepmrec.io.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link PairsReader} stands for the reader of another jar. */
class DatasetsTest {

    private static final String INTER = "userID\titemID\tx_label\n0\t0\t0\n1\t1\t0\n";

    @TempDir
    private Path folder;

    private String refusal() {
        return assertThrows(DataException.class, () -> Datasets.load(folder)).getMessage();
    }

    @Test
    void theOnlyDataSetOfAFolderNeedsNoNameInWhicheverLayout() throws IOException {
        Files.writeString(folder.resolve("shop.pairs"), "abc");
        assertEquals(3, Datasets.load(folder).users());
        assertEquals(3, Datasets.load("shop", folder).users());
        Files.delete(folder.resolve("shop.pairs"));
        Files.writeString(folder.resolve("mine.inter"), INTER);
        assertEquals("mine", Datasets.load(folder).name());
    }

    @Test
    void theFieldsLayoutComesFirst() throws IOException {
        Files.writeString(folder.resolve("shop.pairs"), "abc");
        Files.writeString(folder.resolve("shop.inter"), INTER);
        assertEquals(List.of("shop"), Datasets.names(folder));
        assertEquals(2, Datasets.load(folder).users());
    }

    @Test
    void noneOrSeveralAreRefusedWithWhatIsExpected() throws IOException {
        assertEquals(folder + ": no data set, expected one of NAME.inter or shop.pairs; check the path", refusal());
        Files.writeString(folder.resolve("shop.pairs"), "abc");
        Files.writeString(folder.resolve("a.inter"), INTER);
        assertEquals(
                folder
                        + ": 2 data sets [a, shop], expected one of NAME.inter or shop.pairs; choose one by its name (--name)",
                refusal());
    }

    @Test
    void aFolderThatIsNotThereHoldsNone() {
        Path none = folder.resolve("none");
        assertEquals(List.of(), Datasets.names(none));
        assertTrue(assertThrows(DataException.class, () -> Datasets.load(none))
                .getMessage()
                .startsWith(none + ": no such folder"));
    }
}
