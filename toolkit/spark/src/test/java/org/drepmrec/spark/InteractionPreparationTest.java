package org.drepmrec.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.Datasets;
import org.drepmrec.data.io.own.OwnFiles;
import org.drepmrec.io.DataException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InteractionPreparationTest {

    @TempDir
    static Path folder;

    private static SparkSession spark;
    private static Path orders;

    @BeforeAll
    static void write() throws IOException {
        spark = Sessions.local();
        orders = Orders.write(folder.resolve("orders.csv"), 9000, 11);
    }

    private static InteractionPreparation.Builder cluster() {
        return InteractionPreparation.builder(spark, "shop", "customer", "article");
    }

    private static OwnFiles.Builder oneMachine() {
        return OwnFiles.builder("shop", orders, "customer", "article");
    }

    /** The content of each file; of the toolkit's own, those that name no features. */
    private static Map<String, String> files(Path where) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(where)) {
            for (Path file : files.toList()) {
                all.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return all;
    }

    private static PreparationStatistics assertSame(
            String name, OwnFiles.Builder expected, InteractionPreparation.Builder prepared) throws IOException {
        Path one = folder.resolve(name + "-one");
        expected.build().read().save(one);
        PreparationStatistics found = prepared.build().to(folder.resolve(name).toString());
        assertEquals(files(one), files(folder.resolve(name)));
        MultimodalDataset data = Datasets.load(folder.resolve(name));
        assertEquals(data.users(), found.users());
        assertEquals(data.items(), found.items());
        assertEquals(data.train().size(), found.train());
        assertEquals(data.validation().size(), found.validation());
        assertEquals(data.test().size(), found.test());
        return found;
    }

    @Test
    void coreAndRandomSplitAreThoseOfOneMachine() throws IOException {
        PreparationStatistics found = assertSame(
                "random",
                oneMachine().rating("stars", 2).core(8).seed(5),
                cluster().csv(orders.toString()).rating("stars", 2).core(8).split(ClusterSplit.random(5)));
        assertTrue(found.rounds() > 1, found.toString());
        assertTrue(found.low() > 1000 && found.repeated() > 500 && found.outside() > 1000, found.toString());
        assertEquals(9000, found.rows());
        assertEquals(9000 - found.low() - found.repeated() - found.outside(), found.pairs());
    }

    /** Held-out users without a training pair are kept, as {@code sizes.tsv} says. */
    @Test
    void aCutByTimeIsThatOfOneMachine() throws IOException {
        PreparationStatistics found = assertSame(
                "time",
                oneMachine().time("when").split(ClusterSplit.byTime(0.7, 0.1).onOneMachine()),
                cluster().csv(orders.toString()).time("when").split(ClusterSplit.byTime(0.7, 0.1)));
        assertTrue(found.coldUsers() > 0 && found.coldItems() >= 0, found.toString());
        assertEquals(0, found.rounds());
    }

    @Test
    void theLastOutIsThatOfOneMachine() throws IOException {
        assertSame(
                "last",
                oneMachine()
                        .time("when")
                        .core(3)
                        .split(ClusterSplit.leaveLastOut().onOneMachine()),
                cluster().csv(orders.toString()).time("when").core(3).split(ClusterSplit.leaveLastOut()));
    }

    /** The order of files is that of their names, whatever their sizes, and Parquet has times of its own. */
    @Test
    void severalParquetFilesAreReadInTheOrderOfTheirNames() throws IOException {
        Path parquet = folder.resolve("parquet");
        List<String> rows = Files.readAllLines(orders);
        int from = 1;
        for (int to : new int[] {500, 6000, rows.size()}) {
            Path part = folder.resolve("part" + to + ".csv");
            Files.write(
                    part,
                    Stream.concat(rows.stream().limit(1), rows.subList(from, to).stream())
                            .toList());
            spark.read()
                    .option("header", true)
                    .option("sep", ";")
                    .option("ignoreLeadingWhiteSpace", true)
                    .csv(part.toString())
                    .selectExpr("customer", "article", "timestamp_seconds(cast(when as bigint)) as when")
                    .coalesce(1)
                    .write()
                    .parquet(parquet + "/" + String.format("%05d", to));
            from = to;
        }
        assertSame(
                "several",
                oneMachine()
                        .time("when")
                        .core(2)
                        .split(ClusterSplit.leaveLastOut().onOneMachine()),
                cluster()
                        .parquet(
                                parquet + "/00500",
                                parquet + "/06000",
                                parquet + "/" + String.format("%05d", rows.size()))
                        .time("when")
                        .core(2)
                        .split(ClusterSplit.leaveLastOut()));
    }

    private static String refusal(String content, String... more) throws IOException {
        Path file = Files.createTempFile(folder, "wrong", ".csv");
        Files.writeString(file, content);
        Path target = Files.createTempDirectory(folder, "none");
        InteractionPreparation.Builder builder = cluster().csv(file.toString());
        for (String each : more) {
            switch (each) {
                case "core" -> builder.core(9);
                case "rating" -> builder.rating("stars", 4);
                default -> builder.time(each);
            }
        }
        String message = assertThrows(DataException.class, () -> builder.build().to(target.toString()))
                .getMessage();
        assertFalse(Files.exists(target.resolve("shop.inter")));
        return message.replaceAll("file:\\S*/wrong\\w+.csv|\\S*/wrong\\w+\\.csv", "FILE");
    }

    @Test
    void rowsThatTheToolkitRefusesAreRefused() throws IOException {
        String header = "customer,article,stars,when\n";
        assertEquals(
                "FILE, column article: 1 row with no id, expected an id in every row; mend or remove these rows",
                refusal(header + "a,x,1,5\nb,,1,5\n"));
        assertTrue(refusal(header + "a,x,many,5\n", "rating").startsWith("FILE, column stars: 1 row with no number"));
        assertTrue(refusal(header + "a,x,3,5\n", "rating").startsWith("FILE: no rating of at least 4.0"));
        assertTrue(refusal(header + "a,x,3,soon\n", "when").startsWith("FILE, column when: 1 row with no time"));
        assertTrue(refusal(header + "a,x,3,5\na,y,3,1600000000000\n", "when")
                .startsWith("FILE, column when: 1 numbers of milliseconds and 1 of seconds"));
        assertTrue(refusal(header + "a,x,3,5\n", "core").startsWith("9-core: no interaction left of 1"));
        assertTrue(refusal("customer,stars\na,3\n").contains("expected \"article\" as asked for"));
        assertTrue(refusal(header + "a," + "x".repeat(300) + ",3,5\n").contains("1 ids that are longer"));
    }

    @Test
    void optionsAreCheckedTogether() throws IOException {
        assertThrows(IllegalArgumentException.class, () -> cluster().build());
        assertThrows(
                IllegalArgumentException.class, () -> cluster().csv("x").core(0).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> cluster().csv("x").split(ClusterSplit.leaveLastOut()).build());
        assertThrows(IllegalArgumentException.class, () -> InteractionPreparation.builder(spark, "../shop", "a", "b")
                .csv("x")
                .build());
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("visual_feat.npy"), "");
        assertTrue(assertThrows(
                        DataException.class,
                        () -> cluster().csv(orders.toString()).build().to(full.toString()))
                .getMessage()
                .contains("expected a new or an empty folder"));
    }

    @Test
    void numbersCloseUp() {
        BitSet gone = new BitSet();
        gone.set(0, 70);
        gone.clear(64);
        gone.set(129);
        KeptNumbers kept = new KeptNumbers(131, gone);
        assertEquals(131 - 69 - 1, kept.size());
        assertArrayEquals(
                new int[] {-1, 0, -1, 1, 58, 59, -1, 60, -1},
                IntStream.of(63, 64, 65, 70, 127, 128, 129, 130, 200)
                        .map(kept::of)
                        .toArray());
    }
}
