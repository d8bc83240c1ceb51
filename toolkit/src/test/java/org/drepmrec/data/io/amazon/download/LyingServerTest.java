package org.drepmrec.data.io.amazon.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.drepmrec.data.io.amazon.RawFiles;
import org.drepmrec.data.io.amazon.RawForm;
import org.drepmrec.data.io.amazon.download.ScriptedServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that truncates and lies: the file is whole and the server's, or there is none and one message. */
@Timeout(60)
class LyingServerTest extends TransferFixture {

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
    void aPageInPlaceOfTheFileIsRefused() throws IOException {
        byte[] page = "<!DOCTYPE html><p>Please log in".getBytes(StandardCharsets.UTF_8);
        String message = refusal(RawForm.GZIP, QUICK, ScriptedServer.answer("200 OK", "Content-Type: text/html", page));
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
}
