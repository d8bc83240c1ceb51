package org.drepmrec.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What this module stands on. That the toolkit knows nothing of it is a matter of its pom. */
class LayersTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.drepmrec.spark");

    @Test
    void theModuleUsesPublicPartsOfTheToolkitAndSpark() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "scala..",
                        "picocli..",
                        "org.apache.spark..",
                        "org.apache.hadoop..",
                        "org.drepmrec.spark..",
                        "org.drepmrec.io..",
                        "org.drepmrec.sparse..",
                        "org.drepmrec.data..",
                        "org.drepmrec.eval..",
                        "org.drepmrec.graph.similarity..",
                        "org.drepmrec.model..",
                        "org.drepmrec.train..",
                        "org.drepmrec.cli..")
                .check(MODULE);
    }

    /** Of the command line, nothing is needed by a program or a notebook. */
    @Test
    void onlyCommandsUsePicocli() {
        classes()
                .that()
                .haveNameNotMatching(".*Command(\\$.*)?")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("picocli..", "org.drepmrec.cli..")
                .check(MODULE);
    }
}
