package org.drepmrec.data.io.picture.encoder;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drepmrec.io.DataException;

/** A network in memory; belongs to one thread. */
final class OpenNetwork implements AutoCloseable {

    private static final int LONGEST_REASON = 300;

    private final NetworkFile file;
    private final Model model;
    private final Predictor<NDList, NDList> predictor;

    /**
     * Loads it.
     *
     * @throws DataException if the file holds no network of its format
     */
    OpenNetwork(NetworkFile file) {
        file.requireEngine(OpenNetwork.class.getClassLoader());
        if (System.getProperty("ai.djl.offline") == null) {
            System.setProperty("ai.djl.offline", "true");
        }
        this.file = file;
        this.model = Model.newInstance(file.name(), file.engine());
        try {
            model.load(file.path(), null, null);
            predictor = model.newPredictor(new NoopTranslator(null));
        } catch (Exception e) {
            // Besides the exceptions that loading declares, engines answer damaged files with bare ones of their own.
            model.close();
            throw DataException.of(
                    file.name(),
                    "no usable network (" + reason(e) + ")",
                    "a whole " + file.format() + " file with all that belongs to it",
                    "copy or export it again",
                    e);
        }
    }

    /**
     * The vectors of pictures, B x d.
     *
     * @param numbers B x 3 x S x S
     * @param layer name or place of the output to take; the first if there is none
     * @throws DataException if the network does not take such numbers, or gives no vectors
     */
    float[] vectors(float[] numbers, int pictures, int size, Optional<String> layer, Pooling pooling) {
        Shape shape = new Shape(pictures, 3, size, size);
        try (NDManager scope = model.getNDManager().newSubManager();
                NDList outputs = run(scope.create(FloatBuffer.wrap(numbers), shape, DataType.FLOAT32), shape)) {
            int place = place(outputs, layer);
            NDArray chosen = outputs.get(place);
            String what = file.name() + ", layer " + name(outputs, place);
            if (chosen.getDataType() != DataType.FLOAT32) {
                throw DataException.of(
                        what,
                        "numbers of type " + chosen.getDataType(),
                        "numbers of 32 bits",
                        "export the network in single precision, or choose another layer of " + layers(outputs));
            }
            return pooling.vectors(chosen.toFloatArray(), chosen.getShape().getShape(), pictures)
                    .orElseThrow(() -> DataException.of(
                            what,
                            "shape " + chosen.getShape() + " for " + pictures + " pictures",
                            "a vector for each",
                            "choose another layer of " + layers(outputs) + ", or a pooling that makes vectors of it"));
        }
    }

    private NDList run(NDArray input, Shape shape) {
        try {
            return predictor.predict(new NDList(input));
        } catch (Exception e) {
            // Engines answer input that they cannot take with exceptions of many types.
            throw DataException.of(
                    file.name(),
                    "a network that does not take pictures of shape " + shape + " (" + reason(e) + ")",
                    "one input of pictures x 3 x height x width, in single precision",
                    "set size and batch to those of the export, or export the picture part alone",
                    e);
        }
    }

    /** Where the output is that was asked for, the first if none was. */
    private int place(NDList outputs, Optional<String> layer) {
        return IntStream.range(0, outputs.size())
                .filter(k -> layer.isEmpty() || layer.get().equals(name(outputs, k)))
                .findFirst()
                .orElseThrow(() -> DataException.of(
                        file.name(),
                        "layers " + layers(outputs),
                        layer.map(name -> DataException.quote(name) + " as asked for")
                                .orElse("at least one"),
                        "name one that the network gives, or export it with that output"));
    }

    /** An output's own name, or its place where it has none, as in TorchScript. */
    private static String name(NDList outputs, int place) {
        String name = outputs.get(place).getName();
        return name == null ? Integer.toString(place) : name;
    }

    private static List<String> layers(NDList outputs) {
        return IntStream.range(0, outputs.size())
                .mapToObj(k -> name(outputs, k) + " " + outputs.get(k).getShape())
                .toList();
    }

    /** What the engine says, innermost, in one line and in bounds. */
    private static String reason(Throwable e) {
        Throwable inner = e;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String text = Arrays.stream(String.valueOf(inner.getMessage()).split("\\R"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "))
                .replaceAll("[^\\p{Print}]", "?");
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "...";
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }
}
