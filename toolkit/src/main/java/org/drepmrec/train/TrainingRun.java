package org.drepmrec.train;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.drepmrec.engine.Adam;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.engine.RandomStreams;
import org.drepmrec.engine.Tape;
import org.drepmrec.eval.Evaluator;
import org.drepmrec.model.Batch;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Representations;
import org.drepmrec.option.Options;

/** The loop of one training: epochs of batches, each followed by an evaluation and a checkpoint. */
final class TrainingRun {

    private final TrainingState state;
    private final OpenModel open;
    private final Options options;
    private final Adam adam;
    private final NegativeSampler sampler;
    private final List<TrainingListener> listeners;
    private final CheckpointWriter checkpoints;
    private final Evaluator selection;
    private BatchesAhead ahead;
    private Representations lastStep;

    /**
     * Training of an open model.
     *
     * @param selects whether the best epoch is kept; else the last one is
     */
    TrainingRun(
            TrainingState state,
            OpenModel open,
            Adam adam,
            List<TrainingListener> listeners,
            CheckpointWriter checkpoints,
            boolean selects) {
        this.state = state;
        this.open = open;
        this.options = state.options();
        this.adam = adam;
        this.sampler = open.net().usesNegatives()
                ? new NegativeSampler(state.model().data().train(), options.get(TrainOptions.NEGATIVES))
                : null;
        this.listeners = listeners;
        this.checkpoints = checkpoints;
        this.selection = selects
                ? Evaluations.evaluator(
                        state.model().data(),
                        options.get(TrainOptions.SELECT_ON).split(),
                        state.cutoffs(),
                        options.get(TrainOptions.MASK))
                : null;
    }

    TrainedModel train() {
        try (BatchesAhead batchesAhead = new BatchesAhead(open::prepare, BatchesAhead.pays())) {
            ahead = batchesAhead;
            return trainAll();
        }
    }

    private TrainedModel trainAll() {
        int epochs = options.get(TrainOptions.EPOCHS);
        int done = state.history().size();
        listeners.forEach(l -> l.started(state.model(), epochs));
        if (done > 0) {
            List<EpochRecord> before = List.copyOf(state.history());
            listeners.forEach(l -> l.resumed(before));
        }
        // A process may have ended between the checkpoint of the last epoch and that of the result.
        StopReason reason = state.exhausted() ? StopReason.NO_IMPROVEMENT : StopReason.EPOCHS_DONE;
        for (int epoch = done; epoch < epochs && reason == StopReason.EPOCHS_DONE; epoch++) {
            reason = runEpoch(epoch);
        }
        if (!state.hasBest()) {
            state.warn("stopped before the first epoch was complete; the parameters are those reached so far");
            state.keepBest(open.represent(), open.values());
        } else {
            state.diagnose(open);
        }
        StopReason end = reason;
        if (reason != StopReason.INTERRUPTED) {
            checkpoints.finished(state, () -> state.checkpoint(end, Map.of(), Map.of()));
        }
        TrainedModel result = state.result(reason);
        listeners.forEach(l -> l.finished(result));
        return result;
    }

    private StopReason runEpoch(int epoch) {
        long start = System.nanoTime();
        long seed = options.get(TrainOptions.SEED);
        open.beginEpoch(epoch, RandomStreams.of(seed, "model", epoch));
        EpochBatches all = new EpochBatches(
                state.model().data().train(),
                sampler,
                options.get(TrainOptions.BATCH_SIZE),
                RandomStreams.of(seed, "batches", epoch));
        double learningRate = TrainOptions.learningRate(options, epoch);
        Map<String, Double> sums = new LinkedHashMap<>();
        Iterator<Batch> batches = ahead.of(all);
        for (int b = 0; batches.hasNext(); b++) {
            if (Thread.interrupted()) {
                return StopReason.INTERRUPTED;
            }
            Map<String, Double> losses;
            try {
                losses = step(batches.next(), learningRate, epoch == 0 && b == 0, b == all.count() - 1);
            } catch (CancellationException e) {
                // Looking up similarities can take long the first time, and watches the flag itself.
                Thread.interrupted();
                return StopReason.INTERRUPTED;
            }
            Optional<String> broken = Finite.firstBroken(losses);
            if (broken.isPresent()) {
                return stopNotFinite("loss term " + broken.get(), b, epoch);
            }
            losses.forEach((name, value) -> sums.merge(name, value, Double::sum));
            int batch = b;
            double total = losses.get("total");
            listeners.forEach(l -> l.batchDone(epoch, batch, all.count(), total));
        }
        sums.replaceAll((name, sum) -> sum / all.count());
        return evaluate(epoch, all.count(), sums, learningRate, start);
    }

