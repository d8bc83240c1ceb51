package org.drepmrec.data.io.sample;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.drepmrec.data.CategorizedCatalogue;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The sample shop's titles and pictures (96 x 96), and the true attributes that no feature is computed from. */
public final class ShopCatalogue implements CategorizedCatalogue {

    private final List<ShopItem> items;
    private final List<String> titles;
    private final BufferedImage[] pictures;

    ShopCatalogue(List<ShopItem> items, List<String> titles, BufferedImage[] pictures) {
        this.items = items;
        this.titles = titles;
        this.pictures = pictures;
    }

    @Override
    public Optional<String> title(int item) {
        return Optional.of(titles.get(item));
    }

    /** The item's picture; a copy, 96 x 96. */
    @Override
    public Optional<BufferedImage> picture(int item) {
        BufferedImage copy = new BufferedImage(Painter.SIZE, Painter.SIZE, BufferedImage.TYPE_INT_RGB);
        pictures[item].copyData(copy.getRaster());
        return Optional.of(copy);
    }

    @Override
    public Optional<String> category(int item) {
        return Optional.of(
                items.get(item).category().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** The true attributes of an item. */
    public ShopItem attributes(int item) {
        return items.get(item);
    }

    /** One row per item: item, title, category, color, tone, style, pattern, material, brand, series, size, design. */
    public Table table() {
        return Table.create(
                "sample shop",
                IntColumn.indexColumn("item", items.size(), 0),
                StringColumn.create("title", titles),
                column("category", ShopItem::category),
                column("color", ShopItem::color),
                column("tone", ShopItem::tone),
                column("style", ShopItem::style),
                column("pattern", ShopItem::pattern),
                column("material", ShopItem::material),
                column("brand", ShopItem::brand),
                column("series", ShopItem::series),
                column("size", ShopItem::size),
                IntColumn.create(
                        "design", items.stream().mapToInt(ShopItem::design).toArray()));
    }

    private StringColumn column(String name, Function<ShopItem, Object> attribute) {
        return StringColumn.create(
                name, items.stream().map(i -> attribute.apply(i).toString()).toList());
    }
}
