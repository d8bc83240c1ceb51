package org.drepmrec.serve;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.drepmrec.io.JsonText;

/**
 * What is sent back.
 *
 * @param status of HTTP
 * @param type the content type
 * @param body the content
 * @param headers beyond those that every answer has
 */
record Answer(int status, String type, byte[] body, Map<String, String> headers) {

    static Answer json(int status, Object value) {
        return new Answer(
                status,
                "application/json; charset=utf-8",
                JsonText.of(value).getBytes(StandardCharsets.UTF_8),
                Map.of());
    }

    static Answer of(String type, byte[] body) {
        return new Answer(200, type, body, Map.of());
    }

    Answer with(String header, String value) {
        return new Answer(status, type, body, Map.of(header, value));
    }
}
