package org.drepmrec.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.drepmrec.serve.Web;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} in a process of its own: it needs no engine, reloads from its folder, and ends when it is told to. */
@Timeout(120)
class ServeProcessTest {

    private static final int SIGTERM = 128 + 15;
    private static final String SERVING = "serving at ";

    @TempDir
    Path folder;

    @Test
    void aSavedModelIsServedWithoutAnEngineUntilThePoliteKill() throws Exception {
        Path shop = folder.resolve("shop");
        Path saved = folder.resolve("model");
        assertEquals(
                0,
                Shell.run("sample", "--out", shop, "--users", 60, "--items", 50).code());
        Shell trained = Shell.run(
                "train", "--data", shop, "--model", "LightGCN", "--engine", "PyTorch", "--epochs", 1, "--save", saved);
        assertEquals(0, trained.code(), trained.err());
        Path loaded = folder.resolve("loaded.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + loaded,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ToolkitCommand.class.getName(),
                        "serve",
                        "--saved",
                        saved.toString(),
                        "--data",
                        shop.toString(),
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .start();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (BufferedReader out = process.inputReader()) {
            StringBuilder said = new StringBuilder();
            String line = "";
            while (line != null && !line.startsWith(SERVING)) {
                said.append(line).append('\n');
                line = out.readLine();
            }
            assertTrue(line != null && line.startsWith(SERVING + "http://localhost:"), said + "" + line);
            Web web = new Web(URI.create(line.substring(SERVING.length())));
            assertEquals(200, web.get("/recommend?user=7").statusCode());
            assertEquals(200, web.get("/for?items=3,4").statusCode());
            assertEquals(200, web.get("/explain?user=7&item=12").statusCode());
            assertEquals(200, web.send("POST", "/reload").statusCode());
            Future<Integer> statuses = pool.submit(() -> askUntilItIsGone(web));
            process.toHandle().destroy();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it goes on");
            assertEquals(SIGTERM, process.exitValue());
            assertTrue(statuses.get() >= 0);
        } finally {
            process.destroyForcibly();
            pool.shutdown();
        }
        String classes = Files.readString(loaded);
        assertTrue(classes.contains(ServeCommand.class.getName()), "the log of loaded classes is missing");
        assertFalse(classes.contains(" ai.djl.engine.Engine "), "an engine was loaded");
    }

    /** How many requests were answered; each must be, with 200 or, once the end has begun, with 503. */
    private static int askUntilItIsGone(Web web) throws InterruptedException {
        int answered = 0;
        while (true) {
            HttpResponse<String> answer;
            try {
                answer = web.get("/recommend?user=7");
            } catch (IOException gone) {
                return answered;
            }
            assertTrue(List.of(200, 503).contains(answer.statusCode()), answer.body());
            answered++;
        }
    }
}
