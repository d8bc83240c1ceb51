package org.drepmrec.data.io.amazon.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.drepmrec.data.io.amazon.RawForm;
import org.drepmrec.data.io.amazon.download.ScriptedServer.Answer;
import org.drepmrec.data.io.amazon.download.ScriptedServer.Asked;
import org.drepmrec.io.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transfer that is cut, stalls, is refused or stopped goes on, or there is no file and one message. */
@Timeout(60)
class RawFileTransferTest extends TransferFixture {

    @Test
    void aFileComesWithOneRequest() throws Exception {
        fetch(ScriptedServer.honest(file, TAG));
        assertWhole(file);
        assertEquals(1, server.asked().size());
        assertNull(server.asked().get(0).range());
        assertEquals(List.of("file.json.gz: 0.2 MB from " + server.at(PATH), "file.json.gz: 0.2 MB, complete"), lines);
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
        transfer(server.at(PATH), RawForm.GZIP, patience(1000, 20)).fetch();
        assertWhole(file);
        assertEquals(CUT, start(server.asked().get(1)));
        assertTrue(lines.stream().anyMatch(l -> l.contains("no bytes for 1 s; tries again")), lines::toString);
    }

    @Test
    void aServerThatNeverAnswersIsLeftToo() {
        Answer silent = (asked, out) -> Thread.sleep(60_000);
        String message = refusal(RawForm.GZIP, patience(100, 2), silent);
        assertTrue(message.contains("nothing from " + server.at(PATH) + " after 2 attempts"), message);
        assertTrue(message.contains("no answer for 100 ms"), message);
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
        message = assertThrows(DataException.class, () -> transfer(nowhere, RawForm.GZIP, patience(20_000, 1))
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
    void anInterruptKeepsWhatIsHere() throws Exception {
        server.on(PATH, ScriptedServer.stalled(file, TAG, CUT));
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<Path> fetched = pool.submit(
                    () -> transfer(server.at(PATH), RawForm.GZIP, QUICK).fetch());
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
