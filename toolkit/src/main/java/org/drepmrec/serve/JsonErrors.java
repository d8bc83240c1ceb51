package org.drepmrec.serve;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, in the form of all other errors: what is no HTTP, is too long, or comes during the shutdown. */
final class JsonErrors extends ErrorHandler {

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        WebHandler.send(answer(code, message), response, callback);
    }

    private static Answer answer(int status, String reason) {
        boolean stopping = status == HttpStatus.SERVICE_UNAVAILABLE_503;
        return new Refusal(
                        status,
                        "request",
                        reason == null ? HttpStatus.getMessage(status) : reason,
                        stopping ? "a server that goes on" : "a request of HTTP/1.1 of at most 8 kB",
                        stopping ? "ask again when it has started" : "correct or shorten it")
                .answer();
    }
}
