package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PackedUsersTest {

    private static final List<String> LABELS = List.of("Recall@20", "NDCG@20");

    /** Users 0, 3, 6, ...; one in eight has a hit at a rank from 1 to 20. */
    private static RunRecord.PerUser users(int count) {
        SplittableRandom random = new SplittableRandom(1);
        int[] users = new int[count];
        double[] recall = new double[count];
        double[] ndcg = new double[count];
        for (int u = 0; u < count; u++) {
            users[u] = 3 * u;
            if (random.nextInt(8) == 0) {
                recall[u] = 1.0 / (1 + random.nextInt(3));
                ndcg[u] = 1 / (Math.log(2 + random.nextInt(20)) / Math.log(2));
            }
        }
        return new RunRecord.PerUser(users, Map.of("Recall@20", recall, "NDCG@20", ndcg));
    }

    @Test
    void everyDigitComesBack() throws IOException {
        RunRecord.PerUser before = users(1000);
        RunRecord.PerUser after = PackedUsers.unpack(PackedUsers.pack(before, LABELS), LABELS);
        assertArrayEquals(before.users(), after.users());
        for (String label : LABELS) {
            assertArrayEquals(before.values().get(label), after.values().get(label), 0);
        }
        RunRecord.PerUser none = PackedUsers.unpack(PackedUsers.pack(users(0), LABELS), LABELS);
        assertEquals(0, none.users().length);
    }

    @Test
    void aUserTakesLessThanAByte() {
        int size = PackedUsers.pack(users(20_000), LABELS).length();
        assertTrue(size < 16_000, size + " characters");
    }

    @Test
    void whatWasNotPackedIsRefused() {
        String packed = PackedUsers.pack(users(100), LABELS);
        for (String damaged : List.of("", "!", packed.substring(0, packed.length() / 2), "eJw" + packed)) {
            assertThrows(IOException.class, () -> PackedUsers.unpack(damaged, LABELS), damaged);
        }
        assertThrows(IOException.class, () -> PackedUsers.unpack(packed, LABELS.subList(0, 1)));
    }
}
