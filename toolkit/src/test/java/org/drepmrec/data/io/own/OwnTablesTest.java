package org.drepmrec.data.io.own;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.data.io.Datasets;
import org.drepmrec.data.io.amazon.TfIdfSvd;
import org.drepmrec.data.split.SplitRule;
import org.drepmrec.io.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

class OwnTablesTest {

    @TempDir
    Path folder;

    private static Table orders(Column<?>... more) {
        Table orders = Table.create(
                "orders",
                StringColumn.create("customer", "anna", "bob", "anna", "anna", "bob"),
                StringColumn.create("article", "mug", "mug", "lamp", "tea", "lamp"));
        return orders.addColumns(more);
    }

    private static Table articles() {
        return Table.create(
                "articles",
                StringColumn.create("article", "tea", "mug", "lamp", "ball"),
                StringColumn.create("title", "green tea", "red mug", "red lamp", "green ball"));
    }

    private static OwnTables shop(Column<?>... more) {
        return OwnTables.of(orders(more), "customer", "article");
    }

    private static void refused(String message, OwnTables tables) {
        assertEquals(message, assertThrows(DataException.class, tables::build).getMessage());
    }

    private static int pairs(OwnData own) {
        MultimodalDataset data = own.data();
        return data.train().size() + data.validation().size() + data.test().size();
    }

