/** The pictures of items, which lie side by side on a few sheets. */
class Pictures {

    /** Calls back when a sheet can be drawn. */
    constructor(raw, loaded) {
        this.place = raw ? raw.place : null;
        if (!raw) {
            return;
        }
        this.size = raw.size;
        this.across = raw.across;
        // By short names instead of their bytes, since hundreds of elements refer to them.
        this.sheets = raw.sheets.map(sheet => {
            const jpeg = Uint8Array.from(atob(sheet), c => c.charCodeAt(0));
            const image = new Image();
            image.onload = loaded;
            image.src = URL.createObjectURL(new Blob([jpeg], {type: 'image/jpeg'}));
            return image;
        });
    }

    has(i) {
        return this.place !== null && this.place[i] > 0;
    }

    /** Where item i lies: sheet, and left and top of the picture on it. */
    find(i) {
        const place = this.place[i] - 1, inside = place % (this.across * this.across);
        return {
            sheet: this.sheets[(place - inside) / (this.across * this.across)],
            left: inside % this.across * this.size,
            top: Math.floor(inside / this.across) * this.size,
        };
    }

    /** Draws item i around a point. */
    draw(context, i, x, y, side) {
        const {sheet, left, top} = this.find(i);
        if (sheet.complete && sheet.naturalWidth) {
            context.drawImage(sheet, left, top, this.size, this.size, x - side / 2, y - side / 2, side, side);
        }
    }

    /** The picture as an element, or null. Its title always stands beside it, so it has no text of its own. */
    element(i, side) {
        if (!this.has(i)) {
            return null;
        }
        const {sheet, left, top} = this.find(i), scale = side / this.size;
        const made = element('span', {class: 'picture', 'aria-hidden': 'true'});
        made.style.cssText = `width:${side}px;height:${side}px;background-image:url(${sheet.src});`
            + `background-position:${-left * scale}px ${-top * scale}px;`
            + `background-size:${this.across * side}px auto`;
        return made;
    }
}
