package org.drepmrec.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.drepmrec.graph.similarity.Approximation;
import org.drepmrec.graph.similarity.Neighbors;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Folders;
import org.drepmrec.io.LockFile;
import org.drepmrec.io.Places;
import org.drepmrec.io.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Neighbors on disk, one file per key. A file ends with the SHA-256 of its content; a file that does not match is
 * ignored with a warning and replaced. Files are moved into place atomically, so several processes may share a folder;
 * while one of them builds an entry, the others wait for it.
 */
final class GraphCache {

    private static final Logger LOG = LoggerFactory.getLogger(GraphCache.class);
    private static final int MAGIC = 0x44524B32;
    private static final int CHECKSUM = 32;

    /** The bytes of an {@link Approximation}. */
    private static final int HOW = Double.BYTES + 3 * Integer.BYTES;

    /** What stands for no approximation. */
    private static final Approximation EXACT = new Approximation(1, 0, 0, 0);

    private final Path folder;

    /**
     * Opens or creates a folder.
     *
     * @throws DataException if it cannot be created or written to
     */
    GraphCache(Path folder) {
        Folders.make(folder);
        Places.requireFolder(folder);
        this.folder = folder;
    }

    /**
     * Reads an entry, or builds and writes it. When several callers request the same entry at once, one builds it and
     * the others wait.
     */
    Neighbors get(String key, int nodes, int k, Supplier<Neighbors> build) {
        Optional<Neighbors> there = read(key, nodes, k);
        if (there.isPresent()) {
            return there.get();
        }
        try (LockFile lock = LockFile.take(folder.resolve("neighbors-" + key + ".lock"), "building this graph")) {
            Neighbors entry = read(key, nodes, k).orElse(null);
            if (entry == null) {
                entry = build.get();
                if (!write(key, entry)) {
                    return entry;
                }
            }
            lock.delete();
            return entry;
        }
    }

    Optional<Neighbors> read(String key, int nodes, int k) {
        Path file = file(key);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            requireSize(Files.size(file), key, nodes, k);
            return Optional.of(decode(Files.readAllBytes(file), key, nodes, k));
        } catch (IOException e) {
            LOG.warn("{}: {}; the graph is built again", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** On a full disk only the cache entry is lost, not the graph. */
    boolean write(String key, Neighbors neighbors) {
        try {
            byte[] entry = encode(key, neighbors);
            AtomicFile.write(file(key), out -> out.write(entry));
            return true;
        } catch (DataException e) {
            LOG.warn("{}; the graph is not cached", e.getMessage());
            return false;
        }
    }

    private Path file(String key) {
        return folder.resolve("neighbors-" + key + ".bin");
    }

    private static byte[] encode(String key, Neighbors neighbors) {
        byte[] name = key.getBytes(StandardCharsets.US_ASCII);
        int entries = neighbors.ids().length;
        ByteBuffer out = ByteBuffer.allocate(size(name.length, entries));
        out.putInt(MAGIC).put(name).putInt(neighbors.nodes()).putInt(neighbors.k());
        Approximation how = neighbors.approximation().orElse(EXACT);
        out.putDouble(how.recall()).putInt(how.sample()).putInt(how.probes()).putInt(how.lists());
        out.asIntBuffer().put(neighbors.ids());
        out.position(out.position() + Integer.BYTES * entries);
        out.asFloatBuffer().put(neighbors.similarities());
        out.position(out.position() + Float.BYTES * entries);
        return out.put(new Sha256().update(out.array(), out.position()).bytes()).array();
    }

    private static void requireSize(long found, String key, int nodes, int k) throws IOException {
        int expected = size(key.length(), nodes * k);
        if (found != expected) {
            throw new IOException("found " + found + " bytes, expected " + expected);
        }
    }

    private static int size(int name, int entries) {
        return Math.toIntExact(3L * Integer.BYTES + name + HOW + 8L * entries + CHECKSUM);
    }

    private static Neighbors decode(byte[] bytes, String key, int nodes, int k) throws IOException {
        byte[] name = key.getBytes(StandardCharsets.US_ASCII);
        int entries = nodes * k;
        requireSize(bytes.length, key, nodes, k);
        int body = bytes.length - CHECKSUM;
        if (!Arrays.equals(new Sha256().update(bytes, body).bytes(), Arrays.copyOfRange(bytes, body, bytes.length))) {
            throw new IOException("the checksum does not match the content");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] found = new byte[name.length];
        int magic = in.getInt();
        in.get(found);
        if (magic != MAGIC || !Arrays.equals(found, name) || in.getInt() != nodes || in.getInt() != k) {
            throw new IOException("the header belongs to another graph");
        }
        Approximation how = new Approximation(in.getDouble(), in.getInt(), in.getInt(), in.getInt());
        int[] id = new int[entries];
        float[] similarity = new float[entries];
        in.asIntBuffer().get(id);
        in.position(in.position() + Integer.BYTES * entries);
        in.asFloatBuffer().get(similarity);
        for (int e = 0; e < entries; e++) {
            if (id[e] < 0 || id[e] >= nodes || !Float.isFinite(similarity[e])) {
                throw new IOException("neighbor " + id[e] + " with cosine " + similarity[e]);
            }
        }
        return new Neighbors(nodes, k, id, similarity, how.equals(EXACT) ? Optional.empty() : Optional.of(how));
    }
}
