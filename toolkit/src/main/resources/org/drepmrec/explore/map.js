/** The map: where items are, what part is seen, and what the pointer and the keys do to it. */
class ItemMap {

    /**
     * state: shared by all parts, see main.js.
     * on: what to do when an item is chosen (choose) or items are selected (select).
     */
    constructor(data, state, pictures, on) {
        Object.assign(this, {data, state, pictures, on});
        this.stage = byId('stage');
        this.tip = byId('tip');
        this.points = new Points(byId('points'));
        this.marks = byId('marks').getContext('2d');
        this.canvas = byId('points');
        this.mode = 'move';
        this.showsPictures = pictures.place !== null;
        this.view = {x: 0.5, y: 0.5, zoom: 1};
        this.lasso = null;
        this.pending = false;
        this.spread = new Map();
        this.listen();
        new ResizeObserver(() => this.resize()).observe(this.stage);
    }

    /* ---- where items are ---- */

    /** Moves the items to other places, so that the eye can follow them. */
    move(points) {
        const from = this.place, still = matchMedia('(prefers-reduced-motion: reduce)').matches;
        this.spread.clear();
        this.target = points;
        if (!this.width) {
            // Not laid out yet, as in a folded cell.
            this.place = points;
            return;
        }
        this.place = from && !still ? from.slice() : points;
        this.home = this.fitted(points);
        if (!from || still) {
            this.view = Object.assign({}, this.home);
            this.redraw();
            return;
        }
        const start = performance.now(), before = Object.assign({}, this.view), after = this.home;
        this.moving = points;
        const step = now => {
            if (this.moving !== points) {
                return;
            }
            const t = Math.min(1, Math.max(0, (now - start) / 600)), part = t * t * (3 - 2 * t);
            for (let k = 0; k < points.length; k++) {
                this.place[k] = from[k] + part * (points[k] - from[k]);
            }
            for (const key of ['x', 'y', 'zoom']) {
                this.view[key] = before[key] + part * (after[key] - before[key]);
            }
            if (t === 1) {
                this.place = points;
                this.moving = null;
                this.redraw();
            } else {
                this.redraw();
                requestAnimationFrame(step);
            }
        };
        requestAnimationFrame(step);
    }

    /** The view that shows all points. */
    fitted(points) {
        let left = 1, right = 0, low = 1, high = 0;
        for (let k = 0; k < points.length; k += 2) {
            left = Math.min(left, points[k]);
            right = Math.max(right, points[k]);
            low = Math.min(low, points[k + 1]);
            high = Math.max(high, points[k + 1]);
        }
        const room = 56;
        return {
            x: (left + right) / 2,
            y: (low + high) / 2,
            zoom: Math.min((this.width - room) / Math.max(right - left, 1e-6), (this.height - room) / Math.max(high - low, 1e-6)),
        };
    }

    screenX(i) {
        return (this.place[2 * i] - this.view.x) * this.view.zoom + this.width / 2;
    }

    screenY(i) {
        return (this.view.y - this.place[2 * i + 1]) * this.view.zoom + this.height / 2;
    }

    resize() {
        const width = this.stage.clientWidth, height = this.stage.clientHeight;
        if (width === 0 || height === 0) {
            return;
        }
        const seesAll = !this.home || Math.abs(this.view.zoom / this.home.zoom - 1) < 1e-6;
        this.width = width;
        this.height = height;
        this.ratio = Math.min(window.devicePixelRatio || 1, 2);
        this.points.resize(Math.round(width * this.ratio), Math.round(height * this.ratio));
        this.marks.canvas.width = width * this.ratio;
        this.marks.canvas.height = height * this.ratio;
        if (this.target) {
            this.home = this.fitted(this.target);
            if (seesAll) {
                this.view = Object.assign({}, this.home);
            }
            this.draw();
        }
    }

    /* ---- what is seen ---- */

    redraw() {
        if (!this.pending) {
            this.pending = true;
            requestAnimationFrame(() => {
                this.pending = false;
                this.draw();
            });
        }
    }

    radius() {
        const many = 3.6 - Math.log10(Math.max(this.data.items, 300) / 1000);
        return Math.max(1.6, many) * Math.min(2, Math.max(1, Math.pow(this.view.zoom / this.home.zoom, 0.3)));
    }

