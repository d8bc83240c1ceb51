package org.drepmrec.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.drepmrec.train.TrainedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReloadTest {

    private static final int CLIENTS = 8;
    private static final int RELOADS = 20;
    private static final TrainedModel FIRST = ServedRuns.fit("LightGCN", 1, 1);
    private static final TrainedModel SECOND = ServedRuns.fit("LightGCN", 1, 2);

    @TempDir
    Path folder;

    private static String answerOf(TrainedModel run, int user) {
        return new ServedModelText(run).recommend("C-" + user);
    }

    /** What a server of one model alone would send. */
    private record ServedModelText(TrainedModel run) {
        String recommend(String user) {
            return new String(
                    Answer.json(200, new ServedModel(run).recommend(user, 20)).body(),
                    java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** Every answer is wholly of the one model or wholly of the other. */
    @Test
    void noRequestIsLostWhileModelsTakeEachOthersPlace() throws Exception {
        Map<String, String> one = new ConcurrentHashMap<>();
        Map<String, String> other = new ConcurrentHashMap<>();
        for (int user = 0; user < CLIENTS; user++) {
            one.put("C-" + user, answerOf(FIRST, user));
            other.put("C-" + user, answerOf(SECOND, user));
        }
        assertNotEquals(one, other, "the models must differ");
        Path saved = folder.resolve("model");
        FIRST.save(saved);
        AtomicBoolean going = new AtomicBoolean(true);
        AtomicInteger ofFirst = new AtomicInteger();
        AtomicInteger ofSecond = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        try (Server server = Server.of(FIRST)
                .port(0)
                .reloading(() -> TrainedModel.load(saved, ServedRuns.DATA))
                .start()) {
            Web web = Web.of(server);
            List<Future<?>> clients = new ArrayList<>();
            for (int c = 0; c < CLIENTS; c++) {
                String user = "C-" + c;
                clients.add(pool.submit(() -> {
                    while (going.get()) {
                        HttpResponse<String> answer = web.get("/recommend?user=" + user);
                        assertEquals(200, answer.statusCode(), answer.body());
                        if (answer.body().equals(one.get(user))) {
                            ofFirst.incrementAndGet();
                        } else {
                            assertEquals(other.get(user), answer.body());
                            ofSecond.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            for (int r = 0; r < RELOADS; r++) {
                (r % 2 == 0 ? SECOND : FIRST).save(saved);
                assertEquals(200, web.send("POST", "/reload").statusCode());
            }
            going.set(false);
            for (Future<?> client : clients) {
                client.get();
            }
            assertTrue(web.get("/metrics").body().contains("drepmrec_model_replaced_total " + RELOADS + "\n"));
        } finally {
            going.set(false);
            pool.shutdown();
        }
        assertTrue(ofFirst.get() > 0 && ofSecond.get() > 0, ofFirst + " and " + ofSecond);
    }

    @Test
    void aFolderThatCannotBeReadLeavesTheModelInItsPlace() throws IOException, InterruptedException {
        Path saved = folder.resolve("model");
        FIRST.save(saved);
        try (Server server = Server.of(FIRST)
                .port(0)
                .reloading(() -> TrainedModel.load(saved, ServedRuns.DATA))
                .start()) {
            Web web = Web.of(server);
            String before = web.get("/recommend?user=C-1").body();
            String since = web.json("/health").get("loaded").getAsString();
            try (var files = Files.list(saved)) {
                Files.writeString(files.filter(Files::isRegularFile).findFirst().orElseThrow(), "damaged");
            }
            HttpResponse<String> refused = web.send("POST", "/reload");
            assertEquals(409, refused.statusCode(), refused.body());
            assertTrue(refused.body().contains("the model of before goes on answering"), refused.body());
            assertEquals(before, web.get("/recommend?user=C-1").body());
            assertEquals(since, web.json("/health").get("loaded").getAsString());
        }
    }

    @Test
    void oneReloadAtATime() throws IOException, InterruptedException, ExecutionException {
        var begun = new java.util.concurrent.CountDownLatch(1);
        var goOn = new java.util.concurrent.CountDownLatch(1);
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (Server server = Server.of(FIRST)
                .port(0)
                .reloading(() -> {
                    begun.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return SECOND;
                })
                .start()) {
            Web web = Web.of(server);
            Future<HttpResponse<String>> first = pool.submit(() -> web.send("POST", "/reload"));
            begun.await();
            assertEquals(409, web.send("POST", "/reload").statusCode());
            assertEquals(answerOf(FIRST, 1), web.get("/recommend?user=C-1").body(), "the other goes on answering");
            goOn.countDown();
            assertEquals(200, first.get().statusCode());
            assertEquals(answerOf(SECOND, 1), web.get("/recommend?user=C-1").body());
        } finally {
            goOn.countDown();
            pool.shutdown();
        }
    }

    @Test
    void aModelInMemoryTakesThePlaceToo() throws IOException, InterruptedException {
        try (Server server = Server.of(FIRST).port(0).start()) {
            server.reload(SECOND);
            assertEquals(
                    answerOf(SECOND, 1),
                    Web.of(server).get("/recommend?user=C-1").body());
        }
    }
}
