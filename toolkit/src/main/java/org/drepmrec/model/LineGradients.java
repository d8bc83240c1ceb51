package org.drepmrec.model;

import java.util.Arrays;
import java.util.List;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.Tape;

/**
 * The gradient of each line's own loss with respect to the ID embeddings, on one batch of an open model.
 *
 * @param size numbers per row
 * @param behavior (M+N) x size, row-major, users first
 * @param modal likewise; zero where the modal loss does not reach the embeddings
 */
public record LineGradients(int size, float[] behavior, float[] modal) {

    private interface LineLoss {
        LossTerms of(Lines lines, Batch batch);
    }

    /**
     * Computes both gradients; parameters stay as they are.
     *
     * @param model with both lines
     * @throws IllegalArgumentException if its net does not separate the losses of its lines, or has only one line
     */
    public static LineGradients of(OpenModel model, Batch batch) {
        if (!(model.net() instanceof TwoLines lines)) {
            throw new IllegalArgumentException(
                    model.model().name()
                            + " does not tell its lines' losses apart, expected a net that implements TwoLines, such as DRepMRec's");
        }
        int size = Math.toIntExact(lines.idEmbeddings().get(0).shape().get(1));
        return new LineGradients(
                size,
                gradient(model, lines, lines::behaviorLoss, batch),
                gradient(model, lines, lines::modalLoss, batch));
    }

    private static float[] gradient(OpenModel model, TwoLines net, LineLoss loss, Batch batch) {
        Backend backend = model.backend();
        try (Tape tape = backend.tape()) {
            Lines lines = net.forward(tape);
            if (!lines.dual()) {
                throw new IllegalArgumentException(model.model().name()
                        + " has one line only, expected a behavior and a modal line; switch the modal line on");
            }
            loss.of(lines, batch).backward(tape);
            return stacked(backend, tape, net.idEmbeddings());
        }
    }

    private static float[] stacked(Backend backend, Tape tape, List<Parameter> tables) {
        float[] all = new float[0];
        for (Parameter table : tables) {
            float[] part = tape.gradient(table)
                    .map(backend::toFloats)
                    .orElseGet(() -> new float[Math.toIntExact(table.shape().size())]);
            all = Arrays.copyOf(all, all.length + part.length);
            System.arraycopy(part, 0, all, all.length - part.length, part.length);
        }
        return all;
    }
}
