package org.drepmrec.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drepmrec.analysis.Explanation;
import org.drepmrec.analysis.NearestNeighbors;
import org.drepmrec.analysis.Space;
import org.drepmrec.io.DataException;
import org.drepmrec.train.TrainedModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

@Timeout(60)
class ServerTest {

    private static final TrainedModel RUN = ServedRuns.fit("LightGCN", 3, 1);
    private static Server server;
    private static Web web;

    @BeforeAll
    static void start() {
        server = Server.of(RUN).port(0).start();
        web = Web.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static void assertIsTable(Table expected, JsonObject answer) {
        assertEquals(expected.stringColumn("item").asList(), Web.ids(answer, "items", "item"));
        assertEquals(expected.stringColumn("title").asList(), Web.ids(answer, "items", "title"));
        for (int r = 0; r < expected.rowCount(); r++) {
            JsonObject row = answer.getAsJsonArray("items").get(r).getAsJsonObject();
            assertEquals(r + 1, row.get("rank").getAsInt());
            assertEquals(expected.doubleColumn("score").get(r), row.get("score").getAsDouble(), 1e-6);
        }
    }

    @Test
    void aUserGetsWhatTheModelRecommends() throws IOException, InterruptedException {
        for (int user = 0; user < ServedRuns.USERS; user += 7) {
            assertIsTable(RUN.recommend("C-" + user, 5), web.json("/recommend?user=C-" + user + "&n=5"));
        }
        assertEquals(20, web.json("/recommend?user=C-1").getAsJsonArray("items").size(), "the usual number");
    }

    @Test
    void aVisitorGetsWhatTheModelRecommendsForItems() throws IOException, InterruptedException {
        List<String> items = List.of("a,3", "b&4 <i>");
        Table expected = RUN.recommendFor(items, 6);
        assertIsTable(expected, web.json("/for?n=6&items=" + encoded("b&4 <i>") + "&items=" + encoded("a,3")));
        try (Server other = Server.of(ServedRuns.KNN).port(0).start()) {
            assertIsTable(
                    ServedRuns.KNN.recommendFor(List.of("b&4 <i>", "b&5 <i>"), 6),
                    Web.of(other).json("/for?n=6&items=" + encoded("b&4 <i>,b&5 <i>")));
        }
    }

    @Test
    void similarItemsAreTheNearestRepresentations() throws IOException, InterruptedException {
        Table near = NearestNeighbors.items(RUN, Space.GENERAL, 4, 5);
        JsonObject answer = web.json("/similar?n=5&item=" + encoded("b&4 <i>"));
        assertEquals(
                near.intColumn("item").asList().stream()
                        .map(ServedRuns.DATA::itemId)
                        .toList(),
                Web.ids(answer, "items", "item"));
        assertEquals("item 4", answer.get("title").getAsString());
    }

    @Test
    void similarItemsOfAModelOfItemsAreThoseItWouldGiveForOne() throws IOException, InterruptedException {
        try (Server other = Server.of(ServedRuns.KNN).port(0).start()) {
            assertIsTable(
                    ServedRuns.KNN.recommendFor(List.of("a,6"), 5),
                    Web.of(other).json("/similar?n=5&item=" + encoded("a,6")));
        }
    }

    @Test
    void anExplanationIsTheOneOfTheAnalysis() throws IOException, InterruptedException {
        String item = RUN.recommend("C-3", 1).stringColumn("item").get(0);
        Explanation why = Explanation.of(RUN, "C-3", item);
        JsonObject answer = web.json("/explain?user=C-3&item=" + encoded(item));
        assertEquals(why.rank(), answer.get("rank").getAsInt());
        assertEquals(
                why.findings().sentences(),
                answer.getAsJsonArray("findings").asList().stream()
                        .map(JsonElement::getAsString)
                        .toList());
        assertEquals(why.purchases().stringColumn("item").asList(), Web.ids(answer, "purchases", "item"));
        assertTrue(answer.getAsJsonArray("purchases").get(0).getAsJsonObject().has("share %"));
    }

    @Test
    void aUserHasWhatIsInAnySplit() throws IOException, InterruptedException {
        JsonObject answer = web.json("/history?user=C-5&n=4");
        assertEquals(6, answer.get("count").getAsInt());
        assertEquals(4, answer.getAsJsonArray("items").size());
        Set<String> has = new HashSet<>(Web.ids(web.json("/history?user=C-5"), "items", "item"));
        assertEquals(6, has.size());
        assertTrue(Web.ids(web.json("/recommend?user=C-5&n=100"), "items", "item").stream()
                .noneMatch(has::contains));
    }

    @Test
    void aSearchFindsIdsThatBeginBeforeThoseThatContain() throws IOException, InterruptedException {
        assertEquals(List.of("C-3", "C-30", "C-31"), Web.ids(web.json("/users?q=c-3&n=3"), "users", "user"));
        assertEquals(List.of("C-7", "C-17"), Web.ids(web.json("/users?q=7&n=2"), "users", "user"));
        assertEquals(List.of("b&17 <i>"), Web.ids(web.json("/items?q=thing+%3Cb%3E17"), "items", "item"));
        assertEquals(List.of(), Web.ids(web.json("/items?q=nowhere"), "items", "item"));
    }

    @Test
    void itIsHealthyAndCounts() throws IOException, InterruptedException {
        JsonObject health = web.json("/health");
        assertEquals("ok", health.get("status").getAsString());
        assertEquals("LightGCN", health.get("model").getAsString());
        assertEquals(ServedRuns.ITEMS, health.get("items").getAsInt());
        String similar = "drepmrec_http_requests_total{path=\"/similar\",status=\"404\"}";
        double before = metric(web.get("/metrics").body(), similar);
        assertEquals(404, web.get("/similar?item=none").statusCode());
        HttpResponse<String> after = web.get("/metrics");
        assertEquals(before + 1, metric(after.body(), similar));
        assertTrue(after.headers().firstValue("Content-Type").orElse("").startsWith("text/plain; version=0.0.4"));
        assertTrue(after.body().contains("model=\"LightGCN\",data=\"a \\\"named\\\" shop\"} 1"), after.body());
        String of = "drepmrec_http_request_duration_seconds";
        assertEquals(
                metric(after.body(), of + "_count{path=\"/similar\"}"),
                metric(after.body(), of + "_bucket{path=\"/similar\",le=\"+Inf\"}"));
    }

    private static double metric(String text, String name) {
        Matcher line = Pattern.compile("(?m)^" + Pattern.quote(name) + " (.*)$").matcher(text);
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }

    @Test
    void aPictureIsASmallPngOrNone() throws IOException, InterruptedException {
        HttpResponse<String> picture = web.get("/picture?item=" + encoded("b&4 <i>"));
        assertEquals(200, picture.statusCode());
        assertEquals("image/png", picture.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(404, web.get("/picture?item=" + encoded("b&5 <i>")).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/shop.css", "/shop.js", "/shop.svg", "/health", "/metrics", "/nowhere"})
    void everyAnswerTellsBrowsersWhatTheyMayDo(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = web.get(path);
        assertEquals(path.equals("/nowhere") ? 404 : 200, answer.statusCode());
        assertTrue(answer.headers()
                .firstValue("Content-Security-Policy")
                .orElse("")
                .startsWith("default-src 'none'; script-src 'self';"));
        assertEquals(
                "nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
        assertEquals("DENY", answer.headers().firstValue("X-Frame-Options").orElse(""));
        assertTrue(answer.headers().firstValue("Server").isEmpty());
        assertTrue(answer.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
    }

    /** The content policy would stop them; nothing may be loaded from elsewhere. */
    @Test
    void thePageHasNoScriptOrStyleInIt() throws IOException, InterruptedException {
        String page = web.get("/").body().toLowerCase(Locale.ROOT);
        assertTrue(page.contains("src=\"/shop.js\"") && page.contains("href=\"/shop.css\""), page);
        assertFalse(page.contains("style=") || page.contains("onclick") || page.contains("http"), page);
        assertFalse(web.get("/shop.js").body().contains("innerHTML"));
    }

    @Test
    void headIsGetWithoutContent() throws IOException, InterruptedException {
        HttpResponse<String> head = web.send("HEAD", "/health");
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
    }

    @Test
    void whatTheModelHasNoFormulaForIsRefused() throws IOException, InterruptedException {
        try (Server popular =
                Server.of(ServedRuns.fit("Popularity", 1, 999)).port(0).start()) {
            Web there = Web.of(popular);
            assertEquals(200, there.get("/recommend?user=C-1").statusCode());
            for (String path : List.of("/for?items=a,3", "/similar?item=a,3", "/explain?user=C-1&item=a,3")) {
                HttpResponse<String> answer = there.get(path);
                assertEquals(501, answer.statusCode(), path);
                assertTrue(answer.body().contains("Popularity, which has no formula"), answer.body());
            }
        }
    }

    @Test
    void aPortThatIsTakenAndAHostThatIsNoneAreNamed() {
        String taken = assertThrows(
                        DataException.class,
                        () -> Server.of(RUN).port(server.port()).start())
                .getMessage();
        assertTrue(taken.startsWith("localhost:" + server.port() + ": a place that cannot be listened at"), taken);
        assertThrows(
                IllegalArgumentException.class,
                () -> Server.of(RUN).host("no such host").start());
        assertThrows(IllegalArgumentException.class, () -> Server.of(RUN).port(65_536));
        assertTrue(server.isLocal());
    }

    @Test
    void anotherHostIsNotOfThisMachineAlone() throws IOException, InterruptedException {
        try (Server open = Server.of(RUN).host("0.0.0.0").port(0).start()) {
            assertFalse(open.isLocal());
            assertEquals(200, Web.of(open).get("/health").statusCode());
        }
    }
}
