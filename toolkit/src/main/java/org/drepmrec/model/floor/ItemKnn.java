package org.drepmrec.model.floor;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.drepmrec.eval.Scorer;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Option;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.Parallel;
import org.drepmrec.sparse.TopK;

/**
 * Nearest neighbors of items by purchases (Deshpande and Karypis 2004, item-based top-N recommendation with cosines).
 *
 * <ul>
 *   <li>s(j, i) = c(j, i) / (√(c(j) c(i)) + h), with c(i) users of item i in training, c(j, i) users of both, and the
 *       shrinkage h, which lowers similarities that rest on few users (Ferrari Dacrema et al. 2019). With h = 0 it is the
 *       cosine of co-occurrence.
 *   <li>score(u, i) = Σ s(j, i) over the training items j of u that have i among their k most alike; without k over all.
 * </ul>
 *
 * <p>Takes 8 bytes for each pair of items that share a user, or 8 k N bytes with k.
 */
public final class ItemKnn {

    /** k, the neighbors kept of each item; 0 for all. */
    public static final Option<Integer> NEIGHBORS =
            Option.integer("neighbors", 0, 0, 1_000_000, "0 keeps all: no choice to be searched in a floor");

    /** h, added to the denominator. */
    public static final Option<Double> SHRINKAGE =
            Option.real("shrinkage", 0, 0, Double.MAX_VALUE, "0: the plain cosine of Deshpande and Karypis 2004");

    /** The model type. */
    public static final ModelType TYPE = ModelType.named("ItemKNN")
            .options(NEIGHBORS, SHRINKAGE)
            .computes(ItemKnn.class, (model, seed) -> new ItemKnn(model).scorer());

    private static final int GRAIN = 64;
    private static final int BYTES_PER_NEIGHBOR = Integer.BYTES + Float.BYTES;

    private final Recommender model;
    private final Csr train;
    private final Csr usersOf;
    private final int[][] neighbor;
    private final float[][] similarity;
    private final AtomicLong kept = new AtomicLong();

    private ItemKnn(Recommender model) {
        this.model = model;
        train = model.data().train().matrix();
        usersOf = train.transpose();
        neighbor = new int[model.items()][];
        similarity = new float[model.items()][];
    }

    private Scorer scorer() {
        int n = model.items();
        Parallel.forRanges(n, GRAIN, (from, to) -> {
            int[] shared = new int[n];
            int[] touched = new int[n];
            for (int item = from; item < to; item++) {
                search(item, shared, touched);
            }
            Memory.require(
                    model,
                    BYTES_PER_NEIGHBOR * kept.get(),
                    "for the similarities of " + n + " items so far",
                    "set " + NEIGHBORS + " to some hundred");
        });
        return new NeighborScorer(train, neighbor, similarity);
    }

    private void search(int item, int[] shared, int[] touched) {
        int size = count(item, shared, touched);
        Arrays.sort(touched, 0, size);
        int k = model.get(NEIGHBORS);
        int[] ids = Arrays.copyOf(touched, size);
        float[] values = new float[size];
        for (int e = 0; e < size; e++) {
            double length = Math.sqrt((double) usersOf.degree(item) * usersOf.degree(ids[e]));
            values[e] = (float) (shared[ids[e]] / (length + model.get(SHRINKAGE)));
            shared[ids[e]] = 0;
        }
        if (k > 0 && k < size) {
            TopK best = new TopK(k);
            for (int e = 0; e < size; e++) {
                best.offer(ids[e], values[e]);
            }
            ids = new int[k];
            values = new float[k];
            best.copyTo(ids, values, 0);
        }
        neighbor[item] = ids;
        similarity[item] = values;
        kept.addAndGet(ids.length);
    }

    /** Counts the users that an item shares with each other item; the others' number is returned, their ids touched. */
    private int count(int item, int[] shared, int[] touched) {
        int size = 0;
        for (int e = usersOf.start(item); e < usersOf.start(item + 1); e++) {
            int user = usersOf.column(e);
            for (int f = train.start(user); f < train.start(user + 1); f++) {
                int other = train.column(f);
                if (other != item && shared[other]++ == 0) {
                    touched[size++] = other;
                }
            }
        }
        return size;
    }
}
