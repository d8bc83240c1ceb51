package org.drepmrec.cli;

import java.util.Iterator;
import org.drepmrec.model.Models;
import picocli.CommandLine.Option;

/** Which model a command works with. */
final class ModelArgument {

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = "DRepMRec",
            completionCandidates = Names.class,
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private String name;

    String name() {
        return name;
    }

    /** What the help lists. */
    static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Models.names().iterator();
        }
    }
}
