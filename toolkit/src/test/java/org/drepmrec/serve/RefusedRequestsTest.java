package org.drepmrec.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RefusedRequestsTest {

    private static Server server;
    private static Web web;

    @BeforeAll
    static void start() {
        server = Server.of(ServedRuns.KNN).port(0).start();
        web = Web.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonObject error(int status, String body) {
        JsonObject error = new Gson().fromJson(body, JsonObject.class).getAsJsonObject("error");
        assertEquals(status, error.get("status").getAsInt(), body);
        for (String part : List.of("what", "found", "expected", "remedy")) {
            assertFalse(error.get(part).getAsString().isEmpty(), body);
        }
        return error;
    }

    private static JsonObject refused(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/json; charset=utf-8",
                answer.headers().firstValue("Content-Type").orElseThrow());
        return error(status, answer.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            404 | user             | "C-99"               | /recommend?user=C-99
            404 | item             | "none"               | /similar?item=none
            404 | item             | "none"               | /for?items=none
            404 | item             | "none"               | /explain?user=C-1&item=none
            404 | path             | "/recommendation"    | /recommendation?user=C-1
            404 | path             | "/recommend/"        | /recommend/
            400 | parameter user   | nothing              | /recommend
            400 | parameter user   | nothing              | /recommend?user=
            400 | parameter item   | nothing              | /explain?user=C-1
            400 | parameter items  | 0 values             | /for
            400 | parameter items  | 0 values             | /for?items=,,
            400 | parameter n      | "101"                | /recommend?user=C-1&n=101
            400 | parameter n      | "0"                  | /recommend?user=C-1&n=0
            400 | parameter n      | "-1"                 | /similar?item=a,3&n=-1
            400 | parameter n      | "many"               | /users?n=many
            400 | parameter n      | "99999999999999999999" | /recommend?user=C-1&n=99999999999999999999
            400 | parameter n      | 2 values             | /recommend?user=C-1&n=1&n=2
            400 | parameter        | "usr"                | /recommend?usr=C-1
            400 | parameter        | "q"                  | /health?q=1
            """)
    void eachKindOfBadRequestIsRefusedInItsFourParts(int status, String what, String found, String path)
            throws IOException, InterruptedException {
        JsonObject error = refused(status, web.get(path));
        assertEquals(what, error.get("what").getAsString());
        assertEquals(found, error.get("found").getAsString());
    }

    @Test
    void anUnknownUserIsToldWhatUsersAreCalled() throws IOException, InterruptedException {
        JsonObject error = refused(404, web.get("/history?user=nobody"));
        assertEquals(
                "one of the 40 users of a \"named\" shop, such as \"C-0\"",
                error.get("expected").getAsString());
        assertEquals("search under /users?q=...", error.get("remedy").getAsString());
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /recommend?user=C-1, 'GET, HEAD'",
        "DELETE, /, 'GET, HEAD'",
        "PUT, /health, 'GET, HEAD'",
        "GET, /reload, POST"
    })
    void anotherMethodIsRefusedWithThoseThatAreAllowed(String method, String path, String allowed)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = web.send(method, path);
        refused(405, answer);
        assertEquals(allowed, answer.headers().firstValue("Allow").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../etc/passwd",
                "/..%2f..%2f..%2fetc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/shop.js/../../Server.class",
                "/shop.js%00.html",
                "//etc/passwd",
                "/Server.class",
                "/index.html"
            })
    void noPathLeadsToAnyOtherFile(String path) throws IOException {
        String answer = web.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 404 ") || answer.startsWith("HTTP/1.1 400 "), answer);
        error(Integer.parseInt(answer.substring(9, 12)), answer.substring(answer.indexOf("\r\n\r\n")));
    }

    @ParameterizedTest
    @CsvSource({"/recommend?user=%zz, 400", "/recommend?user=%C3%28, 400", "/recommend?user=%00, 404"})
    void whatCannotBeDecodedIsRefused(String path, int status) throws IOException {
        String answer = web.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        error(status, answer.substring(answer.indexOf("\r\n\r\n")));
    }

    @Test
    void whatIsTooLongIsRefused() throws IOException, InterruptedException {
        refused(400, web.get("/users?q=" + "x".repeat(Question.LONGEST + 1)));
        refused(414, web.get("/users?q=" + "x".repeat(10_000)));
        refused(431, web.send("GET", "/health", "X-Long", "x".repeat(10_000)));
        String many =
                IntStream.range(0, Endpoints.MOST + 1).mapToObj(i -> "x" + i).collect(Collectors.joining(","));
        assertEquals(
                "101 values",
                refused(400, web.get("/for?items=" + many)).get("found").getAsString());
    }

    @Test
    void whatIsNoHttpIsRefused() throws IOException {
        String answer = web.raw("NONSENSE\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        error(400, answer.substring(answer.indexOf("\r\n\r\n")));
    }

    /** A name of another site that was made to lead to this machine. */
    @Test
    void aRequestToAnotherNameIsRefused() throws IOException {
        String answer = web.raw("GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
        assertEquals(
                "\"evil.example\"",
                error(403, answer.substring(answer.indexOf("\r\n\r\n")))
                        .get("found")
                        .getAsString());
        for (String host : List.of("localhost", "127.0.0.1", "LOCALHOST:" + server.port())) {
            String good = web.raw("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertTrue(good.startsWith("HTTP/1.1 200 "), host + good);
        }
    }

    @Test
    void aPageOfAnotherSiteCannotReload() throws IOException, InterruptedException {
        assertEquals(
                "origin",
                refused(403, web.send("POST", "/reload", "Origin", "https://evil.example"))
                        .get("what")
                        .getAsString());
        String own = "http://localhost:" + server.port();
        assertEquals(
                "a server of a model in memory",
                refused(409, web.send("POST", "/reload", "Origin", own))
                        .get("found")
                        .getAsString());
    }

    @Test
    void whatIsSentAlongIsNotRead() throws IOException {
        String answer = web.raw(
                "POST /reload HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 5000000000\r\n\r\nx");
        assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
    }
}
