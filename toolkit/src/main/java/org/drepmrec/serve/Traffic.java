package org.drepmrec.serve;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What was answered and how long it took, in the text format of Prometheus. */
final class Traffic {

    /** Upper ends in seconds, as Prometheus's own libraries have them, with 1 and 2.5 ms added. */
    private static final double[] ENDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    private static final String REQUESTS = "drepmrec_http_requests_total";
    private static final String DURATION = "drepmrec_http_request_duration_seconds";

    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final Map<String, Durations> durations = new ConcurrentHashMap<>();

    /** Of one path; the last bucket has no end. */
    private static final class Durations {

        private final LongAdder[] buckets = new LongAdder[ENDS.length + 1];
        private final LongAdder nanos = new LongAdder();

        private Durations() {
            for (int b = 0; b < buckets.length; b++) {
                buckets[b] = new LongAdder();
            }
        }

        private void add(long time) {
            int b = 0;
            while (b < ENDS.length && time > ENDS[b] * 1e9) {
                b++;
            }
            buckets[b].increment();
            nanos.add(time);
        }
    }

    /**
     * Counts an answer.
     *
     * @param path one of those that are known, so that their number is bounded
     * @param nanos from when the request was read to when the answer was ready
     */
    void add(String path, int status, long nanos) {
        answers.computeIfAbsent("path=\"" + path + "\",status=\"" + status + "\"", p -> new LongAdder())
                .increment();
        durations.computeIfAbsent(path, p -> new Durations()).add(nanos);
    }

    String text(ServedModel model, long replaced) {
        StringBuilder text = new StringBuilder();
        head(text, REQUESTS, "counter", "Requests that were answered.");
        new TreeMap<>(answers).forEach((labels, count) -> line(text, REQUESTS, labels, count.sum()));
        head(text, DURATION, "histogram", "Seconds from reading a request to having its answer.");
        new TreeMap<>(durations).forEach((path, times) -> {
            String label = "path=\"" + path + "\"";
            long sum = 0;
            for (int b = 0; b < times.buckets.length; b++) {
                sum += times.buckets[b].sum();
                line(
                        text,
                        DURATION + "_bucket",
                        label + ",le=\"" + (b < ENDS.length ? Double.toString(ENDS[b]) : "+Inf") + "\"",
                        sum);
            }
            line(text, DURATION + "_sum", label, times.nanos.sum() / 1e9);
            line(text, DURATION + "_count", label, sum);
        });
        head(text, "drepmrec_model_info", "gauge", "The model that answers.");
        line(
                text,
                "drepmrec_model_info",
                "model=\"" + escape(model.name()) + "\",data=\"" + escape(model.dataName()) + "\"",
                1);
        head(text, "drepmrec_model_loaded_timestamp_seconds", "gauge", "When it was loaded, since 1970.");
        line(text, "drepmrec_model_loaded_timestamp_seconds", "", model.since().toEpochMilli() / 1e3);
        head(text, "drepmrec_model_replaced_total", "counter", "Models that took the place of another.");
        line(text, "drepmrec_model_replaced_total", "", replaced);
        return text.toString();
    }

    private static void head(StringBuilder text, String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void line(StringBuilder text, String name, String labels, Number value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append(value).append('\n');
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
