package org.drepmrec.spark;

import org.apache.spark.sql.SparkSession;

/** The session of the tests of this process. */
final class Sessions {

    private Sessions() {}

    /** Two cores; files are cut into small pieces, so that there are several tasks. */
    static SparkSession local() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("tests")
                .config("spark.ui.enabled", false)
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 4)
                .config("spark.sql.files.maxPartitionBytes", 20_000)
                .config("spark.sql.files.openCostInBytes", 0)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.warehouse.dir", "target/warehouse")
                .getOrCreate();
    }
}
