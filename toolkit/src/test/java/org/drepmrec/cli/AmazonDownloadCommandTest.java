package org.drepmrec.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.drepmrec.data.io.amazon.download.PublicFiles;
import org.drepmrec.data.io.amazon.download.ScriptedServer;
import org.drepmrec.data.io.amazon.sentence.MiniLm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code amazon --download}, from a server on this machine. */
@Timeout(120)
class AmazonDownloadCommandTest {

    @TempDir
    Path folder;

    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = PublicFiles.on(new ScriptedServer(), "/");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Shell download(Object... more) {
        List<Object> words = new ArrayList<>(
                List.of("amazon", "--download", "baby", "--out", folder.resolve("baby"), "--from", server.at("/")));
        words.addAll(List.of(more));
        return Shell.run(words.toArray());
    }

    private Shell convert(Path out) {
        Path raw = folder.resolve("raw");
        return Shell.run(
                "amazon",
                "--reviews",
                raw.resolve("reviews_Baby_5.json.gz"),
                "--metadata",
                raw.resolve("meta_Baby.json.gz"),
                "--images",
                raw.resolve("image_features_Baby.b"),
                "--name",
                "baby",
                "--out",
                out,
                "--text-dimension",
                3);
    }

    @Test
    void oneCommandMakesWhatLocalFilesMakeAndComparesItWithTable1() throws IOException {
        Shell done = download("--text-dimension", 3);
        assertEquals(0, done.code(), done.err());
        Path converted = folder.resolve("converted");
        assertEquals(0, convert(converted).code());
        try (Stream<Path> files = Files.list(converted)) {
            for (Path file : files.toList()) {
                assertArrayEquals(
                        Files.readAllBytes(file),
                        Files.readAllBytes(folder.resolve("baby").resolve(file.getFileName())),
                        file.toString());
            }
        }
        String out = done.out().replace("\r\n", "\n");
        assertTrue(
                out.startsWith("baby: 6 users, 5 items, 18/6/6 interactions, textual 2-d, visual 4096-d\nwritten to "
                        + folder.resolve("baby") + "\n\n"),
                out);
        Shell stats = Shell.run("stats", "--data", folder.resolve("baby"));
        assertEquals(0, stats.code(), stats.err());
        // A conversion warns of what it mended, a reading of what it finds.
        assertEquals(
                stats.out().lines().filter(l -> !l.startsWith("warning: ")).toList(),
                done.out()
                        .lines()
                        .skip(3)
                        .filter(l -> !l.startsWith("warning: "))
                        .toList());
        assertTrue(out.contains("\nwarning: image_features_Baby.b: 1 of 5 items without features got the mean"), out);
        assertTrue(
                out.endsWith("Table 1 of the paper: baby has 6 users, the paper's 19445. baby has 5 items, the paper's"
                        + " 7050. baby has 30 interactions, the paper's 160792. These are not the paper's data: its"
                        + " numbers do not apply.\n"),
                out);
        assertTrue(done.err().contains("image_features_Baby.b: 65576 bytes from " + server.at("/")), done.err());
        assertTrue(done.err().contains("image_features_Baby.b: 65576 bytes, complete"), done.err());
        assertFalse(done.err().contains("TF-IDF"), "it was asked for");
    }

    @Test
    void theTextEncoderIsThePapersOrTheWarningSaysWhyNot() {
        Shell done = download("--quiet");
        assertEquals(0, done.code(), done.err());
        assertEquals(MiniLm.isHere() ? 0 : 1, done.err().lines().count(), done.err());
        assertEquals(!MiniLm.isHere(), done.err().startsWith("warning: text features by TF-IDF, since "));
        assertTrue(done.out().contains(MiniLm.isHere() ? "textual 384-d" : "textual "), done.out());
    }

    @Test
    void theNextCommandGoesOnAndFetchesNothingAgain() throws IOException {
        server.on("/" + PublicFiles.IMAGES, ScriptedServer.status(403));
        Path raw = folder.resolve("elsewhere/raw");
        Shell failed = download("--raw", raw);
        assertEquals(1, failed.code());
        String error = failed.err().lines().reduce((a, b) -> b).orElse("");
        assertTrue(error.startsWith("error: image_features_Baby.b: status 403 from " + server.at("/")), failed.err());
        assertFalse(Files.exists(folder.resolve("baby")));
        PublicFiles.on(server, "/");
        Shell done = download("--raw", raw);
        assertEquals(0, done.code(), done.err());
        assertEquals(
                List.of(
                        "/" + PublicFiles.REVIEWS,
                        "/" + PublicFiles.METADATA,
                        "/" + PublicFiles.IMAGES,
                        "/" + PublicFiles.IMAGES),
                server.asked().stream().map(ScriptedServer.Asked::path).toList());
    }

