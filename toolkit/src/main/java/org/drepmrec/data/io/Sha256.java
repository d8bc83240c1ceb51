package org.drepmrec.data.io;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of a file, taken while it streams by. */
final class Sha256 {

    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void update(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
    }

    /** Takes the buffer's remaining bytes and leaves its position as it was. */
    void update(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
    }

    /** Lower-case hexadecimal; ends the hash. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
