package org.drepmrec.spark;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.drepmrec.data.Features;
import org.drepmrec.data.io.amazon.TextEncoder;
import org.drepmrec.data.io.amazon.sentence.MiniLm;

/**
 * Vectors of the texts in a table, by an encoder that needs no other texts than the one that it encodes, such as
 * {@link MiniLm}, whose jars ({@code drepmrec-encoders}) are then on the class path of the executors.
 *
 * <pre>{@code TextVectors.of(spark.read().parquet("hdfs:///articles"), "article", "title").to("hdfs:///vectors");}</pre>
 */
public final class TextVectors {

    /** Texts for which an encoder is opened once: a second of opening to some half a minute of work. */
    private static final int TEXTS = 4096;

    private static final StructType ROW = new StructType()
            .add("id", DataTypes.StringType, false)
            .add("vector", DataTypes.createArrayType(DataTypes.FloatType, false), false);

    private final Dataset<Row> texts;
    private final Source encoder;

    /** Makes an encoder where it is used. */
    @FunctionalInterface
    public interface Source extends Serializable {
        /** The encoder, in a task. */
        TextEncoder open();
    }

    private TextVectors(Dataset<Row> texts, Source encoder) {
        this.texts = texts;
        this.encoder = encoder;
    }

    /**
     * Of a table.
     *
     * @param id the column with ids
     * @param columns those with texts; a row's are joined by line breaks, and one without text gets a vector of zeros
     * @throws IllegalArgumentException if there is no column of texts
     */
    public static TextVectors of(Dataset<Row> table, String id, String... columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException("texts: found no column, expected at least one");
        }
        Dataset<Row> texts = table.select(
                table.col(id).cast(DataTypes.StringType),
                concat_ws(
                        "\n",
                        Arrays.stream(columns)
                                .map(c -> trim(table.col(c)))
                                .map(c -> when(c.notEqual(""), c))
                                .toArray(Column[]::new)));
        return new TextVectors(texts, MiniLm::here);
    }

    /** The same by another encoder; {@link MiniLm} by default. */
    public TextVectors encoder(Source other) {
        return new TextVectors(texts, other);
    }

    /** The vectors: columns id and vector, in the order of the table. */
    public Dataset<Row> table() {
        Source source = encoder;
        return texts.sparkSession()
                .createDataFrame(texts.toJavaRDD().mapPartitions(rows -> new Encoded(rows, source)), ROW);
    }

    /**
     * Writes {@link #table} as Parquet.
     *
     * @param folder on a file system that the cluster shares; its content is replaced
     */
    public void to(String folder) {
        table().write().mode(SaveMode.Overwrite).parquet(folder);
    }

    /** The rows of a partition, some texts at a time. */
    private static final class Encoded implements Iterator<Row> {

        private final Iterator<Row> rows;
        private final Source source;
        private Iterator<Row> done = List.<Row>of().iterator();

        Encoded(Iterator<Row> rows, Source source) {
            this.rows = rows;
            this.source = source;
        }

        @Override
        public boolean hasNext() {
            return done.hasNext() || rows.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (!done.hasNext()) {
                done = encode();
            }
            return done.next();
        }

        private Iterator<Row> encode() {
            List<String> ids = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            while (ids.size() < TEXTS && rows.hasNext()) {
                Row row = rows.next();
                ids.add(row.getString(0));
                texts.add(row.getString(1));
            }
            Features vectors = source.open().encode(ids, texts);
            int d = vectors.dimension();
            return IntStream.range(0, ids.size())
                    .mapToObj(i -> RowFactory.create(
                            ids.get(i), boxed(Arrays.copyOfRange(vectors.values(), i * d, (i + 1) * d))))
                    .iterator();
        }

        private static Float[] boxed(float... values) {
            Float[] boxed = new Float[values.length];
            Arrays.setAll(boxed, j -> values[j]);
            return boxed;
        }
    }
}
