package org.drepmrec.data.io.amazon.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that cuts, stalls, truncates and lies: the file is whole and the server's, or there is none and one message. */
@Timeout(60)
class RawFileTransferTest {

    private static final String PATH = "/a/file.json.gz";
    private static final String TAG = "\"v1\"";
    private static final int CUT = 70_000;
    private static final Patience QUICK = patience(20_000, 4);

    @TempDir
    Path folder;

    private static byte[] file;

    private ScriptedServer server;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private static Patience patience(int silence, int attempts) {
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
    private static byte[] gzip(long seed) throws IOException {
        Random random = new Random(seed);
        return RawFiles.gzip(IntStream.range(0, 60_000)
                .mapToObj(k -> Integer.toString(100_000 + random.nextInt(900_000)))
                .collect(Collectors.joining("\n")));
    }

    private Path target() {
        return folder.resolve("file.json.gz");
    }

    private Path part() {
        return folder.resolve("file.json.gz.part");
    }

    private RawFileTransfer transfer(URI address, RawForm form, Patience patience) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        return new RawFileTransfer(
                client, address, form, target(), patience, new DownloadLines("file.json.gz", lines::add));
    }

    private void fetch(Answer... answers) throws InterruptedException {
        server.on(PATH, answers);
        transfer(server.at(PATH), RawForm.GZIP, QUICK).fetch();
    }

    private String refusal(RawForm form, Patience patience, Answer... answers) {
        server.on(PATH, answers);
        RawFileTransfer transfer = transfer(server.at(PATH), form, patience);
        String message = assertThrows(DataException.class, transfer::fetch).getMessage();
        assertTrue(message.matches("(?s).+: .+, expected .+; .+"), message);
        assertFalse(Files.exists(target()), "nothing by the name of the whole file");
        return message;
    }

