package org.drepmrec.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.udf;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.drepmrec.data.io.IdFiles;
import org.drepmrec.data.io.SizesFile;
import org.drepmrec.io.DataException;

/**
 * Makes a data set in the field's layout of interactions that do not fit one machine's memory: low ratings left out, repeated
 * pairs merged, filtered to the k-core, ids numbered in order of appearance, split. {@code NAME.inter}, {@code user_ids.txt} and
 * {@code item_ids.txt} are, byte for byte, those that {@link org.drepmrec.data.io.own.OwnFiles} and
 * {@link org.drepmrec.data.io.DatasetWriter} make of the same rows.
 *
 * <pre>{@code
 * InteractionPreparation.builder(spark, "shop", "customer", "article")
 *         .csv("hdfs:///orders")
 *         .time("when")
 *         .core(5)
 *         .split(ClusterSplit.byTime(0.8, 0.1))
 *         .build()
 *         .to("hdfs:///data/shop");
 * }</pre>
 *
 * <p>Memory does not grow with the number of rows: what is read more than once lies on the disks of the executors, and the driver
 * holds a bit and a half for each user and item.
 */
public final class InteractionPreparation {

    private static final int LONGEST_ID = 256;

    private static final StructType NUMBERED =
            new StructType().add("id", DataTypes.StringType, false).add("number", DataTypes.IntegerType, false);

    private static final StructType LABELED = new StructType()
            .add("user", DataTypes.IntegerType, false)
            .add("item", DataTypes.IntegerType, false)
            .add("label", DataTypes.IntegerType, false);

    private final SparkSession spark;
    private final String name;
    private final InteractionSource source;
    private final int core;
    private final ClusterSplit split;

    private InteractionPreparation(Builder b) {
        this.spark = b.spark;
        this.name = b.name;
        this.source = new InteractionSource(b.files, b.kind, b.user, b.item, b.rating, b.leastRating, b.time);
        this.core = b.core;
        this.split = b.split;
    }

    /**
     * Starts.
     *
     * @param name of the data set
     * @param user the column with the ids of users
     * @param item the column with the ids of items
     */
    public static Builder builder(SparkSession spark, String name, String user, String item) {
        return new Builder(spark, name, user, item);
    }

    /**
     * Reads, prepares and writes.
     *
     * @param folder new or empty, on a file system that the cluster shares; {@code NAME.inter} comes last, so a folder with that
     *     file is complete
     * @throws DataException saying what is wrong with the rows, or why nothing is left
     */
    public PreparationStatistics to(String folder) {
        LayoutFolder target = new LayoutFolder(folder, spark.sparkContext().hadoopConfiguration());
        Deque<Dataset<Row>> held = new ArrayDeque<>();
        try {
            return to(target, held);
        } finally {
            held.forEach(Dataset::unpersist);
        }
    }

    private PreparationStatistics to(LayoutFolder target, Deque<Dataset<Row>> held) {
        Dataset<Row> read = hold(source.read(spark), held);
        long[] counts = source.check(read);
        Dataset<Row> rows = read.where(col("rating").geq(source.rating() == null ? 0 : source.leastRating()));
        Dataset<Row> users = hold(numbered(rows, "user"), held);
        Dataset<Row> items = hold(numbered(rows, "item"), held);
        int m = size(users, source.user());
        int n = size(items, source.item());
        Dataset<Row> pairs = hold(pairs(rows, users, items), held);
        long distinct = pairs.count();
        held.remove(read);
        read.unpersist();

        CoreRounds left = CoreRounds.of(pairs, m, n, core);
        if (left.users().size() == 0) {
            throw DataException.of(
                    core + "-core",
                    "no interaction left of " + distinct,
                    "users and items with at least " + core + " interactions among each other",
                    "choose a smaller core");
        }
        Dataset<Row> labeled = hold(labeled(pairs, left), held);
        PreparationStatistics found = statistics(labeled, counts, distinct, left);
        refuseEmptyParts(found);
        if (found.coldUsers() > 0) {
            target.write(SizesFile.NAME, SizesFile.text(found.users(), found.items(), true));
        }
        writeIds(target, IdFiles.USERS, users, left.users());
        writeIds(target, IdFiles.ITEMS, items, left.items());
        target.write(
                name + ".inter",
                "userID\titemID\tx_label\n",
                labeled,
                concat_ws("\t", col("user"), col("item"), col("label")));
        return found;
    }

