package org.drepmrec.data.io.amazon;

/** Amazon's number of a product: ten ASCII letters or digits. */
final class Asin {

    static final int LENGTH = 10;
    static final String FORM = "ten letters or digits";

    private Asin() {}

    static boolean isSound(String text) {
        return text.length() == LENGTH
                && text.chars()
                        .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
    }
}
