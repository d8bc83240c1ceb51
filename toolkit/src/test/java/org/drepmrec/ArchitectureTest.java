package org.drepmrec;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.drepmrec.data.Summarized;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/** One direction of dependency; the classes under {@code layered} are a small shop of violations, one each. */
class ArchitectureTest {

    private static final String FIXTURE = "org.drepmrec.layered";
    private static List<String> fixtureViolations;

    @BeforeAll
    static void checkTheFixture() {
        JavaClasses fixture = new ClassFileImporter().importPackages(FIXTURE);
        fixtureViolations = classes()
                .should(new Layers(FIXTURE))
                .evaluate(fixture)
                .getFailureReport()
                .getDetails();
    }

    @Test
    void packagesUseOnlyWhatTheirRowAllows() {
        JavaClasses production = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.drepmrec");
        assertTrue(production.contain("org.drepmrec.sparse.Csr"), "production classes were not found");
        assertTrue(production.stream().noneMatch(c -> c.getName().startsWith(FIXTURE)), "test classes were imported");
        classes().should(new Layers("org.drepmrec")).check(production);
    }

    /** Notebooks show them by the interface. */
    @Test
    void whatHasASummaryIsSummarized() {
        JavaClasses production = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.drepmrec");
        classes()
                .that(DescribedPredicate.describe("have a public summary()", (JavaClass c) -> c.getMethods().stream()
                        .anyMatch(m -> m.getName().equals("summary")
                                && m.getModifiers().contains(JavaModifier.PUBLIC)
                                && m.getRawReturnType().isEquivalentTo(Table.class))))
                .should()
                .beAssignableTo(Summarized.class)
                .check(production);
    }

    @ParameterizedTest
    @CsvSource({
        "sparse may not use org.slf4j.Logger, sparse.Logs",
        "sparse may not use org.drepmrec.layered.option.Setting, sparse.HasOption",
        "option may not use tech.tablesaw.api.Table, option.HasTable",
        "data may not use org.drepmrec.layered.data.io.sample.Allowed, data.Reads",
        "graph may not use org.drepmrec.layered.train.Loop, graph.LooksForward",
        "eval may not use ai.djl.ndarray.NDArray, eval.Scores",
        "analysis may not use ai.djl.ndarray.NDArray, analysis.ReturnsArray",
        "model.align may not use org.drepmrec.layered.model.drepmrec.Aligned, model.align.LooksForward",
        "model.drepmrec may not use ai.djl.pytorch.engine.PtEngine, model.drepmrec.PicksEngine",
        "train may not use ai.djl.mxnet.engine.MxEngine, train.PicksEngine",
        "train may not use tech.tablesaw.plotly.components.Figure, train.Plots",
        "data may not use org.junit.jupiter.api.Test, data.UnlistedLibrary"
    })
    void aForbiddenUseIsFound(String message, String culprit) {
        String name = FIXTURE + "." + culprit;
        assertTrue(
                fixtureViolations.stream().anyMatch(v -> v.startsWith(message + ":") && v.contains("<" + name)),
                () -> message + " not among " + String.join("\n", fixtureViolations));
    }

    @Test
    void aPackageWithoutARowIsFound() {
        assertEquals(
                List.of(FIXTURE + ".stray.Homeless is in a package without a row; give it one"),
                fixtureViolations.stream().filter(v -> v.contains("stray")).toList());
    }

    @Test
    void allowedUsesPass() {
        for (String innocent : List.of("data.io.sample.Allowed", "model.drepmrec.Aligned", "train.Loop")) {
            String name = "Method <" + FIXTURE + "." + innocent;
            assertEquals(
                    List.of(),
                    fixtureViolations.stream().filter(v -> v.contains(name)).toList());
        }
    }
}