    draw() {
        if (!this.width || !this.place) {
            return;
        }
        const {order} = this.data, {tint, faded, selected} = this.state, points = this.points, ratio = this.ratio;
        const radius = this.radius() * ratio;
        const full = points.mask(radius, 0.85), pale = points.mask(radius, 0.3), halo = points.mask(radius + 1.3 * ratio, 1);
        points.clear();
        for (const last of [false, true]) {
            // The least popular first, so that the best known lie on top.
            for (let k = order.length - 1; k >= 0; k--) {
                const i = order[k];
                if (faded[i] === 1 === last) {
                    continue;
                }
                const x = this.screenX(i) * ratio, y = this.screenY(i) * ratio;
                if (selected[i]) {
                    points.disc(x, y, halo, 0x333333);
                }
                points.disc(x, y, last ? full : pale, last ? tint[i] : 0xb0b0b0);
            }
        }
        points.show();
        this.drawMarks();
    }

    drawMarks() {
        const context = this.marks, {item, hovered} = this.state;
        context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
        context.clearRect(0, 0, this.width, this.height);
        if (this.showsPictures && !this.moving) {
            this.drawPictures(context);
        }
        if (item >= 0) {
            this.drawNeighbors(context, item);
        }
        if (hovered >= 0 && hovered !== item) {
            this.ring(context, hovered, this.radius() + 3, '#222', 2);
        }
        if (this.lasso && this.lasso.length > 1) {
            context.beginPath();
            this.lasso.forEach(([x, y]) => context.lineTo(x, y));
            context.closePath();
            context.fillStyle = 'rgba(0, 90, 158, 0.08)';
            context.fill();
            context.strokeStyle = '#005a9e';
            context.lineWidth = 1.5;
            context.stroke();
        }
        if (this.keyed) {
            const x = this.width / 2, y = this.height / 2;
            context.strokeStyle = '#222';
            context.lineWidth = 1;
            context.strokeRect(x - 6.5, y - 6.5, 13, 13);
        }
    }

    ring(context, i, radius, color, width) {
        context.beginPath();
        context.arc(this.screenX(i), this.screenY(i), radius, 0, 2 * Math.PI);
        context.lineWidth = width + 2;
        context.strokeStyle = '#fff';
        context.stroke();
        context.lineWidth = width;
        context.strokeStyle = color;
        context.stroke();
    }

    drawNeighbors(context, item) {
        const {neighbors, spaces} = this.data, x = this.screenX(item), y = this.screenY(item);
        for (const [s, space] of spaces.entries()) {
            if (!this.state.onMap.has(s)) {
                continue;
            }
            context.strokeStyle = space.color;
            context.lineWidth = 1.2;
            context.globalAlpha = 0.6;
            for (let k = 0; k < neighbors; k++) {
                const other = space.near[item * neighbors + k];
                context.beginPath();
                context.moveTo(x, y);
                context.lineTo(this.screenX(other), this.screenY(other));
                context.stroke();
            }
            context.globalAlpha = 1;
            for (let k = 0; k < neighbors; k++) {
                this.ring(context, space.near[item * neighbors + k], this.radius() + 2, space.color, 2);
            }
        }
        this.ring(context, item, this.radius() + 5, '#111', 3);
    }

    /** As many pictures as do not cover each other, the best known items first; the same ones while the map is dragged. */
    drawPictures(context) {
        const level = Math.round(3 * Math.log2(this.view.zoom)), side = 34, half = side / 2;
        if (!this.spread.has(level)) {
            this.spread.set(level, this.spreadOut((side + 5) / Math.pow(2, level / 3)));
        }
        for (const i of this.spread.get(level)) {
            const x = this.screenX(i), y = this.screenY(i);
            if (this.state.faded[i] || x < -half || y < -half || x > this.width + half || y > this.height + half) {
                continue;
            }
            const color = this.state.tint[i];
            context.fillStyle = `rgb(${color & 255}, ${color >> 8 & 255}, ${color >> 16 & 255})`;
            context.fillRect(x - half - 2, y - half - 2, side + 4, side + 4);
            this.pictures.draw(context, i, x, y, side);
        }
    }

