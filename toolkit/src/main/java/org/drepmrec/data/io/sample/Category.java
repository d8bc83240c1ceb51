package org.drepmrec.data.io.sample;

import java.util.List;

/** What an item is, in one of two forms: in every title and in every picture. */
public enum Category {
    /** Mugs; tea cups. */
    MUG(
            "mug|coffee mug",
            "tea cup|cup and saucer",
            "stoneware|porcelain|enamel",
            "250 ml|350 ml|450 ml",
            "dishwasher-safe|set of two|hand-thrown"),
    /** Teapots; jugs. */
    TEAPOT(
            "teapot|tea pot with lid",
            "jug|milk jug",
            "stoneware|porcelain|enamel",
            "0.5 l|1 l|1.5 l",
            "dishwasher-safe|with strainer|hand-painted"),
    /** Drinking bottles; with a loop. */
    BOTTLE(
            "drinking bottle|water bottle",
            "flask|travel flask",
            "steel|glass|aluminium",
            "350 ml|500 ml|750 ml",
            "leak-proof|for hikes|keeps drinks cold"),
    /** Plant pots with leaves; with a cactus. */
    PLANT_POT(
            "plant pot|flower pot",
            "cactus pot|cactus planter",
            "terracotta|stoneware|zinc",
            "12 cm|18 cm|24 cm",
            "frost-proof|with drip tray|for windowsills"),
    /** Table lamps with a thin stand; with a round foot. */
    LAMP(
            "table lamp|reading lamp",
            "bedside lamp|night lamp",
            "oak|brass|porcelain|linen",
            "30 cm|40 cm|55 cm",
            "dimmable|with fabric shade|warm light"),
    /** Chairs; armchairs. */
    CHAIR(
            "chair|dining chair",
            "armchair|easy chair",
            "oak|beech|velvet|walnut",
            "seat 40 cm|seat 45 cm|seat 50 cm",
            "upholstered|made to last|for small rooms"),
    /** Wall clocks; alarm clocks. */
    CLOCK(
            "wall clock|kitchen clock",
            "alarm clock|bedside clock",
            "brass|aluminium|beech",
            "10 cm|25 cm|35 cm",
            "silent|quartz|battery included"),
    /** Cushions with a button; with tassels. */
    CUSHION(
            "cushion|throw pillow",
            "tasselled cushion|floor cushion",
            "linen|velvet|wool|cotton",
            "40 x 40 cm|45 x 45 cm|60 x 60 cm",
            "with inner pad|washable cover|feather filling"),
    /** T-shirts; with a pocket. */
    T_SHIRT(
            "T-shirt|crew-neck T-shirt",
            "pocket T-shirt|pocket tee",
            "cotton|linen|bamboo",
            "size S|size M|size L",
            "regular fit|pre-washed|short-sleeved"),
    /** Tote bags; handbags. */
    BAG(
            "tote bag|shopping bag",
            "handbag|evening bag",
            "canvas|leather|felt",
            "small|medium|large",
            "with inner pocket|water-repellent|for every day"),
    /** Backpacks; satchels. */
    BACKPACK(
            "backpack|rucksack",
            "satchel|school satchel",
            "canvas|leather|nylon",
            "10 litres|18 litres|25 litres",
            "padded straps|with laptop sleeve|water-repellent"),
    /** Sneakers; high-tops. */
    SHOE(
            "sneakers|lace-up shoes",
            "high-tops|high-top shoes",
            "canvas|leather|suede",
            "size 36|size 39|size 42",
            "rubber sole|padded|lightweight"),
    /** Bobble hats; sun hats. */
    HAT(
            "bobble hat|winter hat",
            "sun hat|brimmed hat",
            "wool|cotton|felt",
            "54 cm|56 cm|58 cm",
            "lined|foldable|hand-knitted"),
    /** Open umbrellas; folded ones. */
    UMBRELLA(
            "umbrella|dome umbrella",
            "walking-stick umbrella|rolled umbrella",
            "nylon|cotton|polyester",
            "85 cm|100 cm|115 cm",
            "windproof|automatic|with wooden handle"),
    /** Teddy bears; with a bow tie. */
    TEDDY(
            "teddy bear|cuddly bear",
            "bear with bow tie|bow-tie teddy",
            "plush|cotton|wool",
            "20 cm|30 cm|45 cm",
            "machine washable|extra soft|from birth"),
    /** Baby rompers; with a collar. */
    ROMPER(
            "baby romper|sleepsuit",
            "romper with collar|collared playsuit",
            "cotton|bamboo|jersey",
            "0-3 months|3-6 months|6-9 months",
            "with feet|with press studs|organic");

    private final String nouns;
    private final String otherNouns;
    private final String materials;
    private final String sizes;
    private final String details;

    Category(String nouns, String otherNouns, String materials, String sizes, String details) {
        this.nouns = nouns;
        this.otherNouns = otherNouns;
        this.materials = materials;
        this.sizes = sizes;
        this.details = details;
    }

    List<String> nouns(boolean otherForm) {
        return Words.of(otherForm ? otherNouns : nouns);
    }

    List<String> materials() {
        return Words.of(materials);
    }

    /** From small to large. */
    List<String> sizes() {
        return Words.of(sizes);
    }

    List<String> details() {
        return Words.of(details);
    }
}
