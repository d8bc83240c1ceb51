package org.drepmrec.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.drepmrec.data.io.own.OwnFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of two workers, one of whose executors is killed in the middle of each job. */
class ClusterTest {

    private static final int TASKS = 12;

    @TempDir
    static Path folder;

    private static StandaloneCluster cluster;
    private static Path orders;

    @BeforeAll
    static void start() throws IOException {
        SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", false)
                .getOrCreate()
                .stop();
        cluster = new StandaloneCluster(Files.createDirectory(folder.resolve("home")));
        orders = Orders.write(folder.resolve("orders.csv"), 3000, 23);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static SparkSession session() {
        return SparkSession.builder()
                .master(cluster.address())
                .appName("kill")
                .config("spark.ui.enabled", false)
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.executor.memory", "700m")
                .config("spark.executor.extraClassPath", StandaloneCluster.folders())
                .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1")
                .config("spark.sql.shuffle.partitions", 3)
                .config("spark.sql.files.maxPartitionBytes", 20_000)
                .config("spark.sql.files.openCostInBytes", 0)
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }

    /** Kills an executor after some tasks. */
    private static final class Killer extends SparkListener {

        private final int after;
        private final AtomicInteger tasks = new AtomicInteger();
        private final AtomicInteger killed = new AtomicInteger();
        private final AtomicInteger removed = new AtomicInteger();

        Killer(int after) {
            this.after = after;
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            if (tasks.incrementAndGet() >= after && killed.get() == 0 && cluster.killAnExecutor()) {
                killed.incrementAndGet();
            }
        }

        @Override
        public void onExecutorRemoved(SparkListenerExecutorRemoved lost) {
            removed.incrementAndGet();
        }
    }

    private static <T> T withAKill(SparkSession spark, int afterTasks, Supplier<T> job) {
        Killer killer = new Killer(afterTasks);
        spark.sparkContext().addSparkListener(killer);
        try {
            T result = job.get();
            assertEquals(1, killer.killed.get(), "killed after " + killer.tasks + " tasks");
            assertTrue(killer.removed.get() > 0, "the job ended before the loss of an executor was noticed");
            return result;
        } finally {
            spark.sparkContext().removeSparkListener(killer);
        }
    }

    private static void assertSameFolders(Path one, Path other) throws IOException {
        try (Stream<Path> files = Files.list(one)) {
            for (Path file : files.toList()) {
                assertEquals(
                        Files.readString(file), Files.readString(other.resolve(file.getFileName())), file.toString());
            }
        }
    }

    private static List<String> lines(Dataset<Row> table) {
        return table.collectAsList().stream().map(Row::toString).toList();
    }

    @Test
    void resultsSurviveTheKillOfAnExecutor() throws IOException {
        Path one = folder.resolve("one");
        OwnFiles.builder("shop", orders, "customer", "article")
                .core(3)
                .build()
                .read()
                .save(one);
        List<String> lists;
        List<String> neighbors;
        List<String> someNeighbors;
        List<String> texts;
        try (SparkSession spark = session()) {
            Path prepared = folder.resolve("prepared");
            withAKill(spark, 20, () -> InteractionPreparation.builder(spark, "shop", "customer", "article")
                    .csv(orders.toString())
                    .core(3)
                    .build()
                    .to(prepared.toString()));
            assertSameFolders(one, prepared);
            lists = withAKill(spark, 2, () -> lines(Vectors.lists(spark, TASKS)));
            neighbors = withAKill(spark, 2, () -> lines(Vectors.neighbors(spark, TASKS)));
            someNeighbors = withAKill(spark, 40, () -> lines(Vectors.someNeighbors(spark, TASKS)));
            texts = withAKill(spark, 2, () -> lines(Vectors.texts(spark, TASKS)));
        }
        SparkSession local = Sessions.local();
        assertEquals(lines(Vectors.lists(local, 1)), lists);
        assertEquals(lines(Vectors.neighbors(local, 1)), neighbors);
        assertEquals(lines(Vectors.someNeighbors(local, 1)), someNeighbors);
        assertEquals(lines(Vectors.texts(local, 1)), texts);
        local.stop();
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> found = Files.walk(classes)) {
            for (Path each : found.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
        return jar;
    }

    @Test
    void theCommandRunsBySparkSubmit() throws IOException, InterruptedException {
        Path one = folder.resolve("submitted-one");
        OwnFiles.builder("shop", orders, "customer", "article")
                .core(4)
                .seed(3)
                .build()
                .read()
                .save(one);
        Path classes = Path.of("target", "classes");
        Path out = folder.resolve("submitted");
        String printed = cluster.submit(
                "--class",
                SparkCommand.class.getName(),
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.executor.memory=700m",
                "--conf",
                "spark.sql.shuffle.partitions=2",
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1",
                "--conf",
                "spark.executor.extraClassPath=" + StandaloneCluster.folders(),
                jar(classes, folder.resolve("drepmrec-spark.jar")).toString(),
                "prepare",
                "--csv",
                orders.toString(),
                "--name",
                "shop",
                "--user",
                "customer",
                "--item",
                "article",
                "--core",
                "4",
                "--seed",
                "3",
                "--out",
                out.toString());
        assertTrue(printed.contains("3000 rows: 0 with a low rating, "), printed);
        assertSameFolders(one, out);
    }
}