    /** Items with a picture that are at least so far from each other, across or up. */
    spreadOut(distance) {
        const taken = new Map(), chosen = [], place = this.place;
        const cell = (x, y) => Math.floor(x / distance) * 100003 + Math.floor(y / distance);
        for (const i of this.data.order) {
            const x = place[2 * i], y = place[2 * i + 1];
            if (!this.pictures.has(i) || this.state.faded[i]) {
                continue;
            }
            let free = true;
            for (let across = -1; across <= 1 && free; across++) {
                for (let up = -1; up <= 1 && free; up++) {
                    const other = taken.get(cell(x + across * distance, y + up * distance));
                    free = other === undefined || Math.abs(place[2 * other] - x) >= distance
                        || Math.abs(place[2 * other + 1] - y) >= distance;
                }
            }
            if (free) {
                taken.set(cell(x, y), i);
                chosen.push(i);
            }
        }
        return chosen;
    }

    /** After a change of which items are faded. */
    refade() {
        this.spread.clear();
        this.redraw();
    }

    /* ---- what the pointer and the keys do ---- */

    /** The nearest item within some pixels, or -1; pale ones do not count. */
    pick(x, y, within) {
        let best = -1, least = within * within;
        for (const i of this.data.order) {
            const dx = this.screenX(i) - x, dy = this.screenY(i) - y, square = dx * dx + dy * dy;
            if (square < least && !this.state.faded[i]) {
                least = square;
                best = i;
            }
        }
        return best >= 0 ? best : this.pickPicture(x, y);
    }

    pickPicture(x, y) {
        const shown = this.showsPictures && !this.moving && this.spread.get(Math.round(3 * Math.log2(this.view.zoom)));
        const hit = (shown || []).find(i => Math.abs(this.screenX(i) - x) <= 19 && Math.abs(this.screenY(i) - y) <= 19);
        return hit === undefined ? -1 : hit;
    }

    zoomBy(factor, x, y) {
        const zoom = Math.min(200 * this.home.zoom, Math.max(0.5 * this.home.zoom, this.view.zoom * factor));
        const wide = 1 / this.view.zoom - 1 / zoom;
        this.view.x += (x - this.width / 2) * wide;
        this.view.y -= (y - this.height / 2) * wide;
        this.view.zoom = zoom;
        this.redraw();
    }

    pan(dx, dy) {
        this.view.x -= dx / this.view.zoom;
        this.view.y += dy / this.view.zoom;
        this.redraw();
    }

    fit() {
        this.view = Object.assign({}, this.home);
        this.redraw();
    }

    /** Brings an item into view if it is out of it. */
    reveal(i) {
        const x = this.screenX(i), y = this.screenY(i);
        if (x < 20 || y < 20 || x > this.width - 20 || y > this.height - 20) {
            this.view.x = this.target[2 * i];
            this.view.y = this.target[2 * i + 1];
        }
        this.redraw();
    }

    setMode(mode) {
        this.mode = mode;
        this.stage.dataset.mode = mode;
    }

