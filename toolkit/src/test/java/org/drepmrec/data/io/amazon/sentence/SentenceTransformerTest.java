package org.drepmrec.data.io.amazon.sentence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.drepmrec.data.Features;
import org.drepmrec.engine.TorchScriptFile;
import org.drepmrec.io.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A TorchScript archive written here, whose vector of a token with number t is (t, 1). */
class SentenceTransformerTest {

    private static final String CODE =
            """
              def forward(self: __torch__.Tiny,
                input_ids: Tensor,
                attention_mask: Tensor) -> Tensor:
                t = torch.to(input_ids, 6)
                return torch.stack([t, torch.ones_like(t)], 2)
            """;
    private static final String WORDS =
            "{\"version\": \"1.0\", \"truncation\": null, \"padding\": null, \"added_tokens\": [],"
                    + " \"normalizer\": {\"type\": \"Lowercase\"}, \"pre_tokenizer\": {\"type\": \"Whitespace\"},"
                    + " \"post_processor\": null, \"decoder\": null, \"model\": {\"type\": \"WordLevel\","
                    + " \"vocab\": {\"[UNK]\": 0, \"red\": 1, \"cup\": 3}, \"unk_token\": \"[UNK]\"}}";

    @TempDir
    Path folder;

    private void writeModel() throws IOException {
        TorchScriptFile.write(folder.resolve("model.pt"), CODE);
        Files.writeString(folder.resolve("tokenizer.json"), WORDS);
    }

    private static float[] unit(double x) {
        double norm = Math.hypot(x, 1);
        return new float[] {(float) (x / norm), (float) (1 / norm)};
    }

    @Test
    void vectorsAreMeansOverTokensOfNormOne() throws IOException {
        writeModel();
        List<String> texts = new ArrayList<>(List.of("red cup", "CUP", "", "red red cup of red"));
        for (int i = 0; i < 40; i++) {
            texts.add("red");
        }
        Features features = SentenceTransformer.of(folder).encode(List.of(), texts);
        assertEquals(44, features.rows());
        assertEquals(2, features.dimension());
        assertArrayEquals(unit((1 + 3) / 2.0), features.row(0), 1e-6f);
        assertArrayEquals(unit(3), features.row(1), 1e-6f, "padding does not count");
        assertArrayEquals(new float[2], features.row(2));
        assertArrayEquals(unit((1 + 1 + 3 + 0 + 1) / 5.0), features.row(3), 1e-6f);
        assertArrayEquals(unit(1), features.row(43), 1e-6f);
    }

    @Test
    void longTextsAreCutAt256Tokens() throws IOException {
        writeModel();
        Features features =
                SentenceTransformer.of(folder).encode(List.of(), List.of("red ".repeat(256) + "cup ".repeat(500)));
        assertArrayEquals(unit(1), features.row(0), 1e-6f);
    }

    @Test
    void missingAndDamagedFilesAreNamed() throws IOException {
        String message = assertThrows(DataException.class, () -> SentenceTransformer.of(folder))
                .getMessage();
        assertEquals(
                folder + ": no model.pt, expected a sentence transformer in TorchScript, model.pt and tokenizer.json;"
                        + " export one into this folder, or use the built-in text features",
                message);
        writeModel();
        Files.writeString(folder.resolve("model.pt"), "no archive");
        SentenceTransformer damaged = SentenceTransformer.of(folder);
        assertTrue(assertThrows(DataException.class, () -> damaged.encode(List.of(), List.of("red")))
                .getMessage()
                .contains("unusable files"));
        writeModel();
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        assertTrue(assertThrows(DataException.class, () -> damaged.encode(List.of(), List.of("red")))
                .getMessage()
                .contains("unusable files"));
    }
}
