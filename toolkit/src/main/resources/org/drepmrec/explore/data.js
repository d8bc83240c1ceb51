/** Unpacks the embedded data; ExplorerData is what wrote it. */
function unpack(raw) {
    const n = raw.items;
    const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
    const numbers = (text, size) => {
        const all = bytes(text);
        return all.length === 4 * size ? new Uint32Array(all.buffer) : new Uint16Array(all.buffer);
    };
    const floats = text => new Float32Array(bytes(text).buffer);
    const data = {
        title: raw.title,
        items: n,
        neighbors: raw.neighbors,
        ids: raw.ids,
        titled: !!raw.titles,
        bought: floats(raw.bought),
        order: numbers(raw.order, n),
        notes: raw.notes,
        pictures: raw.pictures && Object.assign({}, raw.pictures, {place: numbers(raw.pictures.place, n)}),
    };
    data.titleOf = i => raw.titles && raw.titles[i] || 'item ' + raw.ids[i];
    data.spaces = raw.spaces.map(space => ({
        name: space.name,
        color: space.color,
        near: numbers(space.near, n * raw.neighbors),
        cosines: Float32Array.from(new Int16Array(bytes(space.cosines).buffer), c => c / 32767),
    }));
    data.maps = raw.maps.map(map => ({
        space: map.space,
        method: map.method,
        how: map.how,
        points: Float32Array.from(new Uint16Array(bytes(map.points).buffer), c => c / 65535),
    }));
    data.colors = raw.colors.map(color => color.groups
        ? {name: color.name, labels: color.labels, colors: color.colors, groups: numbers(color.groups, n)}
        : {name: color.name, scale: color.scale, logarithmic: color.logarithmic, values: floats(color.values)});
    return data;
}

/** A number as people write it. */
function count(n) {
    return n.toLocaleString('en-US');
}

/** An element with attributes and children; texts are never taken for markup. */
function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
        if (key.startsWith('on')) {
            made.addEventListener(key.slice(2), value);
        } else if (value !== null && value !== false) {
            made.setAttribute(key, value === true ? '' : value);
        }
    }
    made.append(...children.filter(child => child !== null));
    return made;
}

function byId(id) {
    return document.getElementById(id);
}