    listen() {
        const canvas = this.canvas, pointers = new Map();
        let travelled = 0, adds = false;
        const at = event => {
            const box = canvas.getBoundingClientRect();
            return [event.clientX - box.left, event.clientY - box.top];
        };
        canvas.addEventListener('pointerdown', event => {
            if (event.button !== 0) {
                return;
            }
            canvas.setPointerCapture(event.pointerId);
            pointers.set(event.pointerId, at(event));
            travelled = pointers.size > 1 ? Infinity : 0;
            adds = event.ctrlKey || event.metaKey;
            this.lasso = pointers.size === 1 && (this.mode === 'lasso' || event.shiftKey) ? [at(event)] : null;
            this.keyed = false;
            this.hover(-1);
        });
        canvas.addEventListener('pointermove', event => {
            const [x, y] = at(event), before = pointers.get(event.pointerId);
            if (!before) {
                this.hover(this.pick(x, y, 9), x, y);
                return;
            }
            travelled += Math.hypot(x - before[0], y - before[1]);
            if (this.lasso) {
                this.lasso.push([x, y]);
                this.redraw();
            } else if (pointers.size === 2) {
                const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
                this.zoomBy(Math.hypot(x - other[0], y - other[1])
                    / Math.max(1, Math.hypot(before[0] - other[0], before[1] - other[1])), (x + other[0]) / 2, (y + other[1]) / 2);
                this.pan((x - before[0]) / 2, (y - before[1]) / 2);
            } else if (travelled > 4) {
                this.pan(x - before[0], y - before[1]);
            }
            pointers.set(event.pointerId, [x, y]);
        });
        const end = event => {
            if (!pointers.delete(event.pointerId)) {
                return;
            }
            const [x, y] = at(event), path = this.lasso;
            this.lasso = null;
            if (event.type === 'pointercancel') {
                this.redraw();
            } else if (travelled <= 4) {
                const hit = this.pick(x, y, event.pointerType === 'touch' ? 22 : 12);
                if (hit >= 0) {
                    this.on.choose(hit);
                }
            } else if (path) {
                this.on.select(this.inside(path), adds);
            }
            this.redraw();
        };
        canvas.addEventListener('pointerup', end);
        canvas.addEventListener('pointercancel', end);
        canvas.addEventListener('pointerleave', () => this.hover(-1));
        canvas.addEventListener('wheel', event => {
            // In the cell of a notebook the wheel scrolls the notebook until the map is clicked.
            if (window.parent !== window && document.activeElement !== canvas && !event.ctrlKey) {
                return;
            }
            event.preventDefault();
            this.zoomBy(Math.pow(2, -event.deltaY * (event.deltaMode ? 20 : 1) / 300), ...at(event));
        }, {passive: false});
        canvas.addEventListener('keydown', event => this.key(event));
        canvas.addEventListener('focus', () => {
            this.keyed = canvas.matches(':focus-visible');
            this.redraw();
        });
        canvas.addEventListener('blur', () => {
            this.keyed = false;
            this.redraw();
        });
    }

    key(event) {
        const x = this.width / 2, y = this.height / 2, step = 40;
        const does = {
            ArrowLeft: () => this.pan(step, 0),
            ArrowRight: () => this.pan(-step, 0),
            ArrowUp: () => this.pan(0, step),
            ArrowDown: () => this.pan(0, -step),
            '+': () => this.zoomBy(1.3, x, y),
            '=': () => this.zoomBy(1.3, x, y),
            '-': () => this.zoomBy(1 / 1.3, x, y),
            0: () => this.fit(),
            Enter: () => this.on.choose(this.pick(x, y, Infinity)),
            Escape: () => this.on.choose(-1),
        }[event.key];
        if (does && !event.ctrlKey && !event.metaKey && !event.altKey) {
            event.preventDefault();
            this.keyed = true;
            does();
        }
    }

    /** The items inside a polygon; pale ones do not count. */
    inside(path) {
        const found = [];
        for (const i of this.data.order) {
            const x = this.screenX(i), y = this.screenY(i);
            let odd = false;
            for (let a = 0, b = path.length - 1; a < path.length; b = a++) {
                const [ax, ay] = path[a], [bx, by] = path[b];
                if (ay > y !== by > y && x < (bx - ax) * (y - ay) / (by - ay) + ax) {
                    odd = !odd;
                }
            }
            if (odd && !this.state.faded[i]) {
                found.push(i);
            }
        }
        return found;
    }

    hover(i, x, y) {
        if (i !== this.state.hovered) {
            this.state.hovered = i;
            this.redraw();
            this.tip.hidden = i < 0 || x === undefined;
            this.canvas.style.cursor = i >= 0 ? 'pointer' : '';
            if (!this.tip.hidden) {
                this.tip.replaceChildren(...[this.pictures.element(i, 72),
                    element('span', {}, element('b', {}, this.data.titleOf(i)), element('span', {class: 'quiet'}, this.on.describe(i)))]
                    .filter(part => part !== null));
            }
        }
        if (!this.tip.hidden) {
            const box = this.tip.getBoundingClientRect();
            this.tip.style.left = Math.max(4, Math.min(x + 14, this.width - box.width - 4)) + 'px';
            this.tip.style.top = (y + 18 + box.height > this.height ? Math.max(4, y - box.height - 12) : y + 18) + 'px';
        }
    }
}
