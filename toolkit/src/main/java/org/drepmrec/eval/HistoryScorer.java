package org.drepmrec.eval;

import org.drepmrec.sparse.Csr;

/** A scorer that knows users by their items alone, so that it scores anybody whose items are known. */
public interface HistoryScorer extends Scorer {

    /**
     * The scores of others.
     *
     * @param histories binary, a row of N items for each of them
     */
    Scorer of(Csr histories);
}