    @Test
    void aTableGivesTheDataOfTheSameFile() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("orders.csv"), "customer,article\nanna,mug\nbob,mug\nanna,lamp\nanna,tea\nbob,lamp\n");
        OwnData ofFile =
                OwnFiles.builder("shop", csv, "customer", "article").build().read();
        OwnData ofTable = shop().build();
        assertEquals(ofFile.data().fingerprint(), ofTable.data().fingerprint());
        assertEquals(ofFile.items(), ofTable.items());
        OwnData read = OwnTables.of(Table.read().csv(csv.toFile()), "customer", "article")
                .build();
        assertEquals(ofFile.data().fingerprint(), read.data().fingerprint());
        assertTrue(read.data().provenance().sha256().containsKey("orders.csv"));
    }

    @Test
    void anIdIsWhatItsCellSays() {
        Table orders = Table.create(
                "orders",
                DoubleColumn.create("customer", 17.0, 18, 17, 17),
                LongColumn.create("article", 4_006_381_333_931L, 4_006_381_333_931L, 5, 6));
        OwnData own = OwnTables.of(orders, "customer", "article").build();
        assertEquals(List.of("17", "18"), own.users());
        assertEquals(List.of("4006381333931", "5", "6"), own.items());
    }

    @Test
    void floatingPointIdsThatLostDigitsAreRefused() {
        Table orders = Table.create(
                "orders", DoubleColumn.create("customer", 1, 9.007199254740992e15), IntColumn.create("article", 1, 2));
        refused(
                "orders row 2, column customer: the floating-point number 9007199254740992, expected ids with all their"
                        + " digits; read the column as text or as whole numbers",
                OwnTables.of(orders, "customer", "article"));
        refused(
                "orders row 1, column customer: the floating-point number 16777216, expected ids with all their digits;"
                        + " read the column as text or as whole numbers",
                OwnTables.of(
                        Table.create(
                                "orders",
                                FloatColumn.create("customer", new float[] {16_777_216f, 1}),
                                IntColumn.create("article", 1, 2)),
                        "customer",
                        "article"));
    }

    @Test
    void aMissingIdIsRefusedWithItsRow() {
        refused(
                "orders row 2, column customer: \"\", expected an id of 1 to 256 characters; mend or remove the row",
                OwnTables.of(
                        Table.create(
                                "orders",
                                StringColumn.create("customer", "anna", ""),
                                StringColumn.create("article", "mug", "mug")),
                        "customer",
                        "article"));
        refused(
                "interactions: columns [customer], expected \"article\" as asked for; name a column that the table has",
                OwnTables.of(Table.create(StringColumn.create("customer", "anna")), "customer", "article"));
    }

    @Test
    void smallWeightsAreLeftOutAfterTheyAreAddedUp() {
        Table orders = Table.create(
                "orders",
                StringColumn.create("customer", "a", "a", "a", "b"),
                StringColumn.create("article", "x", "x", "y", "x"),
                IntColumn.create("seconds", 20, 15, 29, 30));
        OwnData own = OwnTables.of(orders, "customer", "article")
                .weight("seconds", 30)
                .build();
        assertEquals(List.of("x"), own.items());
        assertEquals(2, pairs(own));
        assertTrue(
                own.data().warnings().contains("orders: 1 pairs left out, whose seconds adds up to less than 30.0"),
                () -> own.data().warnings().toString());
        refused(
                "orders: no pair whose seconds adds up to 99.0, expected at least one interaction; lower the least weight",
                OwnTables.of(orders, "customer", "article").weight("seconds", 99));
    }

    @Test
    void articlesThatNobodyBoughtAreKeptOnRequest() throws IOException {
        TfIdfSvd words = TfIdfSvd.builder().minDocuments(1).build();
        OwnData without =
                shop().texts(articles(), "article", "title").encoder(words).build();
        assertEquals(List.of("mug", "lamp", "tea"), without.items());
        OwnData with = shop().texts(articles(), "article", "title")
                .encoder(words)
                .core(0)
                .build();
        assertEquals(List.of("mug", "lamp", "tea", "ball"), with.items());
        assertEquals(4, with.data().features(Modality.TEXTUAL).rows());
        assertEquals("green ball", with.data().catalogue().label(3));
        with.save(folder.resolve("saved"));
        MultimodalDataset again = Datasets.load(folder.resolve("saved"));
        assertEquals(with.data().fingerprint(), again.fingerprint());
        assertEquals(3, again.ids().orElseThrow().item("ball"));
    }

    @Test
    void timesOfEveryFormAreOneMoment() {
        long noon = Instant.parse("2024-05-01T10:00:00Z").toEpochMilli();
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        LocalDateTime local = LocalDateTime.of(2024, 5, 1, 12, 0);
        Column<?>[] columns = {
            StringColumn.create("t", "2024-05-01T12:00+02:00"),
            StringColumn.create("t", "2024-05-01T10:00:00.000Z"),
            StringColumn.create("t", "2024-05-01 12:00:00"),
            StringColumn.create("t", "2024-05-01T12:00+02:00[Europe/Berlin]"),
            LongColumn.create("t", noon / 1000),
            LongColumn.create("t", noon),
            DoubleColumn.create("t", noon / 1000.0),
            DateTimeColumn.create("t", local),
            InstantColumn.create("t", Instant.ofEpochMilli(noon))
        };
        for (Column<?> column : columns) {
            SourceTable table = SourceTable.of(Table.create("orders", column), "orders");
            assertEquals(noon, Times.of(table, column, berlin)[0], column::print);
        }
        DateColumn day = DateColumn.create("t", LocalDate.of(2024, 5, 1));
        assertEquals(
                noon - 10 * 3_600_000,
                Times.of(SourceTable.of(Table.create("orders", day), ""), day, ZoneOffset.UTC)[0]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "soon|orders row 5, column t: \"soon\", expected seconds since 1970 or a date such as 2024-05-01 or "
                        + "2024-05-01T09:30+02:00; mend or remove the row",
                "2024-02-30|orders row 5, column t: \"2024-02-30\", expected seconds since 1970 or a date such as 2024-05-01"
                        + " or 2024-05-01T09:30+02:00; mend or remove the row",
                "1700000000000|orders, column t: 4 and 1700000000000, expected either seconds or milliseconds since 1970; "
                        + "bring the column to one unit"
            })
    void whatIsNoTimeIsRefused(String bad, String message) {
        refused(message, shop(StringColumn.create("t", "1", "2", "3", "4", bad)).time("t"));
    }

    @Test
    void ofRepeatedPairsTheFirstTimeCounts() {
        Table orders = Table.create(
                "orders",
                StringColumn.create("customer", "a", "a", "b"),
                StringColumn.create("article", "x", "x", "x"),
                IntColumn.create("t", 30, 10, 20));
        InteractionRows rows = InteractionRows.read(
                SourceTable.of(orders, ""),
                new InteractionRows.Columns("customer", "article", null, 0, null, 0, "t", ZoneOffset.UTC, null),
                1,
                List.of());
        assertEquals(
                List.of(10_000L, 20_000L),
                List.of(rows.pairs().times()[0], rows.pairs().times()[1]));
    }

    @Test
    void onlyOneFileOfIdsIsRefused() throws IOException {
        Path saved = folder.resolve("saved");
        shop().build().save(saved);
        Files.writeString(saved.resolve(OwnData.USERS), "anna\nanna\n");
        assertEquals(
                "user_ids.txt line 2: \"anna\" a second time, expected each id once; save the data set again",
                assertThrows(DataException.class, () -> Datasets.load(saved)).getMessage());
        Files.writeString(saved.resolve(OwnData.USERS), "anna\n");
        assertEquals(
                "user_ids.txt: 1 lines, expected 2 as in the interactions; save the data set again",
                assertThrows(DataException.class, () -> Datasets.load(saved)).getMessage());
        Files.delete(saved.resolve(OwnData.USERS));
        assertEquals(
                saved
                        + ": only item_ids.txt, expected both user_ids.txt and item_ids.txt, or neither; save the data set"
                        + " again",
                assertThrows(DataException.class, () -> Datasets.load(saved)).getMessage());
    }

    @Test
    void theIdsStayWithChosenModalities() {
        MultimodalDataset data = shop().build().data();
        assertEquals(data.ids(), data.only().ids());
        assertFalse(data.ids().isEmpty());
        assertEquals(3, data.split(Split.TRAIN).size());
    }

    @Test
    void aSplitByTimeIsMadeSaidAndSaved() throws IOException {
        OwnData own = shop(LongColumn.create("t", 1, 2, 3, 4, 5))
                .time("t")
                .split(SplitRule.byTime(0.5, 0.2))
                .build();
        assertEquals(2, own.data().train().size());
        assertEquals(
                "by time, 0.5 for training and 0.2 for validation",
                own.data().provenance().settings().get("split"));
        assertTrue(
                own.data()
                        .warnings()
                        .contains("orders: cut by time, training 1970-01-01T00:00:01Z to 1970-01-01T00:00:02Z"
                                + " (2), validation 1970-01-01T00:00:03Z to 1970-01-01T00:00:03Z (1), test 1970-01-01T00:00:04Z to"
                                + " 1970-01-01T00:00:05Z (2)"),
                () -> own.data().warnings().toString());
        own.save(folder.resolve("saved"));
        assertEquals(
                own.data().fingerprint(), Datasets.load(folder.resolve("saved")).fingerprint());
    }

    @Test
    void coldUsersSurviveSavingAndLoading() throws IOException {
        Table orders = Table.create(
                "orders",
                StringColumn.create("customer", "a", "a", "b", "c"),
                StringColumn.create("article", "x", "y", "x", "y"),
                StringColumn.create("part", "train", "train", "valid", "test"));
        OwnData own = OwnTables.of(orders, "customer", "article")
                .split(SplitRule.byColumn("part"))
                .build();
        assertEquals(1, own.data().test().size());
        Path saved = folder.resolve("saved");
        own.save(saved);
        assertEquals(own.data().fingerprint(), Datasets.load(saved).fingerprint());
        assertEquals("users\titems\tcoldUsers\n3\t2\tkept\n", Files.readString(saved.resolve("sizes.tsv")));
        Files.writeString(saved.resolve("sizes.tsv"), "users\titems\tcoldUsers\n3\t2\tmaybe\n");
        assertThrows(DataException.class, () -> Datasets.load(saved));
    }

    @Test
    void aPairInTwoPartsIsRefused() {
        Table orders = Table.create(
                "orders",
                StringColumn.create("customer", "a", "a"),
                StringColumn.create("article", "x", "x"),
                StringColumn.create("part", "train", "test"));
        refused(
                "orders row 1 and orders row 2: user \"a\" and item \"x\" in TRAIN and TEST, expected each pair in one part, or"
                        + " training would know what is to be found; keep one of the two rows",
                OwnTables.of(orders, "customer", "article").split(SplitRule.byColumn("part")));
        orders.stringColumn("part").set(1, "later");
        refused(
                "orders row 2, column part: \"later\", expected train, validation or test; mend or remove the row",
                OwnTables.of(orders, "customer", "article").split(SplitRule.byColumn("part")));
    }
}
