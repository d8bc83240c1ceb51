package org.drepmrec.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.drepmrec.eval.Scorer;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.ModelType;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShutdownTest {

    /** Scores once it is allowed to. */
    private static final class Waiting implements Scorer {

        private CountDownLatch asked = new CountDownLatch(0);
        private CountDownLatch allowed = new CountDownLatch(0);

        @Override
        public int users() {
            return ServedRuns.USERS;
        }

        @Override
        public int items() {
            return ServedRuns.ITEMS;
        }

        @Override
        public void score(int[] user, int count, float[] out) {
            asked.countDown();
            try {
                allowed.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("a request in flight was interrupted", e);
            }
            for (int k = 0; k < count * items(); k++) {
                out[k] = k % items();
            }
        }
    }

    @Test
    void whatIsInFlightIsAnsweredAndNothingElse() throws IOException, InterruptedException, ExecutionException {
        Waiting scorer = new Waiting();
        TrainedModel run = Trainer.builder(ModelType.named("Waiting")
                        .computes(Waiting.class, (model, seed) -> scorer)
                        .builder(Graphs.builder(ServedRuns.DATA).build())
                        .build())
                .quiet()
                .build()
                .fit();
        scorer.asked = new CountDownLatch(1);
        scorer.allowed = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        Server server = Server.of(run).port(0).start();
        Web web = Web.of(server);
        try {
            Future<HttpResponse<String>> inFlight = pool.submit(() -> web.get("/recommend?user=C-1&n=2"));
            scorer.asked.await();
            Future<?> closed = pool.submit(server::close);
            long late = 0;
            while (late == 0) {
                try {
                    late = web.get("/health").statusCode() == 503 ? 1 : 0;
                } catch (IOException notListening) {
                    late = 1;
                }
            }
            assertFalse(closed.isDone(), "it waits for what is in flight");
            scorer.allowed.countDown();
            HttpResponse<String> answer = inFlight.get();
            assertEquals(200, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("\"rank\":2"), answer.body());
            closed.get();
            assertThrows(IOException.class, () -> web.get("/health"));
        } finally {
            scorer.allowed.countDown();
            server.close();
            pool.shutdown();
        }
    }
}
