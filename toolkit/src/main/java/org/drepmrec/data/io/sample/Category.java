package org.drepmrec.data.io.sample;

import java.util.List;

/** What an item is, in one of two forms: in every title and in every picture. */
public enum Category {
    /** Mugs; tea cups. */
    MUG(
            "mug|coffee mug",
            "tea cup|cup and saucer",
            "stoneware|porcelain|enamel",
            "300 ml|dishwasher-safe|set of two|hand-thrown"),
    /** Drinking bottles; with a loop. */
    BOTTLE(
            "drinking bottle|water bottle",
            "drinking bottle|travel bottle",
            "steel|glass|aluminium",
            "500 ml|750 ml|leak-proof|for hikes"),
    /** Plant pots with leaves; with a cactus. */
    PLANT_POT(
            "plant pot|flower pot",
            "plant pot|cactus pot",
            "terracotta|stoneware|zinc",
            "12 cm|18 cm|frost-proof|with drip tray"),
    /** Table lamps with a thin stand; with a round foot. */
    LAMP(
            "table lamp|reading lamp",
            "table lamp|bedside lamp",
            "oak|brass|porcelain|linen",
            "40 cm|dimmable|with fabric shade|warm light"),
    /** Chairs; armchairs. */
    CHAIR(
            "chair|dining chair",
            "armchair|easy chair",
            "oak|beech|velvet|walnut",
            "upholstered|made to last|with wooden legs|for small rooms"),
    /** Wall clocks; alarm clocks. */
    CLOCK("clock|wall clock", "clock|alarm clock", "brass|aluminium|beech", "silent|25 cm|quartz|battery included"),
    /** Cushions with a button; with tassels. */
    CUSHION(
            "cushion|throw pillow",
            "cushion|tasselled cushion",
            "linen|velvet|wool|cotton",
            "45 x 45 cm|with inner pad|washable cover|feather filling"),
    /** T-shirts; with a pocket. */
    T_SHIRT(
            "T-shirt|crew-neck T-shirt",
            "T-shirt|pocket T-shirt",
            "cotton|linen|bamboo",
            "regular fit|loose fit|pre-washed|short-sleeved"),
    /** Tote bags; handbags. */
    BAG(
            "tote bag|shopping bag",
            "handbag|evening bag",
            "canvas|leather|felt",
            "with inner pocket|water-repellent|handmade|for every day"),
    /** Sneakers; high-tops. */
    SHOE(
            "lace-up shoes|sneakers",
            "lace-up shoes|high-top shoes",
            "canvas|leather|suede",
            "rubber sole|padded|lightweight|wide fit"),
    /** Teddy bears; with a bow tie. */
    TEDDY(
            "teddy bear|cuddly bear",
            "teddy bear|bear with bow tie",
            "plush|cotton|wool",
            "30 cm|machine washable|extra soft|from birth"),
    /** Baby rompers; with a collar. */
    ROMPER(
            "baby romper|sleepsuit",
            "baby romper|romper with collar",
            "cotton|bamboo|jersey",
            "3-6 months|6-9 months|with feet|with press studs");

    private final String nouns;
    private final String otherNouns;
    private final String materials;
    private final String details;

    Category(String nouns, String otherNouns, String materials, String details) {
        this.nouns = nouns;
        this.otherNouns = otherNouns;
        this.materials = materials;
        this.details = details;
    }

    List<String> nouns(boolean otherForm) {
        return Words.of(otherForm ? otherNouns : nouns);
    }

    List<String> materials() {
        return Words.of(materials);
    }

    List<String> details() {
        return Words.of(details);
    }
}
