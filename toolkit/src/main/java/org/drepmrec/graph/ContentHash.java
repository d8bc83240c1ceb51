package org.drepmrec.graph;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.drepmrec.data.Features;
import org.drepmrec.sparse.Csr;

/** A SHA-256 over values rather than files, so that equal content has equal keys wherever it came from. */
public final class ContentHash {

    private final MessageDigest digest = sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    /** Nothing added yet. */
    public ContentHash() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    /** Adds a text, with its length. */
    public ContentHash add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        flush();
        digest.update(bytes);
        return this;
    }

    ContentHash add(int number) {
        if (buffer.remaining() < Integer.BYTES) {
            flush();
        }
        buffer.putInt(number);
        return this;
    }

    /** Adds a matrix, with its size. */
    public ContentHash add(Features features) {
        add(features.rows()).add(features.dimension());
        for (float v : features.values()) {
            add(Float.floatToIntBits(v));
        }
        return this;
    }

    /** The places of the entries, not their values. */
    ContentHash add(Csr pattern) {
        add(pattern.rows()).add(pattern.cols());
        for (int r = 0; r < pattern.rows(); r++) {
            add(pattern.degree(r));
            for (int e = pattern.start(r); e < pattern.start(r + 1); e++) {
                add(pattern.column(e));
            }
        }
        return this;
    }

    /** The hash of everything added, lower-case hexadecimal; call it once, last. */
    public String hex() {
        flush();
        return HexFormat.of().formatHex(digest.digest());
    }

    private void flush() {
        digest.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
