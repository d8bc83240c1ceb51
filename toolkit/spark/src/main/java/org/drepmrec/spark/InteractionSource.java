package org.drepmrec.spark;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.to_timestamp;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.drepmrec.io.DataException;

/**
 * Rows of interactions in files, in the order of the files' names and, within a file, of its rows.
 *
 * @param rating the column of ratings; null if there is none
 * @param time the column of times; null if there is none
 */
record InteractionSource(
        List<String> files, Kind kind, String user, String item, String rating, double leastRating, String time) {

    /** Forms of files. */
    enum Kind {
        CSV,
        PARQUET
    }

    /** From here on a number is one of milliseconds, as in the toolkit. */
    private static final long LEAST_MILLISECONDS = 100_000_000_000L;

    private static final List<String> SEPARATORS = List.of(",", ";", "\t");

    /** Columns user, item (text), rating (double), time (milliseconds), milliseconds (whether the number said so), position. */
    Dataset<Row> read(SparkSession spark) {
        Dataset<Row> files = listed(spark).stream()
                .map(file -> kind == Kind.CSV ? csv(spark, file) : spark.read().parquet(file))
                .reduce(Dataset::unionByName)
                .orElseThrow();
        for (String column : Arrays.asList(user, item, rating, time)) {
            if (column != null && !Arrays.asList(files.columns()).contains(column)) {
                throw DataException.of(
                        name(),
                        "columns " + Arrays.toString(files.columns()),
                        "\"" + column + "\" as asked for",
                        "name a column that the files have");
            }
        }
        Column moment = time == null ? lit(0L) : moment(files);
        boolean numbers = time != null && !isDate(files.schema().apply(time).dataType());
        Column number = numbers ? number(files) : lit(null).cast(DataTypes.LongType);
        return files.select(
                id(files, user).as("user"),
                id(files, item).as("item"),
                (rating == null ? lit(0.0) : column(files, rating).cast(DataTypes.DoubleType)).as("rating"),
                moment.as("time"),
                abs(number).geq(LEAST_MILLISECONDS).as("milliseconds"),
                monotonically_increasing_id().as("position"));
    }

    /** Names beginning with a dot or an underscore are left out, as ever. */
    private List<String> listed(SparkSession spark) {
        String[] paths = files.toArray(String[]::new);
        String[] found = kind == Kind.CSV
                ? spark.read().text(paths).inputFiles()
                : spark.read().parquet(paths).inputFiles();
        if (found.length == 0) {
            throw DataException.of(name(), "no file", "files of interactions", "check the path");
        }
        return Arrays.stream(found).sorted().toList();
    }

    private static Dataset<Row> csv(SparkSession spark, String file) {
        List<Row> first = spark.read().text(file).takeAsList(1);
        String header = first.isEmpty() ? "" : first.get(0).getString(0);
        String separator = SEPARATORS.get(0);
        for (String each : SEPARATORS) {
            separator = count(header, each) > count(header, separator) ? each : separator;
        }
        return spark.read()
                .option("header", true)
                .option("sep", separator)
                .option("escape", "\"")
                .option("ignoreLeadingWhiteSpace", true)
                .option("ignoreTrailingWhiteSpace", true)
                .option("mode", "FAILFAST")
                .csv(file);
    }

    private static long count(String text, String separator) {
        return text.chars().filter(c -> c == separator.charAt(0)).count();
    }

    private Column id(Dataset<Row> rows, String name) {
        DataType type = rows.schema().apply(name).dataType();
        if (type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType)) {
            throw DataException.of(
                    name() + ", column " + name,
                    "floating-point numbers",
                    "ids with all their digits",
                    "write the column as text or as whole numbers");
        }
        return trim(column(rows, name).cast(DataTypes.StringType));
    }

    private Column moment(Dataset<Row> rows) {
        DataType type = rows.schema().apply(time).dataType();
        Column date = unix_millis(to_timestamp(column(rows, time)));
        if (isDate(type)) {
            return date;
        }
        Column number = number(rows);
        Column scaled = when(abs(number).geq(LEAST_MILLISECONDS), number).otherwise(number.multiply(1000));
        return type.equals(DataTypes.StringType) ? coalesce(scaled, date) : scaled;
    }

    /** Null for what is no whole number. */
    private Column number(Dataset<Row> rows) {
        Column value = column(rows, time);
        Column whole = value.cast(DataTypes.LongType);
        return rows.schema().apply(time).dataType().equals(DataTypes.StringType)
                ? when(value.rlike("^-?[0-9]{1,15}$"), whole)
                : whole;
    }

    private static boolean isDate(DataType type) {
        return type.equals(DataTypes.TimestampType) || type.equals(DataTypes.DateType);
    }

    private static Column column(Dataset<Row> rows, String name) {
        return rows.col("`" + name.replace("`", "``") + "`");
    }

    /**
     * Refuses what the toolkit refuses, and counts.
     *
     * @param rows what {@link #read} gave
     * @return the number of rows and of those whose rating is too low
     */
    long[] check(Dataset<Row> rows) {
        Row found = rows.agg(
                        count_if(lit(true)),
                        count_if(col("rating").lt(leastRating)),
                        count_if(missing("user")),
                        count_if(missing("item")),
                        count_if(col("rating").isNull()),
                        count_if(col("time").isNull()),
                        count_if(col("milliseconds")),
                        count_if(col("milliseconds").equalTo(false)))
                .first();
        refuse(found.getLong(2), user, "no id", "an id in every row");
        refuse(found.getLong(3), item, "no id", "an id in every row");
        refuse(found.getLong(4), rating, "no number", "a number such as 4.5 in every row");
        refuse(found.getLong(5), time, "no time", "seconds since 1970 or a date such as 2024-05-01 in every row");
        if (found.getLong(6) > 0 && found.getLong(7) > 0) {
            throw DataException.of(
                    name() + ", column " + time,
                    found.getLong(6) + " numbers of milliseconds and " + found.getLong(7) + " of seconds",
                    "either seconds or milliseconds since 1970",
                    "bring the column to one unit");
        }
        long low = rating == null ? 0 : found.getLong(1);
        if (found.getLong(0) == low) {
            throw DataException.of(
                    name(),
                    low == 0 ? "no row" : "no rating of at least " + leastRating,
                    "at least one interaction",
                    low == 0 ? "export the files again" : "lower the least rating");
        }
        return new long[] {found.getLong(0), low};
    }

    private static Column missing(String id) {
        return col(id).isNull().or(col(id).equalTo(""));
    }

    private void refuse(long rows, String column, String found, String expected) {
        if (rows > 0) {
            throw DataException.of(
                    name() + ", column " + column,
                    rows + (rows == 1 ? " row with " : " rows with ") + found,
                    expected,
                    "mend or remove these rows");
        }
    }

    /** What messages call the files. */
    String name() {
        return String.join(", ", files);
    }
}
