package org.drepmrec;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which package may use which: one row per package, subpackages belong to the longest row that names them.
 *
 * <p>What a package may use, it may use transitively, libraries excepted: those are listed with the packages that may
 * use them, and a library that is not listed may be used by none.
 */
final class Layers extends ArchCondition<JavaClass> {

    private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();
    private static final Map<String, List<String>> LIBRARY_USERS = new LinkedHashMap<>();

    static {
        MAY_USE.put("sparse", List.of());
        MAY_USE.put("option", List.of());
        MAY_USE.put("io", List.of());
        MAY_USE.put("code", List.of("io"));
        MAY_USE.put("data", List.of("sparse", "io"));
        MAY_USE.put("data.split", List.of("data"));
        MAY_USE.put("data.io", List.of("data"));
        MAY_USE.put("data.io.picture.encoder", List.of("data.io"));
        MAY_USE.put("data.io.amazon", List.of("data.io"));
        MAY_USE.put("data.io.amazon.sentence", List.of("data.io.amazon"));
        MAY_USE.put("data.io.amazon.download", List.of("data.io.amazon", "data.io.amazon.sentence"));
        MAY_USE.put(
                "data.io.own",
                List.of("data.io.amazon", "data.io.amazon.sentence", "data.io.picture.encoder", "data.split"));
        MAY_USE.put("graph.similarity", List.of("data", "sparse"));
        MAY_USE.put("graph", List.of("graph.similarity", "code"));
        MAY_USE.put("engine", List.of("sparse"));
        MAY_USE.put("model", List.of("graph", "engine", "eval"));
        MAY_USE.put("model.align", List.of("model"));
        MAY_USE.put("model.drepmrec", List.of("model", "model.align"));
        MAY_USE.put("model.baseline", List.of("model"));
        MAY_USE.put("model.recent", List.of("model"));
        MAY_USE.put("model.floor", List.of("model"));
        MAY_USE.put("model.related", List.of("model"));
        MAY_USE.put("eval", List.of("data"));
        MAY_USE.put("train", List.of("model", "eval"));
        MAY_USE.put("analysis", List.of("train", "eval", "model.floor", "model.drepmrec"));
        MAY_USE.put("run", List.copyOf(MAY_USE.keySet()));
        MAY_USE.put("paper", List.of("run"));
        MAY_USE.put("serve", List.of("analysis", "data.io"));
        MAY_USE.put("explore", List.of("analysis", "data.io"));
        MAY_USE.put("notebook", List.of("explore"));
        MAY_USE.put("cli", List.copyOf(MAY_USE.keySet()));

        List<String> allButSparseAndOption = MAY_USE.keySet().stream()
                .filter(p -> !p.equals("sparse") && !p.equals("option"))
                .toList();
        List<String> models = List.of(
                "model",
                "model.align",
                "model.drepmrec",
                "model.baseline",
                "model.recent",
                "model.related",
                "model.floor");
        List<String> fromAnalysisOn = List.of("analysis", "run", "paper", "notebook", "cli");
        LIBRARY_USERS.put("java.", List.copyOf(MAY_USE.keySet()));
        LIBRARY_USERS.put("javax.", List.copyOf(MAY_USE.keySet()));
        LIBRARY_USERS.put("org.objectweb.asm.", List.of("code"));
        LIBRARY_USERS.put("org.slf4j.", allButSparseAndOption);
        LIBRARY_USERS.put("tech.tablesaw.", allButSparseAndOption);
        LIBRARY_USERS.put("tech.tablesaw.plotly.", fromAnalysisOn);
        LIBRARY_USERS.put("com.google.gson.", List.of("io"));
        LIBRARY_USERS.put("com.drew.", List.of("data.io"));
        LIBRARY_USERS.put("org.apache.commons.codec.", List.of("io"));
        LIBRARY_USERS.put("org.apache.commons.io.", List.of("io"));
        LIBRARY_USERS.put(
                "ai.djl.",
                concat(List.of("engine", "train", "data.io.amazon.sentence", "data.io.picture.encoder"), models));
        LIBRARY_USERS.put("ai.djl.mxnet.", List.of("engine"));
        LIBRARY_USERS.put("ai.djl.pytorch.", List.of("engine"));
        LIBRARY_USERS.put("com.sun.jna.", List.of("engine"));
        LIBRARY_USERS.put("org.apache.commons.math3.", List.of("data.io.amazon", "analysis"));
        LIBRARY_USERS.put("smile.", List.of("analysis", "run", "paper"));
        LIBRARY_USERS.put("org.apache.commons.statistics.", List.of("analysis"));
        LIBRARY_USERS.put("io.github.spencerpark.", List.of("notebook"));
        LIBRARY_USERS.put("org.dflib.jjava.", List.of("notebook"));
        LIBRARY_USERS.put("org.rapaio.", List.of("notebook"));
        LIBRARY_USERS.put("org.eclipse.jetty.", List.of("serve"));
        LIBRARY_USERS.put("picocli.", List.of("cli"));
    }

    private final String root;

    /** The rules for the packages under a root. */
    Layers(String root) {
        super("use only what its package's row allows");
        this.root = root + ".";
    }

    @Override
    public void check(JavaClass user, ConditionEvents events) {
        Optional<String> row = row(user);
        if (row.isEmpty()) {
            report(user, user.getName() + " is in a package without a row; give it one", events);
            return;
        }
        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
            JavaClass used = dependency.getTargetClass().getBaseComponentType();
            if (!used.isPrimitive() && !allowed(row.get(), used)) {
                report(user, row.get() + " may not use " + used.getName() + ": " + dependency.getDescription(), events);
            }
        }
    }

    private static void report(JavaClass user, String message, ConditionEvents events) {
        events.add(SimpleConditionEvent.violated(user, message));
    }

    private boolean allowed(String row, JavaClass used) {
        if (used.getName().startsWith(root)) {
            return row(used).filter(reachable(row)::contains).isPresent();
        }
        return longestPrefix(LIBRARY_USERS.keySet(), used.getName())
                .filter(library -> LIBRARY_USERS.get(library).contains(row))
                .isPresent();
    }

    private Optional<String> row(JavaClass type) {
        if (!type.getName().startsWith(root)) {
            return Optional.empty();
        }
        String inside = type.getPackageName()
                .substring(Math.min(root.length(), type.getPackageName().length()));
        return MAY_USE.keySet().stream()
                .filter(p -> (inside + ".").startsWith(p + "."))
                .max(Comparator.comparingInt(String::length));
    }

    private static Set<String> reachable(String row) {
        Set<String> found = new HashSet<>(Set.of(row));
        MAY_USE.get(row).forEach(p -> found.addAll(reachable(p)));
        if (!row.equals("sparse")) {
            found.add("option");
        }
        return found;
    }

    private static Optional<String> longestPrefix(Set<String> prefixes, String name) {
        return prefixes.stream().filter(name::startsWith).max(Comparator.comparingInt(String::length));
    }

    private static List<String> concat(List<String> a, List<String> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }
}
