package org.drepmrec.data.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.Split;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterFileTest {

    private static final String HEADER = "userID\titemID\tx_label\n";

    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("shop.inter"), content);
    }

    private InteractionLog read(String content) throws IOException {
        return InterFile.read(file(content)).log();
    }

    private void refused(String message, String content) throws IOException {
        Path path = file(content);
        DataException e = assertThrows(DataException.class, () -> InterFile.read(path));
        assertEquals(message, e.getMessage());
    }

    @Test
    void rowsKeepTheirOrderAndLabels() throws IOException {
        InteractionLog log = read(HEADER + "1\t3\t0\n0\t2\t2\n0\t1\t1\n");
        assertEquals(2, log.users());
        assertEquals(4, log.items());
        assertEquals(3, log.size());
        assertEquals(1, log.user(0));
        assertEquals(3, log.item(0));
        assertEquals(Split.TRAIN, log.split(0));
        assertEquals(Split.TEST, log.split(1));
        assertEquals(Split.VALIDATION, log.split(2));
    }

    @Test
    void columnsAreFoundByNameAndOthersIgnored() throws IOException {
        InteractionLog log = read("rating\tx_label\titemID\ttimestamp\tuserID\n4.5\t1\t7\tx\t2\n");
        assertEquals(2, log.user(0));
        assertEquals(7, log.item(0));
        assertEquals(Split.VALIDATION, log.split(0));
    }

    @Test
    void recBoleHeaderIsUnderstoodAndNoLabelsMeansNoSplit() throws IOException {
        InteractionLog log = read("user_id:token\titem_id:token\trating:float\n5\t6\t1.0\n");
        assertEquals(5, log.user(0));
        assertEquals(6, log.item(0));
        assertFalse(log.isLabeled());
    }

    @Test
    void windowsLineEndsByteOrderMarkAndEmptyLinesAtTheEndAreAccepted() throws IOException {
        InteractionLog log = read("\uFEFFuserID\titemID\tx_label\r\n0\t1\t0\r\n0\t2\t2\r\n\r\n\n");
        assertEquals(2, log.size());
        assertEquals(Split.TEST, log.split(1));
    }

    @Test
    void lastLineNeedsNoEnd() throws IOException {
        assertEquals(12, read(HEADER + "0\t12\t0").item(0));
    }

    @Test
    void duplicatesOfOneSplitAreCollapsedAndCounted() throws IOException {
        InterFile inter = InterFile.read(file(HEADER + "0\t1\t0\n0\t2\t0\n0\t1\t0\n0\t1\t0\n1\t1\t0\n"));
        assertEquals(3, inter.log().size());
        assertEquals(2, inter.duplicates());
        assertEquals(
                "shop.inter: 2 duplicate interactions collapsed, the first in line 4",
                inter.warning().orElseThrow());
        assertEquals(2, inter.log().item(1));
    }

    @Test
    void hashIsThatOfTheBytes() throws IOException {
        String sha = InterFile.read(file("userID\titemID\n0\t0\n")).sha256();
        Sha256 expected = new Sha256();
        byte[] bytes = "userID\titemID\n0\t0\n".getBytes(StandardCharsets.UTF_8);
        expected.update(bytes, bytes.length);
        assertEquals(expected.hex(), sha);
    }

    @Test
    void pairInTwoSplitsIsRefused() throws IOException {
        refused(
                "shop.inter lines 2 and 4: user 0 and item 1 with x_label 0 and 2, expected each interaction in one "
                        + "split; keep one of the two rows",
                HEADER + "0\t1\t0\n0\t2\t0\n0\t1\t2\n");
    }

    @Test
    void missingFileIsRefused() {
        DataException e = assertThrows(DataException.class, () -> InterFile.read(folder.resolve("none.inter")));
        assertEquals(
                "none.inter: no such file in " + folder.toAbsolutePath()
                        + ", expected a file; check the name and the folder",
                e.getMessage());
    }

    @Test
    void emptyFileIsRefused() throws IOException {
        refused("shop.inter: an empty file, expected data; copy or export the file again", "");
    }

    @Test
    void folderInPlaceOfAFileIsRefused() {
        DataException e = assertThrows(DataException.class, () -> InterFile.read(folder));
        assertTrue(e.getMessage().contains("not a regular file"), e.getMessage());
    }

    @Test
    void headerWithoutRowsIsRefused() throws IOException {
        refused(
                "shop.inter: a header without rows, expected at least one interaction; copy or export the file again",
                HEADER);
    }

    @Test
    void wrongHeaderIsRefused() throws IOException {
        refused(
                "shop.inter line 1: header \"0?1?0\", expected tab-separated column names with userID and itemID; add "
                        + "the header, or rename its columns",
                "0\t1\t0\n0\t2\t0\n");
        refused(
                "shop.inter line 1: header \"userID,itemID\", expected tab-separated column names with userID and "
                        + "itemID; add the header, or rename its columns",
                "userID,itemID\n0,1\n");
    }

    @Test
    void columnNamedTwiceIsRefused() throws IOException {
        refused(
                "shop.inter line 1: columns \"userID\" and \"user_id:token\", expected one of them; remove or rename "
                        + "the other",
                "userID\titemID\tuser_id:token\n0\t1\t0\n");
    }

    @Test
    void negativeAndNonNumericIdsAreRefused() throws IOException {
        for (String id : new String[] {"-1", "A23", "1.0", "", " 1", "99999999999", "2147483647", "1e3"}) {
            refused(
                    "shop.inter line 3, column itemID: \"" + id + "\", expected a whole number of at least 0 and below "
                            + "2147483647; re-index users and items from 0",
                    HEADER + "0\t1\t0\n0\t" + id + "\t0\n");
        }
    }

    @Test
    void absurdIdIsRefusedBeforeMemoryIsTaken() throws IOException {
        refused(
                "shop.inter line 3, column userID: id 2000000000, expected ids below 1200 (100 x rows + 1000); "
                        + "re-index users and items from 0 without gaps",
                HEADER + "0\t1\t0\n2000000000\t1\t0\n");
    }

    @Test
    void unknownLabelIsRefused() throws IOException {
        for (String label : new String[] {"3", "-1", "", "00", "train"}) {
            refused(
                    "shop.inter line 2, column x_label: \"" + label + "\", expected 0 (train), 1 (validation) or 2 "
                            + "(test); correct the label, or remove the column to have the data split",
                    HEADER + "0\t1\t" + label + "\n");
        }
    }

    @Test
    void rowWithAnotherNumberOfColumnsIsRefused() throws IOException {
        String expected = ", expected 3 separated by tabs, as in the header; the row is cut off or has a stray tab; "
                + "export the file again";
        refused("shop.inter line 3: 2 columns" + expected, HEADER + "0\t1\t0\n0\t1");
        refused("shop.inter line 2: 1 column" + expected, HEADER + "7\n0\t1\t0\n");
        refused("shop.inter line 2: 4 columns" + expected, HEADER + "0\t1\t0\t5\n");
    }

    @Test
    void emptyLineBetweenRowsIsRefused() throws IOException {
        refused(
                "shop.inter line 3: an empty line, expected a row of 3 columns; remove it",
                HEADER + "0\t1\t0\n\n0\t2\t0\n");
    }

    @Test
    void overlongLineIsRefused() throws IOException {
        refused(
                "shop.inter line 2: more than 65536 bytes, expected lines of at most that; remove the columns of long "
                        + "text, or check that the file is text",
                HEADER + "0".repeat(65537) + "\t1\t0\n");
    }

    @Test
    void headerThatIsNotTextIsRefused() throws IOException {
        Path path = folder.resolve("shop.inter");
        Files.write(path, new byte[] {(byte) 0xFF, (byte) 0xFE, 0x75, 0x00, '\n', '0'});
        DataException e = assertThrows(DataException.class, () -> InterFile.read(path));
        assertEquals(
                "shop.inter line 1: bytes that are not UTF-8, expected text in UTF-8; convert the file to UTF-8",
                e.getMessage());
    }
}
