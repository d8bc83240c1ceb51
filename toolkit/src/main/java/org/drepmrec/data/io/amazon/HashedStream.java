package org.drepmrec.data.io.amazon;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.drepmrec.io.Sha256;

/** Counts and hashes the bytes of a file on their way; a mark may be set at the beginning only. */
final class HashedStream extends FilterInputStream {

    private final Sha256 hash = new Sha256();
    private long count;
    private boolean peeking;

    HashedStream(BufferedInputStream in) {
        super(in);
    }

    @Override
    public synchronized void mark(int limit) {
        peeking = true;
        super.mark(limit);
    }

    @Override
    public synchronized void reset() throws IOException {
        super.reset();
        peeking = false;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
            took(new byte[] {(byte) b}, 0, 1);
        }
        return b;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int n = super.read(bytes, from, length);
        if (n > 0) {
            took(bytes, from, n);
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        return n > 0 && read() >= 0 ? 1 : 0;
    }

    private void took(byte[] bytes, int from, int n) {
        if (!peeking) {
            hash.update(ByteBuffer.wrap(bytes, from, n));
            count += n;
        }
    }

    /** The number of bytes taken so far. */
    long count() {
        return count;
    }

    /** The hash of the whole file; takes what is left of it. */
    String sha256() throws IOException {
        byte[] rest = new byte[1 << 13];
        int taken;
        do {
            taken = read(rest, 0, rest.length);
        } while (taken > 0);
        return hash.hex();
    }
}
