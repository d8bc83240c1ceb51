package org.drepmrec.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.junit.jupiter.api.Test;

class WarmthTest {

    /** Items 0 and 1 and users 0 and 1 are trained on, item 2 and user 2 are not. */
    private static MultimodalDataset data(int[] user, int... item) {
        return MultimodalDataset.builder("shop", 3, 4)
                .train(new Interactions(3, 4, new int[] {0, 1}, new int[] {0, 1}))
                .validation(new Interactions(3, 4, new int[0], new int[0]))
                .test(new Interactions(3, 4, user, item))
                .build();
    }

    /** Ranks item 3, 2, 1, 0 for everyone. */
    private static final Scorer SCORER = new DotScorer(1, new float[] {1, 1, 1}, new float[] {0, 1, 2, 3});

    private static Map<Warmth, Evaluation> evaluate(MultimodalDataset data) {
        return Warmth.evaluate(Evaluator.builder(data).split(Split.TEST).cutoffs(2), SCORER);
    }

    @Test
    void eachKindIsMeasuredOnItsOwn() {
        Map<Warmth, Evaluation> all = evaluate(data(new int[] {0, 0, 1, 2}, 1, 2, 3, 1));
        assertEquals(Set.of(Warmth.values()), all.keySet());
        // The warm item 1 of user 0 stands behind 3 and 2; both items of cold kind are 2 (found) and 3 (found).
        assertEquals(0, all.get(Warmth.WARM).get(Metrics.RECALL, 2), 0);
        assertEquals(1, all.get(Warmth.COLD_ITEM).get(Metrics.RECALL, 2), 0);
        assertEquals(2, all.get(Warmth.COLD_ITEM).users().length);
        assertEquals(0, all.get(Warmth.COLD_USER).get(Metrics.RECALL, 2), 0);
        assertEquals("cold items", Warmth.COLD_ITEM.toString());
    }

    @Test
    void whereAllIsWarmItIsTheWholeEvaluation() {
        MultimodalDataset data = data(new int[] {0, 1}, 1, 0);
        Map<Warmth, Evaluation> all = evaluate(data);
        assertEquals(Set.of(Warmth.WARM), all.keySet());
        assertEquals(
                Evaluator.builder(data).cutoffs(2).build().evaluate(SCORER).asMap(),
                all.get(Warmth.WARM).asMap());
    }
}