    private Map<String, Double> step(Batch batch, double learningRate, boolean first, boolean last) {
        try (Tape tape = state.backend().tape()) {
            open.copyAhead(tape, batch);
            Lines lines = open.lines(tape);
            LossTerms loss = open.loss(lines, batch);
            lastStep = last && open.net().evaluatesLastStep() ? open.represent(lines) : null;
            loss.backward(tape);
            if (first) {
                checkThatGradientsArrive(tape);
            }
            Supplier<Map<String, Double>> reading = loss.reading(tape);
            if (state.backend().staysOnDevice()) {
                // Reading first would wait for the device. What is not finite ends the training, with what was reached
                // before.
                adam.step(tape, learningRate);
                return reading.get();
            }
            Map<String, Double> values = reading.get();
            if (Finite.firstBroken(values).isEmpty()) {
                adam.step(tape, learningRate);
            }
            return values;
        }
    }

    /** A model that learns nothing would train as quietly as one that does. */
    private void checkThatGradientsArrive(Tape tape) {
        List<String> unreached = open.parameters().stream()
                .filter(p -> tape.gradient(p).isEmpty())
                .map(Parameter::name)
                .toList();
        if (unreached.size() == open.parameters().size()) {
            throw new IllegalStateException(state.model().name() + ": no gradient reached any of " + unreached
                    + ", expected one; the loss must depend on tape.parameter(...)");
        }
        if (!unreached.isEmpty()) {
            state.warn("no gradient reached " + unreached + " in the first batch, so they keep their start;"
                    + " a weight of zero, or a parameter that forward does not use");
        }
    }

    private StopReason stopNotFinite(String what, int batch, int epoch) {
        String message = what + " in batch " + (batch + 1) + " of epoch " + (epoch + 1)
                + ", expected a finite number; "
                + Finite.remedy(state.model().data());
        if (!state.hasBest()) {
            throw new NotFiniteException(state.model().name() + ": " + message);
        }
        state.warn(message + "; the best epoch before it is kept");
        return StopReason.NOT_FINITE;
    }

    private StopReason evaluate(int epoch, int batches, Map<String, Double> losses, double learningRate, long start) {
        Representations now = lastStep == null ? open.represent() : lastStep;
        Map<String, ParameterValues> parameters = open.values();
        Map<String, Adam.Moments> moments = state.moments(open, adam);
        long trained = System.nanoTime();
        Optional<String> broken = Finite.firstBroken(now, parameters, moments);
        if (broken.isPresent()) {
            return stopNotFinite(broken.get(), batches - 1, epoch);
        }
        Map<String, Double> measured = selection == null
                ? Map.of()
                : state.evaluate(selection, now, parameters).asMap();
        boolean improved = selection == null || state.improves(measured);
        if (improved) {
            state.keepBest(now, parameters);
        }
        EpochRecord record = new EpochRecord(
                epoch,
                losses,
                measured,
                learningRate,
                (trained - start) / 1e9,
                (System.nanoTime() - trained) / 1e9,
                improved);
        state.history().add(record);
        listeners.forEach(l -> l.epochDone(record, open, now));
        checkpoints.epochDone(state, () -> state.checkpoint(null, parameters, moments));
        return state.exhausted() ? StopReason.NO_IMPROVEMENT : StopReason.EPOCHS_DONE;
    }
}
