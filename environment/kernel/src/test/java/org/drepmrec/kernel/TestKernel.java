package org.drepmrec.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** A kernel in a process of its own, and a front end that speaks the Jupyter protocol to it. */
final class TestKernel implements AutoCloseable {

    private static final int SECONDS = 60;
    private static final Gson GSON = new Gson();

    private final ZMQ.Context context = ZMQ.context(1);
    private final ZMQ.Socket shell = context.socket(SocketType.DEALER);
    private final ZMQ.Socket control = context.socket(SocketType.DEALER);
    private final ZMQ.Socket stdin = context.socket(SocketType.DEALER);
    private final ZMQ.Socket heart = context.socket(SocketType.REQ);
    private final ZMQ.Socket iopub = context.socket(SocketType.SUB);
    private final String key = UUID.randomUUID().toString();
    private final String session = UUID.randomUUID().toString();
    private final ProcessBuilder launch;
    private Process process;
    private String[] last;
    private final List<Received> published = new ArrayList<>();
    private final List<Received> replies = new ArrayList<>();

    /** A message as far as the tests look at it. */
    record Received(String type, String parent, JsonObject content) {
        String text(String name) {
            return content.get(name).getAsString();
        }
    }

    /** What one request brought: its reply and everything published for it. */
    record Answer(JsonObject reply, List<Received> published) {

        List<Received> all(String type) {
            return published.stream().filter(each -> each.type().equals(type)).toList();
        }

        String stream(String name) {
            return all("stream").stream()
                    .filter(each -> each.text("name").equals(name))
                    .map(each -> each.text("text"))
                    .collect(Collectors.joining());
        }

        String result(String mime) {
            List<Received> results = all("execute_result");
            return results.isEmpty()
                    ? null
                    : results.get(0).content().getAsJsonObject("data").get(mime).getAsString();
        }

        String status() {
            return reply.get("status").getAsString();
        }
    }

    TestKernel(Path jdk, Map<String, String> environment) throws IOException {
        this(jdk, environment, "");
    }

    /** With more on its class path, as the installed kernel has the toolkit. */
    TestKernel(Path jdk, Map<String, String> environment, String toolkit) throws IOException {
        this(file -> launch(jdk, environment, toolkit, file));
    }

    /** As Jupyter starts an installed kernel: by the command in its folder, with these variables and no others. */
    static TestKernel installed(Path folder, Map<String, String> environment) throws IOException {
        List<String> argv = strings(JsonParser.parseString(Files.readString(folder.resolve("kernel.json")))
                .getAsJsonObject()
                .getAsJsonArray("argv"));
        return new TestKernel(file -> {
            ProcessBuilder builder = new ProcessBuilder(argv.stream()
                    .map(each -> each.replace("{connection_file}", file.toString())
                            .replace("{resource_dir}", folder.toString()))
                    .toList());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return builder;
        });
    }

    private TestKernel(Function<Path, ProcessBuilder> command) throws IOException {
        int[] ports = freePorts();
        stdin.setIdentity(session.getBytes(StandardCharsets.UTF_8));
        shell.setIdentity(session.getBytes(StandardCharsets.UTF_8));
        Path file = Files.createTempFile("connection", ".json");
        file.toFile().deleteOnExit();
        JsonObject connection = new JsonObject();
        connection.addProperty("transport", "tcp");
        connection.addProperty("ip", "127.0.0.1");
        connection.addProperty("signature_scheme", "hmac-sha256");
        connection.addProperty("key", key);
        String[] names = {"shell_port", "control_port", "stdin_port", "hb_port", "iopub_port"};
        ZMQ.Socket[] sockets = {shell, control, stdin, heart, iopub};
        for (int i = 0; i < ports.length; i++) {
            connection.addProperty(names[i], ports[i]);
            sockets[i].setLinger(0);
            sockets[i].setRcvHWM(0);
            sockets[i].connect("tcp://127.0.0.1:" + ports[i]);
        }
        iopub.subscribe("");
        Files.writeString(file, GSON.toJson(connection));
        launch = command.apply(file);
        launch.environment()
                .put("JPY_PARENT_PID", String.valueOf(ProcessHandle.current().pid()));
        launch.redirectErrorStream(true)
                .redirectOutput(
                        new File("target/kernel-test-" + ProcessHandle.current().pid() + ".log"));
        process = launch.start();
        awaitReady();
    }