    /** On the disks of the executors, so that a lost one costs its part. */
    private static Dataset<Row> hold(Dataset<Row> rows, Deque<Dataset<Row>> held) {
        Dataset<Row> persisted = rows.persist(StorageLevel.DISK_ONLY());
        held.push(persisted);
        return persisted;
    }

    /** The ids of one side, numbered in order of appearance. */
    private Dataset<Row> numbered(Dataset<Row> rows, String side) {
        JavaRDD<Row> numbered = rows.groupBy(side)
                .agg(min("position").as("first"))
                .orderBy("first")
                .select(side)
                .toJavaRDD()
                .zipWithIndex()
                .map(found -> RowFactory.create(found._1().getString(0), Math.toIntExact(found._2())));
        return spark.createDataFrame(numbered, NUMBERED);
    }

    /** How many ids there are; refuses those that the toolkit refuses. */
    private int size(Dataset<Row> numbered, String column) {
        Row found = numbered.agg(
                        count_if(lit(true)),
                        count_if(length(col("id")).gt(LONGEST_ID).or(col("id").rlike("\\p{Cntrl}"))))
                .first();
        if (found.getLong(1) > 0) {
            throw DataException.of(
                    source.name() + ", column " + column,
                    found.getLong(1) + " ids that are longer or have control characters",
                    "ids of 1 to " + LONGEST_ID + " characters",
                    "mend or remove their rows");
        }
        return Math.toIntExact(found.getLong(0));
    }

    /** Distinct pairs of numbers with the first time of each. */
    private static Dataset<Row> pairs(Dataset<Row> rows, Dataset<Row> users, Dataset<Row> items) {
        return rows.join(items.select(col("id").as("item"), col("number").as("i")), "item")
                // Its part of the ids fits a task, and rows need no sort by id.
                .join(users.select(col("id").as("user"), col("number").as("u")).hint("shuffle_hash"), "user")
                .groupBy(col("u").as("user"), col("i").as("item"))
                .agg(min("time").as("time"));
    }

    /** The pairs of the core under their new numbers, by user, label and item. */
    private Dataset<Row> labeled(Dataset<Row> pairs, CoreRounds left) {
        Dataset<Row> kept = pairs.select(
                        renumbered(col("user"), left.users()).as("user"),
                        renumbered(col("item"), left.items()).as("item"),
                        col("time"))
                .where(col("user").geq(0).and(col("item").geq(0)));
        ClusterSplit.Labels labels = split.over(kept);
        JavaRDD<Row> rows = kept.repartitionByRange(col("user"))
                .sortWithinPartitions("user", "item")
                .toJavaRDD()
                .mapPartitions(part -> new LabeledUsers(part, labels));
        return spark.createDataFrame(rows, LABELED);
    }

    private Column renumbered(Column number, KeptNumbers numbers) {
        Broadcast<KeptNumbers> kept = new JavaSparkContext(spark.sparkContext()).broadcast(numbers);
        return udf((UDF1<Integer, Integer>) old -> kept.value().of(old), DataTypes.IntegerType)
                .apply(number);
    }

    private static PreparationStatistics statistics(
            Dataset<Row> labeled, long[] counts, long distinct, CoreRounds left) {
        Row parts = labeled.agg(
                        count_if(col("label").equalTo(0)),
                        count_if(col("label").equalTo(1)),
                        count_if(col("label").equalTo(2)))
                .first();
        long kept = parts.getLong(0) + parts.getLong(1) + parts.getLong(2);
        return new PreparationStatistics(
                counts[0],
                counts[1],
                counts[0] - counts[1] - distinct,
                distinct - kept,
                left.rounds(),
                left.users().size(),
                left.items().size(),
                parts.getLong(0),
                parts.getLong(1),
                parts.getLong(2),
                cold(labeled, "user"),
                cold(labeled, "item"));
    }

