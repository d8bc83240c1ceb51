package org.drepmrec.bench;

import java.util.ArrayList;
import java.util.List;
import org.drepmrec.engine.Adam;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.RandomStreams;
import org.drepmrec.engine.Tape;
import org.drepmrec.model.Batch;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.train.EpochBatches;
import org.drepmrec.train.NegativeSampler;
import org.drepmrec.train.TrainOptions;

/**
 * The first steps of a model's training, without an evaluation, which takes hours for some models.
 *
 * @param wall milliseconds of each step with its batch
 * @param processor milliseconds of processor time of the whole process in each, which depend little on what else is running
 */
record ModelSteps(List<Double> wall, List<Double> processor) {

    /** Steps that do not count; few, for some models take seconds for each, so the compiler's work is in the others. */
    private static final int BEFORE = 3;

    static ModelSteps run(Recommender model, String engine, String device, int steps) {
        ModelSteps done = new ModelSteps(new ArrayList<>(), new ArrayList<>());
        NegativeSampler negatives = new NegativeSampler(model.data().train(), TrainOptions.Negatives.TRAINED);
        try (Backend backend = Backend.open(engine, device);
                OpenModel open = model.open(backend, Benchmark.SEED);
                Adam adam = new Adam(backend, open.parameters())) {
            open.beginEpoch(0, RandomStreams.of(Benchmark.SEED, "model", 0));
            EpochBatches batches = new EpochBatches(
                    model.data().train(),
                    open.net().usesNegatives() ? negatives : null,
                    Benchmark.BATCH,
                    RandomStreams.of(Benchmark.SEED, "batches", 0));
            for (int s = 0; s < BEFORE + steps && batches.hasNext(); s++) {
                long wall = System.nanoTime();
                long processor = Stopwatch.processorTime();
                step(backend, open, adam, batches.next());
                if (s >= BEFORE) {
                    done.wall.add((System.nanoTime() - wall) / 1e6);
                    done.processor.add((Stopwatch.processorTime() - processor) / 1e6);
                }
            }
        }
        return done;
    }

    private static void step(Backend backend, OpenModel open, Adam adam, Batch batch) {
        open.prepare(batch);
        try (Tape tape = backend.tape()) {
            LossTerms loss = open.loss(open.lines(tape), batch);
            loss.backward(tape);
            adam.step(tape, 1e-3);
        }
    }
}
