package org.drepmrec.data.io.sample;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.io.Sha256;
import org.drepmrec.sparse.Parallel;

/** Hashes of generated content, lower-case hexadecimal. */
final class ContentHashes {

    private ContentHashes() {}

    static String of(List<String> lines) {
        Sha256 hash = new Sha256();
        lines.forEach(line -> hash.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
        return hash.hex();
    }

    /** The hash of the pictures' hashes, which can be taken side by side. */
    static String of(BufferedImage[] pictures) {
        byte[][] hashes = new byte[pictures.length][];
        Parallel.forRanges(pictures.length, 8, (from, to) -> {
            for (int i = from; i < to; i++) {
                int[] pixels = Painter.pixels(pictures[i]);
                ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * pixels.length);
                bytes.asIntBuffer().put(pixels);
                hashes[i] = new Sha256().update(bytes.array()).bytes();
            }
        });
        Sha256 all = new Sha256();
        for (byte[] hash : hashes) {
            all.update(hash);
        }
        return all.hex();
    }

    static String of(Features features) {
        return new Sha256().add(features.values()).hex();
    }

    static String of(Interactions... splits) {
        Sha256 hash = new Sha256();
        for (int label = 0; label < splits.length; label++) {
            Interactions pairs = splits[label];
            for (int k = 0; k < pairs.size(); k++) {
                hash.add(pairs.user(k)).add(pairs.item(k)).add(label);
            }
        }
        return hash.hex();
    }
}
