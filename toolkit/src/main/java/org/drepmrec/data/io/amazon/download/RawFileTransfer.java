package org.drepmrec.data.io.amazon.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.drepmrec.data.io.amazon.RawForm;
import org.drepmrec.io.DataException;
import org.drepmrec.io.LockFile;
import org.drepmrec.io.Places;

/**
 * Brings one file, whole and of its form or not at all. What broke off goes on at the byte where it did, if the server says that the
 * file is still the same; anything else begins anew. A file that is there is never fetched again.
 */
final class RawFileTransfer {

    private final HttpClient client;
    private final URI address;
    private final RawForm form;
    private final Path target;
    private final Patience patience;
    private final DownloadLines lines;

    RawFileTransfer(HttpClient client, URI address, RawForm form, Path target, Patience patience, DownloadLines lines) {
        this.client = client;
        this.address = address;
        this.form = form;
        this.target = target;
        this.patience = patience;
        this.lines = lines;
    }

    /** Bytes that are still to come, as far as the server tells; 0 where it does not. */
    long missing() throws InterruptedException {
        if (Files.exists(target)) {
            return 0;
        }
        try (BodyStream none = new BodyStream(patience.silence())) {
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer =
                    ask(request().method("HEAD", noBody()));
            answer.body().subscribe(none);
            Path part = PartialDownload.beside(target);
            long here = Files.exists(part) ? Files.size(part) : 0;
            return answer.statusCode() == 200 ? Math.max(0, Promised.length(answer.headers()) - here) : 0;
        } catch (BrokenTransferException | IOException e) {
            // A server that knows no HEAD is asked in earnest later.
            return 0;
        }
    }

    /**
     * Brings the file.
     *
     * @return where it is
     * @throws DataException if there is none, it is of another form, or the server is gone for long
     * @throws InterruptedException if the thread is interrupted; what is here stays for the next call
     */
    Path fetch() throws InterruptedException {
        if (Files.exists(target)) {
            lines.say("is there");
            return target;
        }
        Path lockFile = target.resolveSibling("." + Places.name(target) + ".lock");
        try (LockFile lock = LockFile.take(lockFile, "downloading the same file")) {
            // Whoever had the lock may have brought it.
            if (!Files.exists(target)) {
                try (PartialDownload part = PartialDownload.of(target)) {
                    fetch(part);
                }
            }
            lock.delete();
        }
        return target;
    }

    private void fetch(PartialDownload part) throws InterruptedException {
        long most = part.length();
        int failed = 0;
        while (true) {
            try {
                while (!part.isComplete()) {
                    attempt(part);
                }
                finish(part);
                return;
            } catch (BrokenTransferException e) {
                failed = part.length() > most ? 1 : failed + 1;
                most = Math.max(most, part.length());
                if (failed >= patience.attempts()) {
                    throw gaveUp(part, e);
                }
                Duration pause = patience.pause(failed);
                lines.say(e.getMessage() + "; tries again in " + DownloadLines.seconds(pause));
                Thread.sleep(pause.toMillis());
            }
        }
    }

    private void attempt(PartialDownload part) throws BrokenTransferException, InterruptedException {
        long from = part.length();
        // Without it, what is here might be of another state of the file.
        boolean resumes = from > 0 && !part.validator().isEmpty();
        HttpRequest.Builder request = request();
        if (resumes) {
            request.header("Range", "bytes=" + from + "-").header("If-Range", part.validator());
        }
        try (BodyStream body = new BodyStream(patience.silence())) {
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer = ask(request);
            answer.body().subscribe(body);
            requireBytes(answer, resumes, part);
            try {
                receive(Promised.of(answer, part), body, part);
            } catch (BrokenTransferException e) {
                // What goes against its own promise may be of any file.
                part.discard();
                throw e;
            }
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw new BrokenTransferException(e);
        }
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(address).header("User-Agent", "drepmrec").header("Accept-Encoding", "identity");
    }

