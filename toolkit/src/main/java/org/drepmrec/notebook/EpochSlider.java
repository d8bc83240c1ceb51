package org.drepmrec.notebook;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.analysis.AlignmentEpochs;

/**
 * The epochs of an alignment with a slider and a button that plays them. The script needs no library: it
 * draws the last epoch and moves its points. Where no script runs, a still picture of three epochs stands there.
 */
final class EpochSlider {

    private static final String SCRIPT =
            """
            <script>(function () {
            var place = document.getElementById('%ID%');
            var names = [%NAMES%];
            var frames = [%FRAMES%];
            var code = atob('%LAST%');
            var svg = new TextDecoder().decode(Uint8Array.from(code, function (c) { return c.charCodeAt(0); }));
            place.innerHTML = svg + '<div style="display:flex;gap:10px;align-items:center;max-width:692px">'
                + '<button type="button">play</button>'
                + '<input type="range" min="0" step="1" style="flex:1" aria-label="epoch"></div>';
            var all = function (what) { return place.querySelectorAll('g.' + what); };
            var caption = all('epoch')[0].querySelector('text');
            var links = all('links')[0].querySelectorAll('line');
            var dots = [all('behavior')[0].querySelectorAll('circle'), all('modal')[0].querySelectorAll('circle')];
            var slider = place.querySelector('input'), button = place.querySelector('button'), timer = null;
            function show(at) {
                var low = Math.floor(at), high = Math.min(low + 1, frames.length - 1), part = at - low;
                caption.textContent = names[Math.round(at)];
                var n = links.length;
                for (var k = 0; k < 2 * n; k++) {
                    var x = ((1 - part) * frames[low][2 * k] + part * frames[high][2 * k]) / 10;
                    var y = ((1 - part) * frames[low][2 * k + 1] + part * frames[high][2 * k + 1]) / 10;
                    var line = k < n ? 0 : 1, dot = dots[line][k % n], link = links[k % n];
                    dot.setAttribute('cx', x); dot.setAttribute('cy', y);
                    link.setAttribute('x' + (line + 1), x); link.setAttribute('y' + (line + 1), y);
                }
            }
            function stop() { clearInterval(timer); timer = null; button.textContent = 'play'; }
            slider.max = frames.length - 1; slider.value = frames.length - 1;
            slider.addEventListener('input', function () { stop(); show(+slider.value); });
            button.addEventListener('click', function () {
                if (timer) { stop(); return; }
                var at = +slider.value >= frames.length - 1 ? 0 : +slider.value;
                button.textContent = 'stop';
                timer = setInterval(function () {
                    at = Math.min(at + 0.1, frames.length - 1);
                    slider.value = Math.round(at);
                    show(at);
                    if (at >= frames.length - 1) stop();
                }, 50);
            });
            show(frames.length - 1);
            })();</script>
            """;

    private EpochSlider() {}

    static String of(AlignmentEpochs epochs) {
        List<AlignmentEpochs.Frame> frames = epochs.frames();
        String id = "epochs_" + UUID.randomUUID().toString().replace("-", "");
        String names = frames.stream().map(f -> quoted(f.name())).collect(Collectors.joining(", "));
        String points = frames.stream().map(EpochSlider::points).collect(Collectors.joining(",\n"));
        return "<div id='" + id + "'>" + ImageHtml.ofSvg(epochs.toSvg(), epochs.title()) + "</div>\n"
                + SCRIPT.replace("%ID%", id)
                        .replace("%NAMES%", names)
                        .replace("%LAST%", base64(epochs.lastSvg()))
                        .replace("%FRAMES%", points);
    }

    private static String base64(String svg) {
        return Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }

    /** x and y of all behavior points, then of all modal points, in tenths of a pixel. */
    private static String points(AlignmentEpochs.Frame frame) {
        return Stream.of(frame.behavior(), frame.modal())
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .mapToObj(v -> Long.toString(Math.round(10 * v)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** As a literal of JavaScript that cannot end the script. */
    private static String quoted(String text) {
        return text.chars()
                .mapToObj(c -> c < 32 || c > 126 || "'\\<>&".indexOf(c) >= 0
                        ? String.format("\\u%04x", c)
                        : String.valueOf((char) c))
                .collect(Collectors.joining("", "'", "'"));
    }
}