    private static long cold(Dataset<Row> labeled, String side) {
        return labeled.groupBy(side)
                .agg(min("label").as("least"))
                .where(col("least").gt(0))
                .count();
    }

    /** As the toolkit's rules do; a random split of few pairs may leave validation or test empty, as ever. */
    private void refuseEmptyParts(PreparationStatistics found) {
        boolean held = found.validation() > 0 && found.test() > 0;
        if (found.train() == 0 || (split.needsTimes() && !held)) {
            throw DataException.of(
                    source.name(),
                    found.train() + " interactions for training, " + found.validation() + " for validation and "
                            + found.test() + " for test",
                    "some for each",
                    "choose another split");
        }
    }

    private void writeIds(LayoutFolder target, String file, Dataset<Row> numbered, KeptNumbers kept) {
        Dataset<Row> ids = numbered.select(
                        col("id"), renumbered(col("number"), kept).as("number"))
                .where(col("number").geq(0))
                .orderBy("number");
        target.write(file, "", ids, col("id"));
    }

    /** Collects files and options. All but the files are optional. */
    public static final class Builder {

        private final SparkSession spark;
        private final String name;
        private final String user;
        private final String item;
        private List<String> files = List.of();
        private InteractionSource.Kind kind;
        private String rating;
        private double leastRating;
        private String time;
        private int core = 1;
        private ClusterSplit split = ClusterSplit.random(999);

        private Builder(SparkSession spark, String name, String user, String item) {
            this.spark = spark;
            this.name = name;
            this.user = user;
            this.item = item;
        }

        /** CSV files with headers, or folders of some; separated by comma, semicolon or tab, whichever a header has most of. */
        public Builder csv(String... paths) {
            return files(InteractionSource.Kind.CSV, paths);
        }

        /** Parquet files, or folders of some. */
        public Builder parquet(String... paths) {
            return files(InteractionSource.Kind.PARQUET, paths);
        }

        private Builder files(InteractionSource.Kind form, String... paths) {
            this.kind = form;
            this.files = List.of(paths);
            return this;
        }

        /** Counts only rows with at least this number in a column; all by default. */
        public Builder rating(String column, double least) {
            this.rating = column;
            this.leastRating = least;
            return this;
        }

        /**
         * The column that says when; none by default. Seconds or milliseconds since 1970, dates and times of Parquet, or ISO
         * dates and times, which are of the session's zone where they name none. Of repeated pairs the first time counts.
         */
        public Builder time(String column) {
            this.time = column;
            return this;
        }

        /** Keeps users and items with at least k interactions among each other; 1 by default, which keeps all. */
        public Builder core(int k) {
            this.core = k;
            return this;
        }

        /** How pairs are split; at random per user by default, from seed 999. */
        public Builder split(ClusterSplit rule) {
            this.split = rule;
            return this;
        }

        /**
         * Checks everything together.
         *
         * @throws IllegalArgumentException if there is no file, the core is below 1, the name is no name of a file, or the split
         *     needs times and no column has them
         */
        public InteractionPreparation build() {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
                throw new IllegalArgumentException("name: found \"" + name
                        + "\", expected up to 64 letters, digits, underscores and hyphens, such as shop");
            }
            if (files.isEmpty()) {
                throw new IllegalArgumentException(
                        "interactions: found no file, expected one; add csv(...) or parquet(...)");
            }
            if (core < 1) {
                throw new IllegalArgumentException("core: found " + core + ", expected a whole number of at least 1");
            }
            if (split.needsTimes() && time == null) {
                throw new IllegalArgumentException(
                        "split: found no column of times, expected one to split by; add time(...)");
            }
            return new InteractionPreparation(this);
        }
    }
}