    private static HttpRequest.BodyPublisher noBody() {
        return HttpRequest.BodyPublishers.noBody();
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> ask(HttpRequest.Builder request)
            throws BrokenTransferException, InterruptedException {
        // The request's own timeout would count the time of the body too in later versions of Java.
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofPublisher());
        try {
            return answer.get(patience.silence().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new BrokenTransferException("no answer for " + DownloadLines.seconds(patience.silence()));
        } catch (ExecutionException e) {
            throw new BrokenTransferException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** Refuses what another attempt would not mend. */
    private void requireBytes(HttpResponse<?> answer, boolean resumes, PartialDownload part)
            throws BrokenTransferException {
        int status = answer.statusCode();
        if (status == 200 || (status == 206 && resumes)) {
            return;
        }
        if (status == 416 && resumes) {
            part.discard();
            throw new BrokenTransferException("the file there has changed");
        }
        if (status == 408 || status == 429 || status >= 500) {
            throw new BrokenTransferException("status " + status);
        }
        String to = answer.headers()
                .firstValue("Location")
                .map(place -> ", which leads to " + DataException.quote(place) + ",")
                .orElse("");
        throw refused("status " + status + to, "the file");
    }

    private void receive(Promised promised, BodyStream body, PartialDownload part)
            throws IOException, BrokenTransferException, InterruptedException {
        // All before what is here is given up for it.
        byte[] head = promised.start() == 0 ? body.readNBytes(RawForm.START) : new byte[0];
        if (promised.start() == 0) {
            refuse(form.wrongStart(head));
        }
        if (promised.total() >= 0) {
            refuse(form.wrongLength(promised.total()));
            requireSpace(target.toAbsolutePath().getParent(), promised.total() - part.length());
        }
        part.begin(promised);
        part.append(head, head.length);
        lines.begin(address, part.length() - head.length, promised.total());
        long received = head.length;
        byte[] chunk = new byte[1 << 16];
        for (int n = body.read(chunk, 0, chunk.length); n >= 0; n = body.read(chunk, 0, chunk.length)) {
            received += n;
            if (promised.bytes() >= 0 && received > promised.bytes()) {
                throw new BrokenTransferException("more than the " + promised.bytes() + " bytes that were promised");
            }
            part.append(chunk, n);
            lines.moved(part.length(), promised.total());
        }
        if (received < promised.bytes()) {
            throw new IOException("ended after " + received + " of " + promised.bytes() + " bytes");
        }
        part.end();
    }

    private void finish(PartialDownload part) throws BrokenTransferException {
        Optional<String> damage = form.damage(part.file());
        if (damage.isPresent()) {
            boolean pieced = part.isPieced();
            part.discard();
            if (pieced) {
                throw new BrokenTransferException(damage.get() + " in what was put together");
            }
            refuse(damage);
        }
        part.finish();
        lines.say(DownloadLines.bytes(part.total()) + ", complete");
    }

    private void refuse(Optional<String> found) {
        if (found.isPresent()) {
            throw refused(found.get(), form.expected());
        }
    }

    private DataException refused(String found, String expected) {
        return DataException.of(Places.name(target), found + " from " + address, expected, elsewhere());
    }

    private DataException gaveUp(PartialDownload part, BrokenTransferException last) {
        String here = part.length() == 0
                ? "nothing"
                : DownloadLines.bytes(part.length())
                        + (part.total() < 0 ? "" : " of " + DownloadLines.bytes(part.total()));
        return DataException.of(
                Places.name(target),
                here + " from " + address + " after " + patience.attempts() + " attempts in a row (the last: "
                        + last.getMessage() + ")",
                "the whole file",
                "check the network and give the same command again, which goes on from there, or " + elsewhere(),
                last);
    }

    private String elsewhere() {
        return "give another base address (--from), such as " + Addresses.OTHERS.get(0) + ", or put the file into "
                + target.toAbsolutePath().getParent() + " yourself";
    }

    /**
     * Refuses a folder without so much space.
     *
     * @throws DataException saying what is needed and what is free
     */
    static void requireSpace(Path folder, long bytes) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (bytes > free) {
                throw DataException.of(
                        folder.toString(),
                        DownloadLines.bytes(free) + " free",
                        DownloadLines.bytes(bytes) + " for what is still to come",
                        "free some space, or choose a folder on another disk (--raw)");
            }
        } catch (IOException e) {
            throw DataException.unreadable(folder.toString(), e);
        }
    }
}
