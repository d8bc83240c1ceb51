package org.drepmrec.data.io.amazon.sentence;

import ai.djl.MalformedModelException;
import ai.djl.huggingface.translator.TextEmbeddingTranslatorFactory;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.drepmrec.data.Features;
import org.drepmrec.data.io.amazon.TextEncoder;
import org.drepmrec.io.DataException;

/**
 * Text features by a sentence transformer on PyTorch, as the field's public files have them (all-MiniLM-L6-v2, 384-d):
 * tokens cut at 256, mean over tokens, norm 1. Items without text have only zeros.
 *
 * <p>The folder holds {@value #MODEL}, the encoder in TorchScript, of (input_ids, attention_mask) to token vectors, and
 * {@value #TOKENIZER}, both as DJL's converter or {@code torch.jit.trace} export them. Nothing is downloaded. A
 * TorchScript file is a program: use one whose source you trust.
 */
public final class SentenceTransformer implements TextEncoder {

    /** The model's file. */
    public static final String MODEL = "model.pt";

    /** The tokenizer's file. */
    public static final String TOKENIZER = "tokenizer.json";

    private static final int BATCH = 32;
    private static final int MOST_TOKENS = 256;

    private final Path folder;

    private SentenceTransformer(Path folder) {
        this.folder = folder;
    }

    /**
     * A transformer whose files are in a folder; they are loaded when it encodes.
     *
     * @throws DataException if a file is missing
     */
    public static SentenceTransformer of(Path folder) {
        for (String file : List.of(MODEL, TOKENIZER)) {
            if (!Files.isRegularFile(folder.resolve(file))) {
                throw DataException.of(
                        folder.toString(),
                        "no " + file,
                        "a sentence transformer in TorchScript, " + MODEL + " and " + TOKENIZER,
                        "export one into this folder, or use the built-in text features");
            }
        }
        return new SentenceTransformer(folder);
    }

    @Override
    public Features encode(List<String> names, List<String> texts) {
        if (System.getProperty("ai.djl.offline") == null) {
            System.setProperty("ai.djl.offline", "true");
        }
        try (ZooModel<String, float[]> model = criteria().loadModel();
                Predictor<String, float[]> predictor = model.newPredictor()) {
            return encode(predictor, texts);
        } catch (IOException | ModelNotFoundException | MalformedModelException | TranslateException e) {
            throw unusable(e);
        } catch (RuntimeException e) {
            // The native libraries answer damaged files with exceptions of this bare type.
            throw unusable(e);
        }
    }

    private Criteria<String, float[]> criteria() {
        return Criteria.builder()
                .setTypes(String.class, float[].class)
                .optModelPath(folder)
                .optModelName(MODEL)
                .optEngine("PyTorch")
                .optTranslatorFactory(new TextEmbeddingTranslatorFactory())
                .optArgument("padding", "true")
                .optArgument("truncation", "true")
                .optArgument("maxLength", Integer.toString(MOST_TOKENS))
                .optArgument("pooling", "mean")
                .optArgument("normalize", "true")
                .build();
    }

    private DataException unusable(Exception e) {
        return DataException.of(
                folder.toString(),
                "unusable files (" + DataException.quote("" + e.getMessage()) + ")",
                "a sentence transformer in TorchScript of input_ids and attention_mask, and its tokenizer",
                "export both again",
                e);
    }

    private Features encode(Predictor<String, float[]> predictor, List<String> texts) throws TranslateException {
        List<Integer> written = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!texts.get(i).isBlank()) {
                written.add(i);
            }
        }
        float[] values = {};
        int d = 1;
        for (int from = 0; from < written.size(); from += BATCH) {
            List<Integer> batch = written.subList(from, Math.min(written.size(), from + BATCH));
            List<float[]> vectors =
                    predictor.batchPredict(batch.stream().map(texts::get).toList());
            if (from == 0) {
                d = vectors.get(0).length;
                values = new float[Math.multiplyExact(texts.size(), d)];
            }
            for (int b = 0; b < batch.size(); b++) {
                System.arraycopy(vectors.get(b), 0, values, batch.get(b) * d, d);
            }
        }
        return new Features(texts.size(), d, values.length == 0 ? new float[texts.size()] : values);
    }

    @Override
    public String description() {
        return "sentence transformer " + folder.toAbsolutePath().normalize().getFileName();
    }
}
