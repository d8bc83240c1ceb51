package org.drepmrec.notebook;

import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.drepmrec.analysis.AlignmentEpochs;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.Explanation;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.Picture;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.data.Summarized;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.explore.Explorer;
import org.drepmrec.model.Recommender;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * How values look as HTML, and as text where there is none.
 *
 * <p>A value is looked up by its class, then by its superclasses and their interfaces. A {@link Summarized} value
 * looks like its summary.
 */
public final class Rich {

    private static final int MOST_OPTIONS = 100;
    private static final Map<Class<?>, Function<Object, String>> FORMS = new ConcurrentHashMap<>();

    static {
        register(Table.class, TableHtml::of);
        register(ResultTable.class, ResultTableHtml::of);
        register(Findings.class, FindingsHtml::of);
        register(Figure.class, figure -> PlotHtml.of(figure));
        register(Chart.class, chart -> PlotHtml.of(chart));
        register(Picture.class, picture -> ImageHtml.ofSvg(picture.toSvg(), picture.title()));
        register(AlignmentEpochs.class, EpochSlider::of);
        register(BufferedImage.class, ImageHtml::of);
        register(Items.class, Items::html);
        register(ModelCard.class, ModelCard::html);
        register(Explanation.class, ExplanationHtml::of);
        register(Explorer.class, ExplorerHtml::of);
        register(Recommender.class, model -> TableHtml.of(ModelTable.of(model), MOST_OPTIONS, 0));
        register(Summarized.class, value -> TableHtml.of(value.summary()));
        register(Evaluation.class, evaluation -> TableHtml.of(evaluation.table()));
    }

    private Rich() {}

    /** Says how values of a class look; replaces what was said before. */
    public static <T> void register(Class<T> type, Function<? super T, String> html) {
        FORMS.put(type, value -> html.apply(type.cast(value)));
    }

    /** The value as HTML, or empty if it has no other form than its text. */
    public static Optional<String> html(Object value) {
        if (value == null) {
            return Optional.empty();
        }
        Function<Object, String> form = find(value.getClass());
        return Optional.ofNullable(form).map(f -> f.apply(value));
    }

    /** The value as text, for where HTML cannot be shown; a long table shows its first and last rows. */
    public static String text(Object value) {
        if (value instanceof Table table) {
            return table.print();
        }
        if (value instanceof RenderedImage image) {
            return "a picture of " + image.getWidth() + " x " + image.getHeight() + " pixels";
        }
        return value instanceof Figure ? "a plotly figure" : String.valueOf(value);
    }

    private static Function<Object, String> find(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            Function<Object, String> form = FORMS.get(each);
            for (Class<?> contract : each.getInterfaces()) {
                form = form == null ? find(contract) : form;
            }
            if (form != null) {
                return form;
            }
        }
        return null;
    }
}
