package org.drepmrec.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.Plots;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** What cells show, by the renderers that the kernels themselves use. */
class AdaptersTest {

    private static final String HTML = "text/html";
    private static final String TEXT = "text/plain";
    private static final String PNG = "image/png";

    private static final Map<String, Object> VALUES = values();

    /** A kernel's renderer: the forms of a value that is a cell's result, and those that a cell asks for. */
    record Host(
            String name, Function<Object, Map<String, String>> shown, Function<Object, Map<String, String>> asHtml) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Host> hosts() {
        return Stream.of(baseKernel(), jjava());
    }

    private static Host baseKernel() {
        var renderer = new io.github.spencerpark.jupyter.kernel.display.Renderer();
        io.github.spencerpark.jupyter.kernel.display.common.Image.registerAll(renderer);
        io.github.spencerpark.jupyter.kernel.display.common.Text.registerAll(renderer);
        BaseKernelAdapter.register(renderer);
        Function<io.github.spencerpark.jupyter.kernel.display.DisplayData, Map<String, String>> forms = data ->
                forms(type -> data.getData(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.parse(type)));
        return new Host(
                "jupyter-jvm-basekernel",
                value -> forms.apply(renderer.render(value)),
                value -> forms.apply(renderer.renderAs(value, HTML)));
    }

    private static Host jjava() {
        var renderer = new org.dflib.jjava.jupyter.kernel.display.Renderer();
        org.dflib.jjava.jupyter.kernel.display.common.Image.registerAll(renderer);
        org.dflib.jjava.jupyter.kernel.display.common.Text.registerAll(renderer);
        JJavaExtension.register(renderer);
        Function<org.dflib.jjava.jupyter.kernel.display.DisplayData, Map<String, String>> forms =
                data -> forms(type -> data.getData(org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.parse(type)));
        return new Host(
                "jjava-jupyter",
                value -> forms.apply(renderer.render(value)),
                value -> forms.apply(renderer.renderAs(value, HTML)));
    }

    private static Map<String, String> forms(Function<String, Object> data) {
        Map<String, String> forms = new HashMap<>();
        for (String type : List.of(HTML, TEXT, PNG)) {
            if (data.apply(type) != null) {
                forms.put(type, data.apply(type).toString());
            }
        }
        return forms;
    }

    private static Map<String, Object> values() {
        MultimodalDataset data = Tiny.shop(30, 24, 1, Modality.VISUAL, Modality.TEXTUAL);
        Graphs graphs = Graphs.builder(data).neighbors(4).build();
        Recommender model = DRepMRec.builder(graphs).embeddingSize(8).build();
        TrainedModel run = Trainer.builder(model)
                .engine("PyTorch")
                .device("cpu")
                .epochs(2)
                .quiet()
                .build()
                .fit();
        Chart chart = Plots.loss(run);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("table", Table.create("numbers", IntColumn.create("n", 1, 2)));
        values.put(
                "result table",
                ResultTable.builder("results", "model", List.of("a", "b"))
                        .measured("Recall@20", new double[] {0.25, 0.5}, new double[] {0.01, 0.01})
                        .build());
        values.put("chart", chart);
        values.put("figure", chart.figure());
        values.put("data set", data);
        values.put("graphs", graphs);
        values.put("model", model);
        values.put("run", run);
        values.put("evaluation", run.evaluation(Split.TEST));
        values.put("items", Items.of(data, 1, 2));
        return values;
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void everyRichValueIsShownAsHtmlAndAsText(Host host) {
        VALUES.forEach((name, value) -> {
            Map<String, String> forms = host.shown().apply(value);
            assertEquals(Set.of(HTML, TEXT), forms.keySet(), name);
            assertTrue(forms.get(HTML).contains("</"), () -> name + ": " + forms.get(HTML));
            assertFalse(forms.get(TEXT).isBlank(), name);
            assertFalse(forms.get(TEXT).matches("(?s).*@[0-9a-f]{4,}.*"), () -> name + ": " + forms.get(TEXT));
            assertTrue(host.asHtml().apply(value).containsKey(HTML), name + ": asked for as HTML");
        });
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void theFormsSayWhatTheValueHolds(Host host) {
        assertTrue(html(host, "table").contains(">2</td>"));
        assertTrue(html(host, "result table").contains("<b>0.5000"));
        assertTrue(
                html(host, "chart").contains("<img alt=") && html(host, "chart").contains("DRepMRecPlotly"));
        assertTrue(html(host, "data set").contains(">24</td>"));
        assertTrue(html(host, "graphs").contains("behavior"));
        assertTrue(html(host, "model").contains(">embeddingSize</td>"));
        assertTrue(html(host, "run").contains("best epoch"));
        assertTrue(html(host, "evaluation").contains("Recall@20"));
        assertTrue(html(host, "items").contains("item 2<"));
        assertTrue(host.shown().apply(VALUES.get("table")).get(TEXT).contains("n"));
    }

    private static String html(Host host, String name) {
        return host.shown().apply(VALUES.get(name)).get(HTML);
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void aPictureStaysAPicture(Host host) {
        BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        assertEquals(Set.of(PNG, TEXT), host.shown().apply(picture).keySet());
        assertEquals("a picture of 3 x 2 pixels", host.shown().apply(picture).get(TEXT));
        assertTrue(host.asHtml().apply(picture).get(HTML).startsWith("<img "));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void ordinaryValuesKeepTheirText(Host host) {
        assertEquals(Map.of(TEXT, "7"), host.shown().apply(7));
        assertEquals(Map.of(TEXT, "<b>"), host.shown().apply("<b>"));
        assertEquals(Map.of(TEXT, "[1, 2]"), host.shown().apply(List.of(1, 2)));
    }
}
