package org.drepmrec.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * SHA-256 of bytes as they stream by, or of values, so that equal content has equal hashes wherever it came from. Numbers
 * count as four bytes, big-endian.
 */
public final class Sha256 {

    private final MessageDigest digest = DigestUtils.getSha256Digest();
    private final ByteBuffer numbers = ByteBuffer.allocate(1 << 13);

    /** Of nothing yet. */
    public Sha256() {}

    /** The hash of a file's bytes, lower-case hexadecimal. */
    public static String of(Path file) throws IOException {
        Sha256 hash = new Sha256();
        byte[] chunk = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                hash.update(chunk, n);
            }
        }
        return hash.hex();
    }

    /** Takes all bytes of an array. */
    public Sha256 update(byte[] bytes) {
        return update(bytes, bytes.length);
    }

    /** Takes the first bytes of an array. */
    public Sha256 update(byte[] bytes, int length) {
        flush();
        digest.update(bytes, 0, length);
        return this;
    }

    /** Takes the buffer's remaining bytes and leaves its position as it was. */
    public Sha256 update(ByteBuffer bytes) {
        flush();
        digest.update(bytes.duplicate());
        return this;
    }

    /** Adds a number. */
    public Sha256 add(int number) {
        if (numbers.remaining() < Integer.BYTES) {
            flush();
        }
        numbers.putInt(number);
        return this;
    }

    /** Adds the bits of all numbers. */
    public Sha256 add(float... values) {
        for (float value : values) {
            add(Float.floatToIntBits(value));
        }
        return this;
    }

    /** Adds a text: its length in bytes as UTF-8, then these. */
    public Sha256 add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return add(bytes.length).update(bytes);
    }

    /** The hash, 32 bytes; call it or {@link #hex()} once, last. */
    public byte[] bytes() {
        flush();
        return digest.digest();
    }

    /** The hash, lower-case hexadecimal; call it or {@link #bytes()} once, last. */
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    private void flush() {
        digest.update(numbers.array(), 0, numbers.position());
        numbers.clear();
    }
}
