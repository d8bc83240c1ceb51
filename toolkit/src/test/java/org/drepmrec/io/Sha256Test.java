package org.drepmrec.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Sha256Test {

    /** FIPS 180-2, example B.1. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    @Test
    void bytesAreHashedAsTheStandardSays() {
        assertEquals(OF_ABC, new Sha256().update(ABC).hex());
        assertEquals(
                OF_ABC,
                new Sha256()
                        .update("abcd".getBytes(StandardCharsets.US_ASCII), 3)
                        .hex());
        assertEquals(OF_ABC, new Sha256().update(ByteBuffer.wrap(ABC)).hex());
    }

    @Test
    void numbersAreFourBytesBigEndianInTheOrderInWhichTheyCame() {
        byte[] bytes = ByteBuffer.allocate(15)
                .put(ABC)
                .putInt(7)
                .putFloat(1.5f)
                .putInt(3)
                .array();
        assertEquals(
                new Sha256().update(bytes).hex(),
                new Sha256().update(ABC).add(7).add(1.5f).add(3).hex());
    }

    @Test
    void aTextCountsWithItsLength() {
        assertEquals(
                new Sha256().add(3).update(ABC).hex(), new Sha256().add("abc").hex());
    }

    @Test
    void manyNumbersPassThroughTheBuffer() {
        ByteBuffer bytes = ByteBuffer.allocate(4 * 10_000);
        Sha256 hash = new Sha256();
        for (int k = 0; k < 10_000; k++) {
            bytes.putInt(k);
            hash.add(k);
        }
        assertEquals(new Sha256().update(bytes.array()).hex(), hash.hex());
    }
}
