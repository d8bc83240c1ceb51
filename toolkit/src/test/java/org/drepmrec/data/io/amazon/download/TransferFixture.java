package org.drepmrec.data.io.amazon.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.io.amazon.RawFiles;
import org.drepmrec.data.io.amazon.RawForm;
import org.drepmrec.data.io.amazon.download.ScriptedServer.Answer;
import org.drepmrec.data.io.amazon.download.ScriptedServer.Asked;
import org.drepmrec.io.DataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Fetches one file from a server that answers by a script. */
abstract class TransferFixture {

    static final String PATH = "/a/file.json.gz";
    static final String TAG = "\"v1\"";
    static final int CUT = 70_000;
    static final Patience QUICK = patience(20_000, 4);

    @TempDir
    Path folder;

    static byte[] file;

    ScriptedServer server;
    final List<String> lines = new CopyOnWriteArrayList<>();

    static Patience patience(int silence, int attempts) {
        return new Patience(Duration.ofMillis(silence), Duration.ofMillis(1), Duration.ofMillis(4), attempts);
    }

    @BeforeAll
    static void make() throws IOException {
        file = gzip(1);
        assertTrue(file.length > 2 * CUT);
    }

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** Digits, so that they are compressed to nearly half and no more. */
    static byte[] gzip(long seed) throws IOException {
        Random random = new Random(seed);
        return RawFiles.gzip(IntStream.range(0, 60_000)
                .mapToObj(k -> Integer.toString(100_000 + random.nextInt(900_000)))
                .collect(Collectors.joining("\n")));
    }

    Path target() {
        return folder.resolve("file.json.gz");
    }

    Path part() {
        return folder.resolve("file.json.gz.part");
    }

    RawFileTransfer transfer(URI address, RawForm form, Patience patience) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        return new RawFileTransfer(
                client, address, form, target(), patience, new DownloadLines("file.json.gz", lines::add));
    }

    void fetch(Answer... answers) throws InterruptedException {
        server.on(PATH, answers);
        transfer(server.at(PATH), RawForm.GZIP, QUICK).fetch();
    }

    String refusal(RawForm form, Patience patience, Answer... answers) {
        server.on(PATH, answers);
        RawFileTransfer transfer = transfer(server.at(PATH), form, patience);
        String message = assertThrows(DataException.class, transfer::fetch).getMessage();
        assertTrue(message.matches("(?s).+: .+, expected .+; .+"), message);
        assertFalse(Files.exists(target()), "nothing by the name of the whole file");
        return message;
    }

    void assertWhole(byte[] expected) throws IOException {
        assertArrayEquals(expected, Files.readAllBytes(target()));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(target()), left.toList());
        }
    }

    /** The byte from which a request asked. */
    static int start(Asked asked) {
        return Integer.parseInt(asked.range().replaceAll("bytes=(\\d+)-", "$1"));
    }

    static byte[] changed(byte[] bytes, int at) {
        byte[] other = bytes.clone();
        other[at] ^= 1;
        return other;
    }
}
