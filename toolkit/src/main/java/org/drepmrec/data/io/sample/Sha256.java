package org.drepmrec.data.io.sample;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.sparse.Parallel;

/** SHA-256 of generated content, lower-case hexadecimal; numbers are hashed big-endian. */
final class Sha256 {

    private Sha256() {}

    static String of(List<String> lines) {
        MessageDigest digest = digest();
        lines.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
        return hex(digest);
    }

    /** The hash of the pictures' hashes, which can be taken side by side. */
    static String of(BufferedImage[] pictures) {
        byte[][] hashes = new byte[pictures.length][];
        Parallel.forRanges(pictures.length, 8, (from, to) -> {
            for (int i = from; i < to; i++) {
                int[] pixels = Painter.pixels(pictures[i]);
                ByteBuffer bytes = ByteBuffer.allocate(4 * pixels.length);
                bytes.asIntBuffer().put(pixels);
                hashes[i] = digest().digest(bytes.array());
            }
        });
        MessageDigest digest = digest();
        for (byte[] hash : hashes) {
            digest.update(hash);
        }
        return hex(digest);
    }

    static String of(Features features) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * features.values().length);
        bytes.asFloatBuffer().put(features.values());
        MessageDigest digest = digest();
        digest.update(bytes);
        return hex(digest);
    }

    static String of(Interactions... splits) {
        MessageDigest digest = digest();
        for (int label = 0; label < splits.length; label++) {
            Interactions pairs = splits[label];
            ByteBuffer bytes = ByteBuffer.allocate(12 * pairs.size());
            for (int k = 0; k < pairs.size(); k++) {
                bytes.putInt(pairs.user(k)).putInt(pairs.item(k)).putInt(label);
            }
            digest.update(bytes.flip());
        }
        return hex(digest);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java, which must have it", e);
        }
    }
}
