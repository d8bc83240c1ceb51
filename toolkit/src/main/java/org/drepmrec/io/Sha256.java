package org.drepmrec.io;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of a file, taken while it streams by. */
public final class Sha256 {

    private final MessageDigest digest;

    /** Starts a hash. */
    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Takes the first bytes of an array. */
    public void update(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
    }

    /** Takes the buffer's remaining bytes and leaves its position as it was. */
    public void update(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
    }

    /** Lower-case hexadecimal; ends the hash. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
