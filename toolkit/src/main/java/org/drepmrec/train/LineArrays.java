package org.drepmrec.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.io.DataException;
import org.drepmrec.model.Representations;

/** Representations and parameters among the arrays of a folder, under a common prefix. */
final class LineArrays {

    /** Before the name of a modality. */
    private static final String PART = "modal.";

    private LineArrays() {}

    static void put(Map<String, ParameterValues> arrays, String prefix, Representations r) {
        arrays.put(prefix + "general", matrix(r, r.general()));
        r.behavior().ifPresent(line -> arrays.put(prefix + "behavior", matrix(r, line)));
        r.modal().ifPresent(line -> arrays.put(prefix + "modal", matrix(r, line)));
        r.modalities().forEach((m, line) -> arrays.put(prefix + PART + m, matrix(r, line)));
    }

    static <V> void putAll(Map<String, V> arrays, String prefix, Map<String, V> named) {
        named.forEach((name, values) -> arrays.put(prefix + name, values));
    }

    private static ParameterValues matrix(Representations r, Representations.Line line) {
        return new ParameterValues(r.users() + r.items(), line.size(), line.values());
    }

    static Representations representations(
            Path folder, Map<String, ParameterValues> arrays, String prefix, MultimodalDataset data, String remedy) {
        Representations.Line[] lines = new Representations.Line[3];
        String[] names = {"general", "behavior", "modal"};
        for (int k = 0; k < names.length; k++) {
            String name = prefix + names[k];
            if (k == 0 || arrays.containsKey(name)) {
                lines[k] = line(folder, arrays, name, data, remedy);
            }
        }
        Map<Modality, Representations.Line> parts = new LinkedHashMap<>();
        for (Modality m : data.modalities()) {
            String name = prefix + PART + m;
            if (arrays.containsKey(name)) {
                parts.put(m, line(folder, arrays, name, data, remedy));
            }
        }
        return new Representations(data.users(), data.items(), lines[0], lines[1], lines[2], parts);
    }

    private static Representations.Line line(
            Path folder, Map<String, ParameterValues> arrays, String name, MultimodalDataset data, String remedy) {
        ParameterValues a = arrays.get(name);
        int rows = data.users() + data.items();
        if (a == null || a.rows() != rows) {
            throw DataException.of(
                    folder.resolve(name + ".npy").toString(),
                    a == null ? "no such array" : a.rows() + " rows",
                    rows + " (users and items of " + data.name() + ")",
                    remedy);
        }
        return new Representations.Line(a.values(), a.cols());
    }

    /** The arrays below a prefix, by the rest of their names. */
    static <V> Map<String, V> below(String prefix, Map<String, V> arrays) {
        Map<String, V> found = new LinkedHashMap<>();
        arrays.forEach((name, a) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), a);
            }
        });
        return found;
    }
}
