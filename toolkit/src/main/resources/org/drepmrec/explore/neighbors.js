/** An item and its nearest items in each space, side by side; or, without an item, what the spaces have in common. */
class Neighbors {

    /** on: choose(item), onMap() after another space is drawn on the map, describe(item) in a few words. */
    constructor(data, state, pictures, on) {
        Object.assign(this, {data, state, pictures, on});
        this.place = byId('item');
        this.past = [];
        this.overview = null;
    }

    near(space, i) {
        return space.near.subarray(i * this.data.neighbors, (i + 1) * this.data.neighbors);
    }

    show(i) {
        this.place.replaceChildren(...(i < 0 ? this.common() : this.item(i)));
        this.place.scrollTop = 0;
        // Below the map, where the window is narrow, an answer would not be seen.
        const top = this.place.getBoundingClientRect().top;
        if (i >= 0 && top > 0.6 * innerHeight) {
            scrollBy({top: top - 0.4 * innerHeight});
        }
    }

    /* ---- an item ---- */

    item(i) {
        const {data} = this;
        const back = element('button', {type: 'button', title: 'The item before', onclick: () => this.on.back()}, '\u2039 Back');
        back.hidden = this.past.length === 0;
        const facts = element('dl', {}, ...[['id', data.ids[i]], ...this.on.facts(i)]
            .flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
        const head = element('div', {class: 'head'}, this.pictures.element(i, 96),
            element('div', {}, element('h2', {}, data.titleOf(i)), facts,
                element('p', {class: 'buttons'}, back,
                    element('button', {type: 'button', onclick: () => this.on.choose(-1)}, 'Overview'))));
        const columns = element('div', {class: 'columns', style: `--columns:${data.spaces.length}`},
            ...data.spaces.map((space, s) => this.column(space, s, i)));
        return [head, columns];
    }

    column(space, s, i) {
        const {data, state} = this, cosines = space.cosines.subarray(i * data.neighbors, (i + 1) * data.neighbors);
        const head = element('button', {type: 'button', class: 'space', 'aria-pressed': String(state.onMap.has(s)),
            title: 'Show these neighbors on the map', onclick: event => {
                if (!state.onMap.delete(s)) {
                    state.onMap.add(s);
                }
                event.currentTarget.setAttribute('aria-pressed', state.onMap.has(s));
                this.on.onMap();
            }}, element('i', {class: 'dot'}), space.name);
        const column = element('section', {class: 'column', 'aria-label': `Neighbors by ${space.name}`, 'data-space': space.name}, head);
        column.style.setProperty('--space', space.color);
        if (cosines.every(c => c === 0)) {
            column.append(element('p', {class: 'quiet'}, 'The vector of this item is 0 or meets no other: it has no neighbors here.'));
            return column;
        }
        column.append(element('ol', {}, ...Array.from(this.near(space, i), (other, k) => this.neighbor(s, i, other, cosines[k]))));
        return column;
    }

    neighbor(s, i, other, cosine) {
        const also = this.data.spaces.filter((space, t) => t !== s && this.near(space, i).includes(other));
        const title = this.data.titleOf(other);
        const bar = element('span', {class: 'bar'});
        bar.style.setProperty('--part', Math.max(0, cosine));
        const dots = also.map(space => {
            const dot = element('i', {class: 'dot'});
            dot.style.background = space.color;
            return dot;
        });
        const names = also.map(space => space.name).join(', ');
        return element('li', {}, element('button', {
            type: 'button', 'data-item': other, title: title + (names ? `\nalso near by ${names}` : ''),
            onclick: () => this.on.choose(other),
            onmouseenter: () => this.on.point(other), onmouseleave: () => this.on.point(-1),
            onfocus: () => this.on.point(other), onblur: () => this.on.point(-1),
        }, element('span', {class: 'near'}, this.pictures.element(other, 48), element('span', {class: 'cosine'}, cosine.toFixed(3), bar,
            names ? element('span', {class: 'also', role: 'img', 'aria-label': `also near by ${names}`}, ...dots) : null)),
        element('span', {class: 'title'}, title)));
    }

    /* ---- all items ---- */

    common() {
        const {spaces, neighbors} = this.data;
        const parts = [element('h2', {}, 'Choose an item'),
            element('p', {}, 'Click a point, or search by title, to see its nearest items in each space side by side. '
                + 'Draw around points with the lasso to list them.')];
        if (spaces.length > 1) {
            this.overview = this.overview || this.shared();
            parts.push(element('h3', {}, 'How much do the spaces agree?'),
                element('p', {class: 'quiet'},
                    `Of an item\u2019s ${neighbors} nearest items in one space, how many are also among the ${neighbors} nearest in another, `
                    + 'as a mean over all items.'), this.overview);
        }
        return parts;
    }

    shared() {
        const {spaces, items, neighbors} = this.data, mean = spaces.map(() => spaces.map(() => neighbors));
        for (let a = 0; a < spaces.length; a++) {
            for (let b = 0; b < a; b++) {
                let sum = 0;
                for (let i = 0; i < items; i++) {
                    const others = this.near(spaces[b], i);
                    for (const other of this.near(spaces[a], i)) {
                        sum += others.includes(other) ? 1 : 0;
                    }
                }
                mean[a][b] = mean[b][a] = sum / items;
            }
        }
        const name = space => {
            const dot = element('i', {class: 'dot'});
            dot.style.background = space.color;
            return element('span', {}, dot, space.name);
        };
        return element('div', {class: 'scroll'}, element('table', {class: 'shared'},
            element('thead', {}, element('tr', {}, element('td', {}),
                ...spaces.map(space => element('th', {scope: 'col'}, name(space))))),
            element('tbody', {}, ...spaces.map((space, a) => element('tr', {}, element('th', {scope: 'row'}, name(space)),
                ...spaces.map((_, b) => {
                    const cell = element('td', {}, a === b ? '\u2013' : mean[a][b].toFixed(1));
                    cell.style.setProperty('--part', a === b ? 0 : mean[a][b] / neighbors);
                    return cell;
                }))))));
    }
}
