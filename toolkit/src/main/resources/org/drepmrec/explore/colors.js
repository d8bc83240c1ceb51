/** Colors the items by one of their properties and shows what the colors mean. */
class Colors {

    /** on: what to do when a group is to be seen alone. */
    constructor(data, state, on) {
        Object.assign(this, {data, state, on});
        this.legend = byId('legend');
    }

    use(coloring) {
        this.coloring = coloring;
        this.state.group = -1;
        if (coloring.groups) {
            const colors = coloring.colors.map(packed);
            this.state.tint = Uint32Array.from(coloring.groups, g => colors[this.shown(g)]);
            this.showGroups();
        } else {
            this.scaled();
            this.showScale();
        }
    }

    /** The entry of a group in the legend: the last color is that of all groups without one of their own. */
    shown(group) {
        return Math.min(group, this.coloring.colors.length - 1);
    }

    /** What the coloring says of an item. */
    text(coloring, i) {
        return coloring.groups ? coloring.labels[coloring.groups[i]] : short(coloring.values[i]);
    }

    scaled() {
        const {values, scale, logarithmic} = this.coloring;
        const level = logarithmic ? v => Math.log(v + 1) : v => v;
        let low = Infinity, high = -Infinity;
        for (const v of values) {
            if (v === v) {
                low = Math.min(low, v);
                high = Math.max(high, v);
            }
        }
        this.range = [low, high];
        const colors = scale.map(packed), from = level(low), extent = Math.max(level(high) - from, 1e-12);
        this.state.tint = Uint32Array.from(values, v => {
            if (v !== v) {
                return 0xb0b0b0;
            }
            const at = Math.min((level(v) - from) / extent * (colors.length - 1), colors.length - 1);
            return mixed(colors[Math.floor(at)], colors[Math.ceil(at)], at - Math.floor(at));
        });
    }

    showGroups() {
        const {labels, colors, groups} = this.coloring, sizes = new Array(colors.length).fill(0), rest = labels.length - colors.length;
        groups.forEach(g => sizes[this.shown(g)]++);
        this.legend.replaceChildren(...colors.map((color, g) => {
            const label = rest > 0 && g === colors.length - 1 ? `${rest + 1} others` : labels[g];
            const dot = element('i', {class: 'dot'});
            dot.style.background = color;
            return element('button', {type: 'button', 'aria-pressed': 'false', title: 'Show this group alone', onclick: event => {
                this.state.group = this.state.group === g ? -1 : g;
                this.legend.querySelectorAll('button').forEach((b, other) => b.setAttribute('aria-pressed', other === this.state.group));
                this.on.focus();
            }}, dot, label + ' ', element('span', {class: 'quiet'}, count(sizes[g])));
        }));
    }

    showScale() {
        const {scale, logarithmic, values} = this.coloring, [low, high] = this.range;
        const bar = element('span', {class: 'scale'});
        bar.style.background = `linear-gradient(to right, ${scale.join(', ')})`;
        const middle = logarithmic ? Math.sqrt((low + 1) * (high + 1)) - 1 : (low + high) / 2;
        this.legend.replaceChildren(element('span', {class: 'scaled'}, bar,
            element('span', {}, short(low)), element('span', {}, short(middle)), element('span', {}, short(high))));
        if (values.some(v => v !== v)) {
            const dot = element('i', {class: 'dot'});
            dot.style.background = '#b0b0b0';
            this.legend.append(element('span', {class: 'entry'}, dot, 'none'));
        }
    }
}

/** #rrggbb as red + 256 green + 65536 blue. */
function packed(color) {
    const rgb = parseInt(color.slice(1), 16);
    return rgb >> 16 | rgb & 0xff00 | (rgb & 255) << 16;
}

function mixed(a, b, part) {
    let color = 0;
    for (const shift of [0, 8, 16]) {
        const from = a >> shift & 255, to = b >> shift & 255;
        color |= Math.round(from + part * (to - from)) << shift;
    }
    return color;
}

/** A number in few digits. */
function short(v) {
    return v !== v ? 'none' : Number.isInteger(v) ? count(v) : v.toPrecision(3);
}
