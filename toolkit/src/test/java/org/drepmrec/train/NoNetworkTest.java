package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training asks nobody: each connection that Java opens asks for a proxy first, and here none asks. */
class NoNetworkTest {

    private static final ConcurrentLinkedQueue<String> ASKED = new ConcurrentLinkedQueue<>();

    /** Records who wants to connect, and lets nobody. */
    private static final class Recorder extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            ASKED.add(uri.toString());
            return List.of(new Proxy(Proxy.Type.HTTP, java.net.InetSocketAddress.createUnresolved("none.invalid", 1)));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            ASKED.add(uri + " failed");
        }
    }

    /** An engine is loaded once in a process, so each is loaded in one of its own; the second argument asks on purpose. */
    public static void main(String[] args) throws IOException {
        ProxySelector.setDefault(new Recorder());
        SmallTrainings.trainer(args[0], SmallTrainings.model(SmallTrainings.graphs(3)), 1)
                .build()
                .fit();
        if (args.length > 1) {
            try {
                URI.create(args[1]).toURL().openStream().close();
            } catch (IOException expected) {
                ASKED.add("refused");
            }
        }
        System.out.println("asked " + ASKED + " " + System.getProperty("ai.djl.offline") + " "
                + System.getProperty("OPT_OUT_TRACKING"));
        System.exit(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aTrainingOpensNoConnection(String engine) throws IOException, InterruptedException {
        assertEquals("asked [] true true", run(engine));
    }

    @ParameterizedTest
    @ValueSource(strings = "MXNet")
    void theRecorderWouldNotice(String engine) throws IOException, InterruptedException {
        String url = "http://drepmrec.invalid/";
        String asked = run(engine, url);
        assertEquals("asked [" + url, asked.substring(0, Math.min(asked.length(), 7 + url.length())));
    }

    private static String run(String... args) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Ddrepmrec.progress=off",
                "-cp",
                System.getProperty("java.class.path"),
                NoNetworkTest.class.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(10, TimeUnit.SECONDS);
        String[] lines = said.strip().split("\n", -1);
        return lines[lines.length - 1];
    }
}
