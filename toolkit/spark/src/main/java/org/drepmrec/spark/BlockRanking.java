package org.drepmrec.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.drepmrec.sparse.PackedRows;
import org.drepmrec.sparse.TopK;

/**
 * Ranks items for blocks of users in a task, by dot products, higher score first and the earlier item among equals: the toolkit's
 * products and its rule, so its scores to the last bit.
 *
 * <p>Items come in blocks of {@value #ITEMS}, each a broadcast of its own. A task looks at one after the other, and an executor
 * whose memory is short keeps the others on disk.
 */
final class BlockRanking implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Scores of a block for {@value #USERS} users fit a second-level cache. */
    static final int ITEMS = 8192;

    private static final int USERS = 32;

    private final List<Broadcast<float[]>> blocks = new ArrayList<>();
    private final Broadcast<String[]> names;
    private final int items;
    private final int dimension;
    private final int k;

    /** Sends the items to wherever they are needed. */
    BlockRanking(JavaSparkContext context, Candidates candidates, int k) {
        this.items = candidates.size();
        this.dimension = candidates.dimension();
        this.k = Math.min(k, items);
        this.names = context.broadcast(candidates.names());
        for (int from = 0; from < items; from += ITEMS) {
            blocks.add(context.broadcast(candidates.block(from, Math.min(items, from + ITEMS))));
        }
    }

    /** Appends user, rank, item and score of each user's best items. */
    void rank(UserBlock users, Consumer<Row> out) {
        TopK[] best = new TopK[users.size()];
        Arrays.setAll(best, u -> new TopK(k));
        float[] scores = new float[USERS * Math.min(ITEMS, items)];
        for (int b = 0; b < blocks.size(); b++) {
            int width = Math.min(ITEMS, items - b * ITEMS);
            PackedRows packed = new PackedRows(blocks.get(b).value(), 0, width, dimension);
            for (int first = 0; first < users.size(); first += USERS) {
                int from = first;
                int[] rows = new int[Math.min(USERS, users.size() - first)];
                Arrays.setAll(rows, r -> from + r);
                packed.multiply(users.vectors(), rows, rows.length, scores);
                for (int r = 0; r < rows.length; r++) {
                    offer(scores, r * width, width, b * ITEMS, users, first + r, best[first + r]);
                }
            }
        }
        int[] item = new int[k];
        float[] score = new float[k];
        for (int u = 0; u < best.length; u++) {
            best[u].copyTo(item, score, 0);
            for (int r = 0; r < best[u].size(); r++) {
                out.accept(RowFactory.create(users.name(u), r + 1, names.value()[item[r]], score[r]));
            }
        }
    }

    private void offer(float[] scores, int at, int width, int offset, UserBlock users, int user, TopK best) {
        int[] seen = users.seen(user);
        float threshold = threshold(best);
        for (int i = 0; i < width; i++) {
            float score = scores[at + i];
            // A NaN score passes, and so does any score while the threshold is NaN because there is room.
            if (!(score <= threshold) && Arrays.binarySearch(seen, offset + i) < 0) {
                if (Float.isNaN(score)) {
                    throw new IllegalArgumentException("score of user " + users.name(user) + " for item "
                            + names.value()[offset + i]
                            + ": found NaN, expected a number; training has diverged, try a smaller learning rate");
                }
                best.offer(offset + i, score + 0f); // -0 and 0 are a tie
                threshold = threshold(best);
            }
        }
    }

    private float threshold(TopK best) {
        return best.size() < k ? Float.NaN : best.threshold();
    }
}
