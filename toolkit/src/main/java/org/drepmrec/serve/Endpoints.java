package org.drepmrec.serve;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.drepmrec.io.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is answered under which path; of HTTP it knows methods and statuses. */
final class Endpoints {

    static final String RELOAD = "/reload";

    /** The most items of an answer, and of a visitor. */
    static final int MOST = 100;

    private static final int USUAL = 20;
    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

    private final ModelSlot slot;
    private final Map<String, Endpoint> all = new LinkedHashMap<>();

    Endpoints(ModelSlot slot, Traffic traffic) {
        this.slot = slot;
        model("/recommend", (m, q) -> m.recommend(q.text("user"), number(q)), "user", "n");
        model("/for", (m, q) -> m.recommendFor(q.list("items", m::knowsItem, MOST), number(q)), "items", "n");
        model("/similar", (m, q) -> m.similar(q.text("item"), number(q)), "item", "n");
        model("/explain", (m, q) -> m.explain(q.text("user"), q.text("item")), "user", "item");
        model("/history", (m, q) -> m.history(q.text("user"), number(q)), "user", "n");
        model("/users", (m, q) -> m.users(q.text("q", ""), number(q)), "q", "n");
        model("/items", (m, q) -> m.items(q.text("q", ""), number(q)), "q", "n");
        model("/health", (m, q) -> m.health());
        // Other pictures come with other data, that is with another server or a reload.
        get(
                "/picture",
                q -> Answer.of("image/png", slot.get().picture(q.text("item")))
                        .with("Cache-Control", "private, max-age=300"),
                "item");
        get(
                "/metrics",
                q -> Answer.of(
                        "text/plain; version=0.0.4; charset=utf-8",
                        traffic.text(slot.get(), slot.replaced()).getBytes(StandardCharsets.UTF_8)));
        add(RELOAD, "POST", q -> Answer.json(200, slot.reload().health()));
        ShopPage.files().forEach((path, file) -> get(path, q -> file));
    }

    private static int number(Question question) {
        return question.number("n", USUAL, MOST);
    }

    /** The answer takes one model throughout, whatever takes its place meanwhile. */
    private void model(String path, BiFunction<ServedModel, Question, Map<String, Object>> work, String... parameters) {
        get(path, q -> Answer.json(200, work.apply(slot.get(), q)), parameters);
    }

    private void get(String path, Function<Question, Answer> work, String... parameters) {
        add(path, "GET", work, parameters);
    }

    private void add(String path, String method, Function<Question, Answer> work, String... parameters) {
        all.put(path, new Endpoint(method, new LinkedHashSet<>(Arrays.asList(parameters)), work));
    }

    /** The path, or {@code other} where nothing is under it. */
    String known(String path) {
        return all.containsKey(path) ? path : "other";
    }

    /**
     * Answers a request; an error is an answer too.
     *
     * @param parameters read where the path has some
     */
    Answer answer(String method, String path, Supplier<Map<String, List<String>>> parameters) {
        Endpoint endpoint = all.get(path);
        try {
            if (endpoint == null) {
                throw new Refusal(
                        404,
                        "path",
                        DataException.quote(path),
                        "one of " + String.join(", ", all.keySet()),
                        "correct the address");
            }
            if (!endpoint.takes(method)) {
                return new Refusal(
                                405,
                                "method of " + path,
                                DataException.quote(method),
                                endpoint.allowed(),
                                "send " + endpoint.method())
                        .answer()
                        .with("Allow", endpoint.allowed());
            }
            return endpoint.work().apply(new Question(parameters.get(), endpoint.parameters()));
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (RuntimeException e) {
            LOG.error("{} failed", path, e);
            return new Refusal(
                            500,
                            path,
                            e instanceof DataException ? e.getMessage() : "an unexpected error",
                            "an answer",
                            "look into the server's log and report what it says")
                    .answer();
        }
    }
}