    @Test
    void aKilledDownloadIsGoneOnWith() throws Exception {
        byte[] reviews = PublicFiles.reviews();
        server.on(
                "/" + PublicFiles.REVIEWS,
                ScriptedServer.stalled(reviews, "\"r\"", 100),
                ScriptedServer.honest(reviews, "\"r\""));
        Path part = folder.resolve("raw/reviews_Baby_5.json.gz.part");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ToolkitCommand.class.getName(),
                        "amazon",
                        "--download",
                        "baby",
                        "--out",
                        folder.resolve("baby").toString(),
                        "--from",
                        server.at("/").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            while (process.isAlive() && !(Files.exists(part) && Files.size(part) == 100)) {
                Thread.sleep(5);
            }
            assertTrue(process.isAlive(), "it ended by itself");
            process.toHandle().destroy();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it goes on");
        } finally {
            process.destroyForcibly();
        }
        assertFalse(Files.exists(folder.resolve("baby")));
        Shell done = download("--text-dimension", 3);
        assertEquals(0, done.code(), done.err());
        assertEquals("bytes=100-", server.asked().get(1).range());
        assertArrayEquals(reviews, Files.readAllBytes(folder.resolve("raw/reviews_Baby_5.json.gz")));
    }

    @Test
    void aConversionThatFailsLeavesTheRawFiles() throws IOException {
        server.on("/" + PublicFiles.REVIEWS, ScriptedServer.honest(PublicFiles.metadata(), "\"r\""));
        Shell failed = download();
        assertEquals(1, failed.code());
        assertTrue(failed.err().contains("error: reviews_Baby_5.json.gz line 1"), failed.err());
        assertFalse(Files.exists(folder.resolve("baby")));
        assertTrue(Files.exists(folder.resolve("raw/image_features_Baby.b")));
        Shell inside = download("--raw", folder.resolve("baby/raw"));
        assertEquals(1, inside.code());
        assertTrue(inside.err().contains("inside --out"), inside.err());
    }

    @Test
    void nothingIsFetchedUnasked() {
        List<URI> asked = new ArrayList<>();
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.add(uri);
                return List.of(Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        });
        try {
            assertEquals(0, download("--text-dimension", 3).code());
            assertFalse(asked.isEmpty(), "a connection is noticed");
            asked.clear();
            assertEquals(0, convert(folder.resolve("converted")).code());
            assertEquals(0, Shell.run("stats", "--data", folder.resolve("baby")).code());
            assertEquals(0, Shell.run("amazon", "--help").code());
            assertEquals(List.of(), asked);
        } finally {
            ProxySelector.setDefault(before);
        }
        int requests = server.asked().size();
        Shell unasked = Shell.run("amazon", "--from", server.at("/"), "--out", folder.resolve("x"));
        assertEquals(2, unasked.code());
        assertTrue(unasked.err().contains("--download"), unasked.err());
        assertEquals(requests, server.asked().size());
    }

    @Test
    void twoSourcesOrNoneAreRefused() {
        Shell both = download("--metadata", "meta.json.gz");
        assertEquals(2, both.code());
        assertTrue(
                both.err()
                        .startsWith(
                                "error: --download and --metadata: found both, expected one source of files; give one"),
                both.err());
        Shell none = Shell.run("amazon", "--out", folder.resolve("x"));
        assertEquals(2, none.code());
        assertTrue(
                none.err().contains("--reviews FILE and --name NAME: expected both, or --download NAME"), none.err());
        Shell half = Shell.run("amazon", "--out", folder.resolve("x"), "--reviews", "r.json.gz");
        assertEquals(2, half.code());
        Shell other = Shell.run("amazon", "--out", folder.resolve("x"), "--download", "books");
        assertEquals(1, other.code());
        assertTrue(other.err().contains("expected baby, sports, clothing"), other.err());
        assertEquals(List.of(), server.asked());
    }
}
