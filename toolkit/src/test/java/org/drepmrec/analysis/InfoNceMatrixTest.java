package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.drepmrec.data.Side;
import org.drepmrec.model.Batch;
import org.drepmrec.model.Representations;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class InfoNceMatrixTest {

    /** Users (1,0), (0.6,0.8), (0,2); items (2,0), (0,1), (1,1): InfoNCE at 0.2 is 1.088607 and at 1 0.965972 (NumPy). */
    private static final Representations R = lines(
            new float[] {1, 0, 0.6f, 0.8f, 0, 2, 2, 0, 0, 1, 1, 1}, new float[] {1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1});

    private static final Batch BATCH = new Batch(new int[] {0, 1, 2}, new int[] {0, 1, 2}, new int[0], 3);

    private static Representations lines(float[] behavior, float[] modal) {
        float[] sum = new float[behavior.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = behavior[i] + modal[i];
        }
        return new Representations(3, 3, TrainedRuns.line(sum), TrainedRuns.line(behavior), TrainedRuns.line(modal));
    }

    @Test
    void theLossIsThatOfTheTraining() {
        InfoNceMatrix matrix = InfoNceMatrix.intra(Space.BEHAVIOR, BATCH, R);
        assertEquals(1.088607, matrix.table().doubleColumn("InfoNCE").get(0), 1e-6);
        assertEquals(
                0.965972, matrix.temperature(1).table().doubleColumn("InfoNCE").get(0), 1e-6);
        assertTrue(SvgParts.of(matrix).says("InfoNCE 1.089 at \u03c4 = 0.2"));
        assertTrue(SvgParts.of(matrix).says("guessing: ln 3 = 1.099"));
    }

    @Test
    void cellsAreCosinesOfUsersAndItems() {
        List<String> texts =
                SvgParts.of(InfoNceMatrix.intra(Space.BEHAVIOR, BATCH, R)).texts();
        // A row for each user: with (2,0), (0,1) and (1,1).
        List<String> cells =
                texts.stream().filter(t -> t.matches("\\d\\.\\d\\d")).toList();
        assertEquals(List.of("1.00", "0.00", "0.71", "0.60", "0.80", "0.99", "0.00", "1.00", "0.71"), cells);
    }

    @Test
    void probabilitiesOfARowSumToOne() {
        List<String> texts = SvgParts.of(InfoNceMatrix.intra(Space.BEHAVIOR, BATCH, R)
                        .probabilities()
                        .temperature(1))
                .texts();
        double[] cells = texts.stream()
                .filter(t -> t.matches("0\\.\\d\\d"))
                .mapToDouble(Double::parseDouble)
                .toArray();
        for (int row = 0; row < 3; row++) {
            assertEquals(1, cells[3 * row] + cells[3 * row + 1] + cells[3 * row + 2], 0.011);
        }
    }

    @Test
    void interAlignmentComparesTheLinesOfTheSameNodes() {
        Table users = InfoNceMatrix.inter(Side.USER, BATCH, R).table();
        // cos(b, m): (1,0)(1,0) = 1, (0.6,0.8)(0,1) = 0.8, (0,2)(1,0) = 0.
        assertEquals(0.6, users.doubleColumn("diagonal").get(0), 1e-6);
        assertEquals(
                (0 + 1 + 0.6 + 0.6 + 0 + 1) / 6, users.doubleColumn("elsewhere").get(0), 1e-6);
        assertEquals(2 / 3d, users.doubleColumn("found").get(0), 1e-9);
    }

    @Test
    void bothStatesHaveOneScaleAndFramedDiagonals() {
        Representations opposite = lines(new float[] {1, 0, 0, 1, 1, 0, -1, 0, 0, -1, -1, 0}, new float[12]);
        SvgParts parts = SvgParts.of(InfoNceMatrix.intra(Space.BEHAVIOR, BATCH, opposite, R));
        assertEquals(
                InfoNceMatrix.intra(Space.BEHAVIOR, BATCH, R).title() + ", before and after training",
                InfoNceMatrix.intra(Space.BEHAVIOR, BATCH, opposite, R).title());
        assertEquals(1, parts.count("before training"));
        assertEquals(1, parts.count("after training"));
        assertEquals(1, parts.count("\u22121"), "one color bar from -1");
        assertEquals(
                6,
                parts.all("rect").stream()
                        .filter(r -> r.getAttribute("stroke").equals("#ff3b30"))
                        .count());
        // A cosine of 0 has the color of the middle in both, and no other cells have it.
        String middle = Palette.quantity(0.5);
        assertEquals(
                List.of(4 + 2),
                parts.all("path").stream()
                        .filter(p -> p.getAttribute("fill").equals(middle))
                        .map(p -> p.getAttribute("d").split("M", -1).length - 1)
                        .reduce(Integer::sum)
                        .stream()
                        .toList());
    }

    @Test
    void sameValuesSameBytes() {
        assertEquals(
                InfoNceMatrix.intra(Space.MODAL, BATCH, R, R).toSvg(),
                InfoNceMatrix.intra(Space.MODAL, BATCH, R, R).toSvg());
    }

    @Test
    void aBatchHasDistinctUsersAndItems() {
        Batch batch = InfoNceMatrix.batch(TrainedRuns.DATA.train(), 12);
        assertEquals(12, Arrays.stream(batch.users()).distinct().count());
        assertEquals(12, Arrays.stream(batch.positives()).distinct().count());
        for (int b = 0; b < 12; b++) {
            assertTrue(TrainedRuns.DATA.train().matrix().contains(batch.users()[b], batch.positives()[b]));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> InfoNceMatrix.batch(Tiny.pairs(2, 2, new int[] {0, 0}, new int[] {1, 0}), 2));
    }

    @Test
    void whatCannotBeSeenIsRefused() {
        Batch many = new Batch(new int[65], new int[65], new int[0], 65);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> InfoNceMatrix.intra(Space.MODAL, many, R))
                .getMessage()
                .contains("65 pairs"));
        assertThrows(IllegalArgumentException.class, () -> InfoNceMatrix.intra(Space.MODAL, BATCH, R)
                .temperature(0));
    }
}