    private void assertWhole(byte[] expected) throws IOException {
        assertArrayEquals(expected, Files.readAllBytes(target()));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(target()), left.toList());
        }
    }

    /** The byte from which a request asked. */
    private static int start(Asked asked) {
        return Integer.parseInt(asked.range().replaceAll("bytes=(\\d+)-", "$1"));
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] other = bytes.clone();
        other[at] ^= 1;
        return other;
    }

    @Test
    void aFileComesWithOneRequest() throws Exception {
        fetch(ScriptedServer.honest(file, TAG));
        assertWhole(file);
        assertEquals(1, server.asked().size());
        assertNull(server.asked().get(0).range());
        assertEquals(
                List.of("file.json.gz: 0.2 MB from " + server.at(PATH), "file.json.gz: 0.2 MB, complete"), lines);
    }

    @Test
    void aCutTransferGoesOnAtTheByteWhereItBroke() throws Exception {
        fetch(ScriptedServer.cut(file, TAG, CUT), ScriptedServer.cut(file, TAG, CUT), ScriptedServer.honest(file, TAG));
        assertWhole(file);
        assertEquals(3, server.asked().size());
        assertEquals(CUT, start(server.asked().get(1)));
        assertEquals(TAG, server.asked().get(1).ifRange());
        assertEquals(2 * CUT, start(server.asked().get(2)));
        assertTrue(lines.stream().anyMatch(l -> l.contains("tries again in 1 ms")), lines::toString);
        assertTrue(lines.stream().anyMatch(l -> l.contains("goes on at 0.1 MB of ")), lines::toString);
    }

    @Test
    void theNextProcessGoesOn() throws Exception {
        String message = refusal(RawForm.GZIP, patience(20_000, 1), ScriptedServer.cut(file, TAG, CUT));
        assertTrue(message.startsWith("file.json.gz: 70000 bytes of 0.2 MB from " + server.at(PATH)), message);
        assertTrue(message.contains("after 1 attempts in a row"), message);
        assertTrue(message.contains("goes on from there") && message.contains("--from"), message);
        assertEquals(CUT, Files.size(part()));
        fetch(ScriptedServer.honest(file, TAG));
        assertWhole(file);
        assertEquals(CUT, start(server.asked().get(1)));
    }

    @Test
    void whatWasCompleteBeforeAKillNeedsNoRequest() throws Exception {
        Files.write(part(), file);
        Files.writeString(folder.resolve("file.json.gz.part.txt"), file.length + "\n" + TAG + "\n");
        fetch(ScriptedServer.status(500));
        assertWhole(file);
        assertEquals(List.of(), server.asked());
    }

    @Test
    void aPartOfUnknownStateBeginsAnew() throws Exception {
        Files.write(part(), gzip(2));
        fetch(ScriptedServer.honest(file, TAG));
        assertWhole(file);
        assertNull(server.asked().get(0).range());
        Files.move(target(), part());
        Files.writeString(folder.resolve("file.json.gz.part.txt"), "five\n" + TAG + "\n");
        fetch(ScriptedServer.honest(file, TAG));
        assertWhole(file);
        assertNull(server.asked().get(1).range());
    }

    @Test
    void aFileThatIsThereIsNotFetchedAgain() throws Exception {
        Files.write(target(), new byte[] {1});
        fetch(ScriptedServer.honest(file, TAG));
        assertWhole(new byte[] {1});
        assertEquals(List.of(), server.asked());
    }

    @Test
    void aServerThatStallsIsLeft() throws Exception {
        server.on(PATH, ScriptedServer.stalled(file, TAG, CUT), ScriptedServer.honest(file, TAG));
        transfer(server.at(PATH), RawForm.GZIP, patience(400, 20)).fetch();
        assertWhole(file);
        assertEquals(CUT, start(server.asked().get(1)));
        assertTrue(lines.stream().anyMatch(l -> l.contains("no bytes for 400 ms; tries again")), lines::toString);
    }

    @Test
    void aServerThatNeverAnswersIsLeftToo() {
        Answer silent = (asked, out) -> Thread.sleep(60_000);
        String message = refusal(RawForm.GZIP, patience(100, 2), silent);
        assertTrue(message.contains("nothing from " + server.at(PATH) + " after 2 attempts"), message);
        assertTrue(message.contains("no answer for 100 ms"), message);
    }

    @Test
    void aLengthThatIsTooLongIsFoundOut() throws Exception {
        Answer lie = (asked, out) -> {
            ScriptedServer.head(out, "200 OK", "ETag: " + TAG, file.length + 100);
            out.write(file);
        };
        fetch(lie, ScriptedServer.honest(file, TAG));
        assertWhole(file);
        assertEquals(file.length, start(server.asked().get(1)), "asks for the rest, hears that there is none");
        assertNull(server.asked().get(2).range(), "and begins anew");

        Files.delete(target());
        String message = refusal(RawForm.GZIP, QUICK, (asked, out) -> {
            ScriptedServer.head(out, "200 OK", "Server: x", file.length + 100);
            out.write(file);
        });
        assertTrue(message.contains("after 4 attempts in a row"), message);
    }

    @Test
    void aLengthThatIsTooShortIsFoundOut() {
        String message = refusal(RawForm.GZIP, QUICK, (asked, out) -> {
            ScriptedServer.head(out, "200 OK", "ETag: " + TAG, CUT);
            out.write(file);
        });
        assertTrue(message.startsWith("file.json.gz: damaged gzip data ("), message);
        assertEquals(1, server.asked().size(), "what came in one piece would come again");
        assertFalse(Files.exists(part()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes 0-99/LENGTH",
                "bytes 69999-END/LENGTH",
                "bytes CUT-END/999999",
                "bytes CUT-LENGTH/LENGTH",
                "bytes END-CUT/LENGTH",
                "bytes */LENGTH",
                "items CUT-END/LENGTH",
                "",
                "bytes CUT-99999999999999999999999/LENGTH"
            })
    void anotherRangeThanAskedForBeginsAnew(String range) throws Exception {
        String said = range.replace("CUT", CUT + "")
                .replace("LENGTH", file.length + "")
                .replace("END", (file.length - 1) + "");
        Answer lie = ScriptedServer.answer(
                "206 Partial Content",
                "ETag: " + TAG + (said.isEmpty() ? "" : "\r\nContent-Range: " + said),
                Arrays.copyOfRange(file, CUT, file.length));
        fetch(ScriptedServer.cut(file, TAG, CUT), lie, ScriptedServer.honest(file, TAG));
        assertWhole(file);
        assertNull(server.asked().get(2).range());
    }

    @Test
    void aRangeOfAnotherStateBeginsAnew() throws Exception {
        byte[] newer = gzip(2);
        Answer lie = ScriptedServer.answer(
                "206 Partial Content",
                "ETag: \"v2\"\r\nContent-Range: bytes " + CUT + "-" + (file.length - 1) + "/" + file.length,
                Arrays.copyOfRange(file, CUT, file.length));
        fetch(ScriptedServer.cut(file, TAG, CUT), lie, ScriptedServer.honest(newer, "\"v2\""));
        assertWhole(newer);
        assertTrue(lines.stream().anyMatch(l -> l.contains("the file there has changed")), lines::toString);
    }

    @Test
    void aFileThatChangesInBetweenBeginsAnew() throws Exception {
        byte[] newer = gzip(2);
        fetch(ScriptedServer.cut(file, TAG, CUT), ScriptedServer.honest(newer, "\"v2\""));
        assertWhole(newer);
        assertEquals(TAG, server.asked().get(1).ifRange());
        assertEquals(2, server.asked().size());
    }

    @Test
    void moreBytesThanTheRangeHasBeginAnew() throws Exception {
        Answer lie = ScriptedServer.chunked(
                "206 Partial Content",
                "ETag: " + TAG + "\r\nContent-Range: bytes " + CUT + "-" + (file.length - 1) + "/" + file.length,
                file);
        fetch(ScriptedServer.cut(file, TAG, CUT), lie, ScriptedServer.honest(file, TAG));
        assertWhole(file);
        assertNull(server.asked().get(2).range());
        assertTrue(lines.stream().anyMatch(l -> l.contains("more than the ")), lines::toString);
    }

    @Test
    void aShorterRangeThanAskedForIsGoneOnWith() throws Exception {
        int end = CUT + 1000;
        Answer some = ScriptedServer.answer(
                "206 Partial Content",
                "ETag: " + TAG + "\r\nContent-Range: bytes " + CUT + "-" + (end - 1) + "/" + file.length,
                Arrays.copyOfRange(file, CUT, end));
        fetch(ScriptedServer.cut(file, TAG, CUT), some, ScriptedServer.honest(file, TAG));
        assertWhole(file);
        assertEquals(end, start(server.asked().get(2)));
    }

    @Test
    void whatIsPutTogetherOfTwoFilesBeginsAnew() throws Exception {
        Answer lie = ScriptedServer.cut(changed(file, file.length - 20), TAG, file.length);
        fetch(ScriptedServer.cut(file, TAG, CUT), lie, ScriptedServer.honest(file, TAG));
        assertWhole(file);
        assertTrue(lines.stream().anyMatch(l -> l.contains("in what was put together")), lines::toString);
    }

    @Test
    void damagedGzipIsRefused() {
        String message = refusal(RawForm.GZIP, QUICK, ScriptedServer.honest(changed(file, file.length / 2), TAG));
        assertTrue(message.startsWith("file.json.gz: damaged gzip data ("), message);
        assertFalse(Files.exists(part()));
    }

    @Test
    void aServerWithoutRangesBeginsAnew() throws Exception {
        fetch(ScriptedServer.cut(file, TAG, CUT), ScriptedServer.rangeless(file));
        assertWhole(file);
        assertEquals(CUT, start(server.asked().get(1)));
        assertEquals(2, server.asked().size());
    }

    @Test
    void withoutAnythingThatTellsStatesApartNothingIsGoneOnWith() throws Exception {
        Answer cut = (asked, out) -> {
            ScriptedServer.head(out, "200 OK", "ETag: W/\"weak\"", file.length);
            out.write(file, 0, CUT);
        };
        fetch(cut, ScriptedServer.honest(file, TAG));
        assertWhole(file);
        assertNull(server.asked().get(1).range());
    }

    @Test
    void aDateTellsStatesApart() throws Exception {
        String date = "Wed, 01 Jan 2014 00:00:00 GMT";
        Answer cut = (asked, out) -> {
            ScriptedServer.head(out, "200 OK", "Last-Modified: " + date, file.length);
            out.write(file, 0, CUT);
        };
        fetch(cut, ScriptedServer.honest(file, date));
        assertWhole(file);
        assertEquals(date, server.asked().get(1).ifRange());
        assertEquals(CUT, start(server.asked().get(1)));
        assertEquals(2, server.asked().size());
    }

    @Test
    void aFileInChunksNeedsNoLength() throws Exception {
        fetch(ScriptedServer.chunked("200 OK", "ETag: " + TAG, file));
        assertWhole(file);
    }

    @Test
    void aPageInPlaceOfTheFileIsRefused() throws IOException {
        byte[] page = "<!DOCTYPE html><p>Please log in".getBytes(StandardCharsets.UTF_8);
        String message =
                refusal(RawForm.GZIP, QUICK, ScriptedServer.answer("200 OK", "Content-Type: text/html", page));
        assertTrue(
                message.startsWith("file.json.gz: \"<!DOCTYPE \" at the beginning from " + server.at(PATH)
                        + ", expected gzip data; give another base address (--from)"),
                message);
        assertEquals(1, server.asked().size());

        refusal(RawForm.GZIP, patience(20_000, 1), ScriptedServer.cut(file, TAG, CUT));
        refusal(RawForm.GZIP, QUICK, ScriptedServer.answer("200 OK", "Content-Type: text/html", page));
        assertEquals(CUT, Files.size(part()), "a page does not cost what is here");
        refusal(RawForm.RECORDS, QUICK, ScriptedServer.answer("200 OK", "Content-Type: text/html", page));
        refusal(RawForm.GZIP, QUICK, ScriptedServer.answer("200 OK", "Server: x", new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 410, 206, 304})
    void whatIsNotToBeHadIsSaidAtOnce(int status) {
        String message = refusal(RawForm.GZIP, QUICK, ScriptedServer.status(status));
        assertTrue(message.startsWith("file.json.gz: status " + status + " from " + server.at(PATH)), message);
        assertTrue(message.contains("--from") && message.contains(folder.toString()), message);
        assertEquals(1, server.asked().size());
    }

    @Test
    void aServerInTroubleIsAskedAgain() throws Exception {
        fetch(
                ScriptedServer.status(500),
                ScriptedServer.status(503),
                ScriptedServer.status(429),
                ScriptedServer.honest(file, TAG));
        assertWhole(file);
        Files.delete(target());
        String message = refusal(RawForm.GZIP, QUICK, ScriptedServer.status(502));
        assertTrue(message.contains("after 4 attempts in a row (the last: status 502)"), message);
    }

    @Test
    void progressEarnsNewAttempts() throws Exception {
        Answer little = ScriptedServer.cut(file, TAG, file.length / 9);
        fetch(little, little, little, little, little, little, ScriptedServer.honest(file, TAG));
        assertWhole(file);
        assertEquals(7, server.asked().size());
    }

    @Test
    void aRedirectIsFollowedButNotForEver() throws Exception {
        Answer away = ScriptedServer.answer("302 Found", "Location: /b/other.gz", new byte[0]);
        server.on("/b/other.gz", ScriptedServer.cut(file, TAG, CUT), ScriptedServer.honest(file, TAG));
        fetch(away);
        assertWhole(file);
        Asked last = server.asked().get(3);
        assertEquals("/b/other.gz", last.path());
        assertEquals(CUT, start(last), "a redirect keeps the range");
        Files.delete(target());
        String message =
                refusal(RawForm.GZIP, QUICK, ScriptedServer.answer("302 Found", "Location: " + PATH, new byte[0]));
        assertTrue(message.contains("status 302, which leads to \"" + PATH + "\", from "), message);
    }

    @Test
    void withoutANetworkTheMessageSaysSo() throws IOException {
        URI gone = server.at(PATH);
        server.close();
        String message = assertThrows(DataException.class, () -> transfer(gone, RawForm.GZIP, QUICK)
                        .fetch())
                .getMessage();
        assertTrue(message.contains("nothing from " + gone + " after 4 attempts in a row (the last: "), message);
        assertTrue(message.contains("check the network"), message);
        URI nowhere = URI.create("http://no-such-host.invalid/file");
        message = assertThrows(DataException.class, () -> transfer(nowhere, RawForm.GZIP, QUICK)
                        .fetch())
                .getMessage();
        assertTrue(message.contains("(the last: the host's name is not known)"), message);
        assertFalse(Files.exists(part()), "no empty part stays");
    }

    @Test
    void aFileWithoutRoomIsRefusedBeforeItComes() {
        String message = refusal(RawForm.GZIP, QUICK, (asked, out) -> {
            ScriptedServer.head(out, "200 OK", "ETag: " + TAG, 1L << 58);
            out.write(file);
        });
        assertTrue(
                message.matches(".*: .* free, expected 288230376\\.2 GB for what is still to come; free some space.*"),
                message);
        assertEquals(1, server.asked().size());
    }

    @Test
    void recordsHaveTheirLengthAndTheirAsins() throws Exception {
        byte[] two = concat(RawFiles.record(RawFiles.asin(1), 1f), RawFiles.record(RawFiles.asin(2), 2f));
        String odd = refusal(RawForm.RECORDS, QUICK, (asked, out) -> {
            ScriptedServer.head(out, "200 OK", "ETag: " + TAG, two.length + 1);
            out.write(two);
        });
        assertTrue(odd.startsWith("file.json.gz: 32789 bytes from "), odd);
        assertTrue(odd.contains("expected records of 16394 bytes (10-byte ASIN, 4096 32-bit numbers)"), odd);
        byte[] shifted = two.clone();
        shifted[16394] = '-';
        String wrong = refusal(RawForm.RECORDS, QUICK, ScriptedServer.honest(shifted, TAG));
        assertTrue(wrong.startsWith("file.json.gz: \"-000000002\" at the beginning of record 2"), wrong);
        server.on(PATH, ScriptedServer.honest(two, TAG));
        transfer(server.at(PATH), RawForm.RECORDS, QUICK).fetch();
        assertWhole(two);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    @Test
    void anInterruptKeepsWhatIsHere() throws Exception {
        server.on(PATH, ScriptedServer.stalled(file, TAG, CUT));
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<Path> fetched =
                    pool.submit(() -> transfer(server.at(PATH), RawForm.GZIP, QUICK).fetch());
            while (!Files.exists(part()) || Files.size(part()) < CUT) {
                Thread.sleep(2);
            }
            pool.shutdownNow();
            Throwable end = assertThrows(Exception.class, fetched::get).getCause();
            assertEquals(InterruptedException.class, end.getClass());
        } finally {
            pool.shutdownNow();
        }
        fetch(ScriptedServer.honest(file, TAG));
        assertWhole(file);
        assertEquals(CUT, start(server.asked().get(1)));
    }

    @Test
    void twoAtOnceBringOneFile() throws Exception {
        server.on(PATH, ScriptedServer.honest(file, TAG));
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            List<Future<Path>> both = IntStream.range(0, 2)
                    .mapToObj(k -> pool.submit(
                            () -> transfer(server.at(PATH), RawForm.GZIP, QUICK).fetch()))
                    .toList();
            for (Future<Path> each : both) {
                each.get();
            }
        } finally {
            pool.shutdown();
        }
        assertWhole(file);
        assertEquals(1, server.asked().size());
    }
}
