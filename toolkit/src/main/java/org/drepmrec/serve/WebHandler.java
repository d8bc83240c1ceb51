package org.drepmrec.serve;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Between Jetty's requests and the endpoints. */
final class WebHandler extends Handler.Abstract {

    private static final Map<String, String> ALWAYS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY");

    private final Gate gate;
    private final Endpoints endpoints;
    private final Traffic traffic;

    WebHandler(Gate gate, Endpoints endpoints, Traffic traffic) {
        this.gate = gate;
        this.endpoints = endpoints;
        this.traffic = traffic;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        long begin = System.nanoTime();
        String path = Request.getPathInContext(request);
        Answer answer = answer(request, path);
        traffic.add(endpoints.known(path), answer.status(), System.nanoTime() - begin);
        send(answer, response, callback);
        return true;
    }

    private Answer answer(Request request, String path) {
        try {
            gate.check(
                    request.getMethod(),
                    path,
                    Request.getServerName(request),
                    request.getHttpURI().getAuthority(),
                    request.getHeaders().get(HttpHeader.ORIGIN),
                    isFromHere(request.getConnectionMetaData()));
        } catch (Refusal refusal) {
            return refusal.answer();
        }
        return endpoints.answer(request.getMethod(), path, () -> parameters(request));
    }

    private static boolean isFromHere(ConnectionMetaData connection) {
        return connection.getRemoteSocketAddress() instanceof InetSocketAddress from
                && connection.getLocalSocketAddress() instanceof InetSocketAddress to
                && (from.getAddress().isLoopbackAddress() || from.getAddress().equals(to.getAddress()));
    }

    private static Map<String, List<String>> parameters(Request request) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        try {
            Request.extractQueryParameters(request, StandardCharsets.UTF_8)
                    .forEach(field -> all.put(field.getName(), field.getValues()));
        } catch (RuntimeException e) {
            throw new Refusal(
                    400, "query", "one that cannot be decoded", "UTF-8 in percent-encoding", "encode each value");
        }
        return all;
    }

    static void send(Answer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        HttpFields.Mutable headers = response.getHeaders();
        ALWAYS.forEach(headers::put);
        headers.put(new HttpField(HttpHeader.CONTENT_TYPE, answer.type()));
        answer.headers().forEach(headers::put);
        headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }
}
