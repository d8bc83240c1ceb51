/**
 * Draws discs into the pixels of a canvas. Tens of thousands take milliseconds this way on any machine: as paths of a canvas they take
 * longer than a frame, and WebGL is not everywhere.
 */
class Points {

    constructor(canvas) {
        this.canvas = canvas;
        this.context = canvas.getContext('2d', {alpha: false});
        this.masks = new Map();
    }

    resize(width, height) {
        this.canvas.width = width;
        this.canvas.height = height;
        this.image = this.context.createImageData(width, height);
        this.pixels = new Uint32Array(this.image.data.buffer);
    }

    clear() {
        this.pixels.fill(0xffffffff);
    }

    show() {
        this.context.putImageData(this.image, 0, 0);
    }

    /** How much of each pixel of a square a disc covers, 0 to 256 times its opacity. */
    mask(radius, opacity) {
        const key = Math.round(4 * radius) + ' ' + opacity;
        if (!this.masks.has(key)) {
            const half = Math.ceil(radius + 0.5), side = 2 * half + 1, cover = new Uint16Array(side * side);
            for (let y = 0; y < side; y++) {
                for (let x = 0; x < side; x++) {
                    const inside = radius + 0.5 - Math.hypot(x - half, y - half);
                    cover[y * side + x] = Math.round(256 * opacity * Math.min(1, Math.max(0, inside)));
                }
            }
            this.masks.set(key, {half, side, cover});
        }
        return this.masks.get(key);
    }

    /** A disc around a pixel; the color is red + 256 green + 65536 blue. */
    disc(atX, atY, mask, color) {
        const width = this.canvas.width, height = this.canvas.height, pixels = this.pixels;
        const left = Math.round(atX) - mask.half, top = Math.round(atY) - mask.half, side = mask.side;
        if (left >= width || top >= height || left + side <= 0 || top + side <= 0) {
            return;
        }
        const red = color & 255, green = color >> 8 & 255, blue = color >> 16 & 255;
        const fromX = Math.max(0, -left), toX = Math.min(side, width - left);
        for (let y = Math.max(0, -top), toY = Math.min(side, height - top); y < toY; y++) {
            let pixel = (top + y) * width + left + fromX;
            for (let x = fromX, m = y * side + fromX; x < toX; x++, m++, pixel++) {
                const a = mask.cover[m];
                if (a) {
                    const old = pixels[pixel], r = old & 255, g = old >> 8 & 255, b = old >> 16 & 255;
                    pixels[pixel] = 0xff000000 | b + ((blue - b) * a >> 8) << 16 | g + ((green - g) * a >> 8) << 8
                        | r + ((red - r) * a >> 8);
                }
            }
        }
    }
}
