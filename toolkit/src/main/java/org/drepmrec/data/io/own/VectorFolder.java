package org.drepmrec.data.io.own;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.OwnIds;
import org.drepmrec.io.DataException;
import org.drepmrec.io.NpyArray;
import org.drepmrec.io.NpyReader;
import org.drepmrec.io.Places;
import org.drepmrec.io.Sha256;

/**
 * A folder with {@code ID.npy} for each item, as Ducho writes it: {@code OUTPUT/BACKEND/MODEL/LAYER/ID.npy}, each a vector of d
 * numbers or a matrix of 1 x d.
 *
 * <p>Source: Malitesta et al., Ducho: A Unified Framework for the Extraction of Multimodal Features in Recommendation (2023),
 * {@code create_output_file} of its code.
 *
 * @param folder that one or any above it, if only one folder below has such files
 */
record VectorFolder(Modality modality, Path folder) implements FeatureSource {

    private static final String SUFFIX = ".npy";

    /** Levels below the folder: backend, owner and name of the model, layer, and one more. */
    private static final int DEEPEST = 6;

    private static final int SHOWN = 5;

    @Override
    public ItemFeatures read(OwnIds ids, Map<String, String> hashes) {
        Path leaf = leaf();
        String source = leaf.equals(folder) ? Places.name(folder) : Places.name(folder) + "/" + folder.relativize(leaf);
        Set<String> known = Set.copyOf(ids.items());
        SortedSet<String> others = new TreeSet<>();
        VectorsById vectors = new VectorsById(source, ids.items(), 1);
        Sha256 hash = new Sha256();
        for (Path file : files(leaf)) {
            String name = Places.name(file);
            String id = name.substring(0, name.length() - SUFFIX.length());
            if (!known.contains(id)) {
                others.add(id);
                continue;
            }
            String where = source + "/" + name;
            NpyArray array = NpyReader.read(file);
            int[] shape = array.shape();
            if (shape.length == 3 || (shape.length == 2 && shape[0] != 1)) {
                String sizes = IntStream.of(shape).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
                throw DataException.of(
                        where,
                        (shape.length == 2 ? "a matrix of " : "an array of ") + sizes,
                        "one vector",
                        "compute the features of a layer that gives one, such as avgpool or pooler_output");
            }
            hash.add(id).add(array.sha256());
            vectors.put(ids.item(id), where, array.values(), 0, array.values().length);
        }
        hashes.put(source, hash.hex());
        return vectors.finish(modality, "file", others);
    }

    /** The one folder that has the files. */
    private Path leaf() {
        if (!Files.isDirectory(folder)) {
            throw DataException.of(
                    Places.name(folder),
                    "no such folder",
                    "a folder of .npy files named by the items",
                    "check the path");
        }
        TreeSet<Path> leaves = new TreeSet<>();
        try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
            all.filter(VectorFolder::isVector).forEach(file -> leaves.add(file.getParent()));
        } catch (IOException e) {
            throw DataException.unreadable(Places.name(folder), e);
        } catch (UncheckedIOException e) {
            throw DataException.unreadable(Places.name(folder), e.getCause());
        }
        if (leaves.size() == 1) {
            return leaves.first();
        }
        List<String> shown = leaves.stream()
                .limit(SHOWN)
                .map(p -> folder.relativize(p).toString())
                .toList();
        throw DataException.of(
                Places.name(folder),
                leaves.isEmpty()
                        ? "no .npy file"
                        : leaves.size() + " folders with .npy files: " + shown + (leaves.size() > SHOWN ? " ..." : ""),
                "one folder with a file such as mug-17.npy for each item",
                leaves.isEmpty() ? "check the path" : "name the folder of one model and layer");
    }

    private static boolean isVector(Path file) {
        return Places.name(file).endsWith(SUFFIX) && Files.isRegularFile(file);
    }

    private static List<Path> files(Path leaf) {
        try (Stream<Path> entries = Files.list(leaf)) {
            return entries.filter(VectorFolder::isVector).sorted().toList();
        } catch (IOException e) {
            throw DataException.unreadable(Places.name(leaf), e);
        }
    }
}
