package org.drepmrec.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.TopProducts;
import org.drepmrec.eval.DotScorer;
import org.drepmrec.eval.RankingScorer;
import org.drepmrec.model.Representations;

/** Scores by dot products and ranks on the device of a training. */
final class DeviceScorer implements RankingScorer, AutoCloseable {

    /** Scores that are held at once, 64 MB; ranking takes a few times as much. */
    private static final int MOST_SCORES = 1 << 24;

    private final Backend backend;
    private final NDManager manager;
    private final NDArray users;
    private final NDArray items;
    private final Representations representations;
    private DotScorer onHost;

    private DeviceScorer(Backend backend, Representations r) {
        this.backend = backend;
        this.representations = r;
        this.manager = backend.manager().newSubManager();
        int d = r.general().size();
        this.users = backend.create(manager, r.users(r.general()), new Shape(r.users(), d));
        this.items = backend.create(manager, r.items(r.general()), new Shape(r.items(), d));
    }

    /** A scorer of representations, if steps stay on the device and no score can be as low as that of an excluded item. */
    static Optional<DeviceScorer> of(Backend backend, Representations representations) {
        return backend.staysOnDevice() && bounded(representations.general())
                ? Optional.of(new DeviceScorer(backend, representations))
                : Optional.empty();
    }

    private static boolean bounded(Representations.Line line) {
        double largest = 0;
        for (float value : line.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest * largest * line.size() < 1e37;
    }

    @Override
    public int users() {
        return representations.users();
    }

    @Override
    public int items() {
        return representations.items();
    }

    @Override
    public void score(int[] user, int count, float[] out) {
        if (onHost == null) {
            Representations r = representations;
            onHost = new DotScorer(r.general().size(), r.users(r.general()), r.items(r.general()));
        }
        onHost.score(user, count, out);
    }

    @Override
    public int mostUsers() {
        return Math.max(1, MOST_SCORES / items());
    }

    @Override
    public Candidates best(int[] user, int[][] excluded, int k) {
        try (Tape tape = backend.inference()) {
            NDArray all = tape.constant(users).value();
            TopProducts top =
                    TopProducts.of(tape, all, user, tape.constant(items).value(), excluded, k);
            int[] count = new int[user.length];
            for (int b = 0; b < user.length; b++) {
                while (count[b] < k && top.products()[b * k + count[b]] > TopProducts.EXCLUDED / 2) {
                    count[b]++;
                }
            }
            return new Candidates(top.products(), top.columns(), count);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
