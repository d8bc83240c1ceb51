package org.drepmrec.data.io.amazon.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that answers as it is told: honestly, or by cutting, stalling, truncating and lying. */
public final class ScriptedServer implements AutoCloseable {

    private final ServerSocket socket;
    private final Map<String, Deque<Answer>> script = new ConcurrentHashMap<>();
    private final Map<String, Long> sizes = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Writes one answer; the connection is closed after it. */
    public interface Answer {
        void to(Asked asked, OutputStream out) throws IOException, InterruptedException;
    }

    /** A request; names of headers in lower case. */
    public record Asked(String method, String path, Map<String, String> head) {

        public String range() {
            return head.get("range");
        }

        String ifRange() {
            return head.get("if-range");
        }
    }

    public ScriptedServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Answers to GET, in this order; the last one again and again. */
    public ScriptedServer on(String path, Answer... answers) {
        script.put(path, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    /** What HEAD is told; else it is refused. */
    ScriptedServer size(String path, long bytes) {
        sizes.put(path, bytes);
        return this;
    }

    public URI at(String path) {
        return URI.create("http://" + socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort() + path);
    }

    /** The requests so far, but for HEAD. */
    public List<Asked> asked() {
        return asked.stream().filter(a -> !a.method.equals("HEAD")).toList();
    }

    /** The whole file, or the range that is asked for, if it is asked of this state. */
    public static Answer honest(byte[] file, String tag) {
        return cut(file, tag, file.length);
    }

    /** As the honest answer, but of the bytes that it promises only so many come. */
    static Answer cut(byte[] file, String tag, int most) {
        return (asked, out) -> {
            boolean same = asked.range() != null && tag.equals(asked.ifRange());
            int from = same ? Integer.parseInt(asked.range().replaceAll("bytes=(\\d+)-", "$1")) : 0;
            if (from >= file.length) {
                answer("416 Range Not Satisfiable", "Content-Range: bytes */" + file.length, new byte[0])
                        .to(asked, out);
                return;
            }
            String range = same ? "\r\nContent-Range: bytes " + from + "-" + (file.length - 1) + "/" + file.length : "";
            head(out, same ? "206 Partial Content" : "200 OK", "ETag: " + tag + range, file.length - from);
            out.write(file, from, Math.min(most, file.length - from));
        };
    }

    /** As the cut one, but the connection stays open. */
    public static Answer stalled(byte[] file, String tag, int most) {
        return (asked, out) -> {
            cut(file, tag, most).to(asked, out);
            out.flush();
            new CountDownLatch(1).await();
        };
    }

    /** Knows no ranges. */
    static Answer rangeless(byte[] file) {
        return answer("200 OK", "ETag: \"v1\"", file);
    }

    /** Any status and headers, with the true length. */
    static Answer answer(String status, String headers, byte[] body) {
        return (asked, out) -> {
            head(out, status, headers, body.length);
            out.write(body);
        };
    }

    /** Any status and headers, in chunks, without a length. */
    static Answer chunked(String status, String headers, byte[] body) {
        return (asked, out) -> {
            line(
                    out,
                    "HTTP/1.1 " + status + "\r\n" + headers
                            + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n");
            line(out, Integer.toHexString(body.length));
            out.write(body);
            line(out, "\r\n0\r\n");
        };
    }

    public static Answer status(int code) {
        return answer(code + " Status", "Content-Type: text/plain", "no".getBytes(StandardCharsets.UTF_8));
    }

    static void head(OutputStream out, String status, String headers, long length) throws IOException {
        line(
                out,
                "HTTP/1.1 " + status + "\r\n" + headers + "\r\nContent-Length: " + length
                        + "\r\nConnection: close\r\n");
    }

    private static void line(OutputStream out, String text) throws IOException {
        out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Asked request = read(connection.getInputStream());
            asked.add(request);
            OutputStream out = connection.getOutputStream();
            if (request.method.equals("HEAD")) {
                Long size = sizes.get(request.path);
                head(out, size == null ? "405 Method Not Allowed" : "200 OK", "Server: x", size == null ? 0 : size);
            } else {
                next(request.path).to(request, out);
            }
            out.flush();
        } catch (IOException e) {
            // The client has gone, as it does when it refuses.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer next(String path) {
        Deque<Answer> answers = script.getOrDefault(path, new ArrayDeque<>(List.of(status(404))));
        synchronized (answers) {
            return answers.size() > 1 ? answers.remove() : answers.element();
        }
    }

    private static Asked read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            text.append((char) next);
        }
        List<String> lines = text.toString().lines().toList();
        Map<String, String> head = new TreeMap<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            int colon = line.indexOf(':');
            head.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        String[] first = lines.get(0).split(" ", -1);
        return new Asked(first[0], first[1], head);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
