package org.drepmrec.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.drepmrec.data.Modality;
import org.drepmrec.data.io.DatasetWriter;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentCommandTest {

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeAShop() {
        DatasetWriter.write(Tiny.shop(40, 30, 3, Modality.VISUAL, Modality.TEXTUAL), folder.resolve("shop"));
    }

    private static Shell rq1(Object... more) {
        Object[] common = {
            "experiment",
            "rq1",
            "--data",
            folder.resolve("shop"),
            "--models",
            "lightgcn,DREAM",
            "--seeds",
            2,
            "--epochs",
            2,
            "--set",
            "embeddingSize=4",
            "--engine",
            "PyTorch",
            "--device",
            "cpu",
            "--quiet"
        };
        Object[] all = java.util.Arrays.copyOf(common, common.length + more.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return Shell.run(all);
    }

    @Test
    void rq1PrintsItsTablesWritesThemAndGoesOnFromItsStore() throws IOException {
        Path store = folder.resolve("store");
        Path out = folder.resolve("out");
        Shell first = rq1("--store", store, "--out", out, "--set-for", "DREAM:alpha=0.1;beta=0.02");
        assertEquals(0, first.code(), first.err());
        assertTrue(first.out().contains("Table 2: tiny"), first.out());
        assertTrue(first.out().contains("**0."), first.out());
        List<String> table = Files.readAllLines(out.resolve("table2.tsv"));
        assertTrue(table.get(0).startsWith("model\tRecall@10\tRecall@10 sd\t"), table.get(0));
        assertEquals(3, table.size());
        assertTrue(Files.readString(out.resolve("table1.html")).contains("<td"));
        Shell second = rq1("--store", store, "--set-for", "DREAM:alpha=0.1;beta=0.02");
        assertEquals(first.out(), second.out());
    }

    private static Shell missing(String experiment, Object... more) {
        Object[] common = {"experiment", experiment, "--data", folder.resolve("shop"), "--models", "DRepMRec", "--quiet"
        };
        Object[] all = java.util.Arrays.copyOf(common, common.length + more.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return Shell.run(all);
    }

    @Test
    void itemsLoseWhatTheCommandSays() {
        Object[] quick = {
            "--lost",
            "visual",
            "--shares",
            "0.2",
            "--fills",
            "Mean,zero",
            "--epochs",
            2,
            "--seeds",
            1,
            "--set",
            "embeddingSize=4",
            "--engine",
            "PyTorch",
            "--device",
            "cpu"
        };
        Shell done = missing("missing", quick);
        assertEquals(0, done.code(), done.err());
        assertTrue(done.out().contains("Missing visual features: DRepMRec on tiny"), done.out());
        assertTrue(done.out().contains("mean, 20 %") && done.out().contains("zero, 20 %"), done.out());
        assertTrue(done.out().contains("DRepMRec, 20 %: "), done.out());
        Shell other = missing("knockout", "--lost", "visual");
        assertEquals(2, other.code());
        assertTrue(
                other.err().contains("--lost, --shares and --fills: found experiment knockout, expected missing"),
                other.err());
        Shell unknown = missing("missing", "--fills", "median");
        assertEquals(1, unknown.code());
        assertTrue(
                unknown.err().contains("fill: found \"median\", expected one of zero, mean, neighbors"), unknown.err());
    }

    @Test
    void aSearchPrintsItsTrialsTheBestFirst() {
        Shell search = Shell.run(
                "search",
                "--data",
                folder.resolve("shop"),
                "--model",
                "LightGCN",
                "--grid",
                "lr=0.001,0.05;embeddingSize=4",
                "--epochs",
                2,
                "--engine",
                "PyTorch",
                "--device",
                "cpu",
                "--quiet");
        assertEquals(0, search.code(), search.err());
        assertTrue(search.out().contains("validation Recall@20"), search.out());
        assertTrue(search.out().contains("for comparison with published numbers only"), search.out());
    }

    @Test
    void whatIsUnknownIsRefused() {
        Shell name = Shell.run("experiment", "rq9", "--data", folder.resolve("shop"));
        assertEquals(2, name.code());
        assertTrue(name.err().contains("experiment: found \"rq9\", expected one of [rq1"), name.err());
        Shell option = rq1("--set", "alhpa=1");
        assertEquals(1, option.code());
        assertTrue(option.err().contains("option \"alhpa\" is unknown"), option.err());
        Shell test =
                Shell.run("search", "--data", folder.resolve("shop"), "--model", "LightGCN", "--set", "selectOn=test");
        assertTrue(test.err().contains("expected selection on validation only"), test.err());
    }
}
