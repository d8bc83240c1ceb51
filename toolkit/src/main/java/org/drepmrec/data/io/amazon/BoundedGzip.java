package org.drepmrec.data.io.amazon;

import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.drepmrec.io.DataException;

/**
 * Gzip that may not expand without measure: the published files expand about 3 to 5 times, a bomb 1,000 times. Unlike the
 * JDK's stream it refuses bytes after the end, which hide a damaged second part.
 */
final class BoundedGzip extends GZIPInputStream {

    /** The most bytes out per byte in, beyond a first MiB. */
    static final int HIGHEST_RATIO = 50;

    private static final int FREE = 1 << 20;
    private static final int TRAILER = 8;

    private final String file;
    private final HashedStream raw;
    private long out;

    BoundedGzip(String file, HashedStream raw) throws IOException {
        super(raw, 1 << 13);
        this.file = file;
        this.raw = raw;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int n = super.read(bytes, from, length);
        if (n < 0) {
            if (inf.getRemaining() > TRAILER || raw.read() >= 0) {
                throw new ZipException("bytes after the end");
            }
            return n;
        }
        out += n;
        if (out > FREE + HIGHEST_RATIO * raw.count()) {
            throw DataException.of(
                    file,
                    out + " bytes from the first " + raw.count() + " of the gzip file",
                    "at most " + HIGHEST_RATIO + " times as many",
                    "check where the file is from; if it is sound, decompress it first");
        }
        return n;
    }
}