    private static ProcessBuilder launch(Path jdk, Map<String, String> environment, String toolkit, Path file) {
        ProcessBuilder builder = new ProcessBuilder(
                jdk.resolve("bin/java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path") + (toolkit.isBlank() ? "" : File.pathSeparator + toolkit),
                Main.class.getName(),
                file.toString());
        builder.environment().putAll(environment);
        return builder;
    }

    private static int[] freePorts() throws IOException {
        ServerSocket[] servers = new ServerSocket[5];
        int[] ports = new int[servers.length];
        for (int i = 0; i < servers.length; i++) {
            servers[i] = new ServerSocket(0);
            ports[i] = servers[i].getLocalPort();
        }
        for (ServerSocket each : servers) {
            each.close();
        }
        return ports;
    }

    /** As Jupyter does: asks for the kernel's description until both its reply and its status arrive. */
    private void awaitReady() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
            String id = send(shell, "kernel_info_request", new JsonObject());
            boolean replied = false;
            boolean published = false;
            for (int tries = 0; tries < 20 && !(replied && published); tries++) {
                replied |= receive(shell, 100) != null;
                Received status = receive(iopub, 20);
                published |= status != null && id.equals(status.parent());
            }
            if (replied && published) {
                drain(shell);
                drain(iopub);
                return;
            }
            assertTrue(process.isAlive(), "the kernel died at its start");
        }
        fail("the kernel did not answer within " + SECONDS + " s");
    }

    private void drain(ZMQ.Socket socket) {
        boolean more = true;
        while (more) {
            more = receive(socket, 50) != null;
        }
    }

    /** Runs a cell and waits for its end. */
    Answer execute(String code) {
        return await(begin(code));
    }

    /** Sends a cell and returns its message's id. */
    String begin(String code) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("silent", false);
        content.addProperty("store_history", true);
        content.addProperty("allow_stdin", true);
        content.addProperty("stop_on_error", true);
        content.add("user_expressions", new JsonObject());
        return send(shell, "execute_request", content);
    }

    Answer await(String id) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
            List<Received> own =
                    published.stream().filter(each -> id.equals(each.parent())).toList();
            boolean idle = own.stream()
                    .anyMatch(each -> each.type().equals("status")
                            && each.text("execution_state").equals("idle"));
            for (Received reply : replies) {
                if (idle && id.equals(reply.parent())) {
                    return new Answer(reply.content(), own);
                }
            }
            keep(receive(iopub, 5), published);
            keep(receive(shell, 1), replies);
        }
        return fail("no answer within " + SECONDS + " s");
    }

    /** Drops what was received so far. */
    void forget() {
        published.clear();
        replies.clear();
    }

    private static void keep(Received message, List<Received> backlog) {
        if (message != null) {
            backlog.add(message);
        }
    }

    /** Waits until a cell has printed a text. */
    void awaitOutput(String id, String text) {
        StringBuilder output = new StringBuilder();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (output.indexOf(text) < 0) {
            assertTrue(System.nanoTime() < end, "the cell did not print " + text);
            Received message = receive(iopub, 100);
            if (message != null && id.equals(message.parent()) && message.type().equals("stream")) {
                output.append(message.text("text"));
            }
        }
    }

    /** Waits until the kernel has taken a request. */
    void awaitBusy(String id) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        Received message = null;
        while (message == null
                || !id.equals(message.parent())
                || !message.type().equals("execute_input")) {
            assertTrue(System.nanoTime() < end, "the kernel did not take the request");
            message = receive(iopub, 100);
        }
    }

    JsonObject ask(String type, JsonObject content) {
        return await(send(shell, type, content)).reply();
    }

    JsonObject command(String type, JsonObject content) {
        String id = send(control, type, content);
        Received reply = receive(control, SECONDS * 1000);
        assertTrue(reply != null && id.equals(reply.parent()), type + ": no reply");
        return reply.content();
    }

    /** Answers the question that this cell asks of its user; passes over those of interrupted cells. */
    void answerInput(String cell, String value) {
        Received question = receive(stdin, SECONDS * 1000);
        while (question != null && !question.parent().equals(cell)) {
            question = receive(stdin, SECONDS * 1000);
        }
        assertTrue(question != null && question.type().equals("input_request"), "no question");
        JsonObject content = new JsonObject();
        content.addProperty("value", value);
        send(stdin, "input_reply", content);
    }

    boolean beats() {
        heart.send("ping");
        heart.setReceiveTimeOut(5000);
        return "ping".equals(heart.recvStr());
    }

    /** True if the process ends by itself. */
    boolean ends() throws InterruptedException {
        return process.waitFor(10, TimeUnit.SECONDS);
    }

    /** As Jupyter does when its user restarts the kernel: a new process on the same ports, the front end stays. */
    void restart() throws IOException, InterruptedException {
        JsonObject content = new JsonObject();
        content.addProperty("restart", true);
        assertTrue(command("shutdown_request", content).get("restart").getAsBoolean(), "it does not expect a restart");
        assertTrue(ends(), "the process goes on after a shutdown");
        published.clear();
        replies.clear();
        process = launch.start();
        awaitReady();
    }

    private String send(ZMQ.Socket socket, String type, JsonObject content) {
        String id = UUID.randomUUID().toString();
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", id);
        header.addProperty("username", "test");
        header.addProperty("session", session);
        header.addProperty("date", "2026-01-01T00:00:00.000000Z");
        header.addProperty("msg_type", type);
        header.addProperty("version", "5.3");
        String[] parts = {header.toString(), "{}", "{}", content.toString()};
        last = Stream.concat(Stream.of("<IDS|MSG>", sign(parts)), Stream.of(parts))
                .toArray(String[]::new);
        sendFrames(socket, last);
        return id;
    }

    private static void sendFrames(ZMQ.Socket socket, String... frames) {
        for (int i = 0; i < frames.length - 1; i++) {
            socket.sendMore(frames[i]);
        }
        socket.send(frames[frames.length - 1]);
    }

    /** Sends frames that need not be a message of the protocol to the port for cells. */
    void attackShell(String... frames) {
        sendFrames(shell, frames);
    }

    /** Sends the latest message again, as one who has listened could, to the port for cells and to that for commands. */
    void replay() {
        sendFrames(shell, last);
        sendFrames(control, last);
    }

    private String sign(String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            for (String each : parts) {
                mac.update(each.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Received receive(ZMQ.Socket socket, int millis) {
        socket.setReceiveTimeOut(millis);
        String frame = socket.recvStr();
        if (frame == null) {
            return null;
        }
        while (!frame.equals("<IDS|MSG>")) {
            frame = socket.recvStr();
        }
        String signature = socket.recvStr();
        String[] parts = {socket.recvStr(), socket.recvStr(), socket.recvStr(), socket.recvStr()};
        assertTrue(signature.equals(sign(parts)), "wrong signature");
        JsonObject header = GSON.fromJson(parts[0], JsonObject.class);
        JsonObject parent = GSON.fromJson(parts[1], JsonObject.class);
        return new Received(
                header.get("msg_type").getAsString(),
                parent.has("msg_id") ? parent.get("msg_id").getAsString() : "",
                GSON.fromJson(parts[3], JsonObject.class));
    }

    static List<String> strings(JsonArray array) {
        List<String> strings = new ArrayList<>();
        array.forEach(each -> strings.add(each.getAsString()));
        return strings;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        for (ZMQ.Socket each : new ZMQ.Socket[] {shell, control, stdin, heart, iopub}) {
            each.close();
        }
        context.close();
    }
}
