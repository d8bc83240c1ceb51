/** Ties the parts of the page together. */
const source = byId('data');
const data = unpack(JSON.parse(source.textContent));
source.remove();

/** What all parts share: the chosen item, the hovered one, and for each item its color, whether it is pale, whether it is selected. */
const state = {
    item: -1,
    hovered: -1,
    group: -1,
    matches: null,
    onMap: new Set(),
    tint: new Uint32Array(data.items),
    faded: new Uint8Array(data.items),
    selected: new Uint8Array(data.items),
};

const pictures = new Pictures(data.pictures, () => map.redraw());
const describe = i => `${count(data.bought[i])} training interactions \u00b7 ${colors.text(colors.coloring, i)}`;
const columns = () => data.colors.map(coloring => ({
    name: coloring.name,
    number: !coloring.groups,
    text: i => colors.text(coloring, i),
    exact: i => coloring.groups ? coloring.labels[coloring.groups[i]] : coloring.values[i] === coloring.values[i] ? coloring.values[i] : '',
}));

const map = new ItemMap(data, state, pictures, {choose, select, describe});
const colors = new Colors(data, state, {focus: fade});
const neighbors = new Neighbors(data, state, pictures, {
    choose,
    back: () => show(neighbors.past.pop()),
    onMap: () => map.redraw(),
    point: i => map.hover(i),
    facts: i => data.colors.map(coloring => [coloring.name, colors.text(coloring, i)]),
});
const search = new Search(data, pictures, {choose, select: items => select(items, false), matched: items => {
    state.matches = items && new Set(items);
    fade();
}});
const selection = new Selection(data, state, pictures, {choose, select: items => select(items, false), columns});

/** Chooses an item, -1 for none, and remembers the one before. */
function choose(i) {
    if (i === state.item) {
        return;
    }
    if (state.item >= 0) {
        neighbors.past.push(state.item);
    }
    show(i);
}

function show(i) {
    state.item = i;
    neighbors.show(i);
    if (i >= 0) {
        map.reveal(i);
    } else {
        map.redraw();
    }
}

function select(items, adds) {
    if (!adds) {
        state.selected.fill(0);
    }
    items.forEach(i => {
        state.selected[i] = 1;
    });
    selection.show();
    map.redraw();
}

/** Pale is what a search does not find, and what is not in the group that is to be seen alone. */
function fade() {
    const {groups} = colors.coloring;
    for (let i = 0; i < data.items; i++) {
        state.faded[i] = state.matches && !state.matches.has(i) || state.group >= 0 && colors.shown(groups[i]) !== state.group ? 1 : 0;
    }
    map.refade();
}

function options(select, names) {
    select.replaceChildren(...names.map(name => element('option', {}, name)));
}

function showMap() {
    const space = byId('space').value, methods = data.maps.filter(m => m.space === space).map(m => m.method);
    const method = methods.includes(byId('method').value) ? byId('method').value : methods[0];
    options(byId('method'), methods);
    byId('method').value = method;
    const chosen = data.maps.find(m => m.space === space && m.method === method);
    byId('how').textContent = chosen.how;
    map.stage.dataset.method = method;
    map.canvas.setAttribute('aria-label', `Map of ${count(data.items)} items, ${space} space, ${method}`);
    state.onMap.clear();
    state.onMap.add(data.spaces.findIndex(s => s.name === space));
    map.move(chosen.points);
    neighbors.show(state.item);
}

byId('facts').textContent = `${count(data.items)} items \u00b7 ${data.spaces.map(s => s.name).join(', ')}`;
byId('notes').replaceChildren(...data.notes.map(note => element('li', {}, note)));
options(byId('space'), data.spaces.map(s => s.name));
options(byId('color'), data.colors.map(c => c.name));
byId('space').addEventListener('change', showMap);
byId('method').addEventListener('change', showMap);
byId('color').addEventListener('change', () => {
    colors.use(data.colors[byId('color').selectedIndex]);
    fade();
});
document.querySelectorAll('[data-mode]').forEach(button => button.addEventListener('click', () => {
    map.setMode(button.dataset.mode);
    document.querySelectorAll('[data-mode]').forEach(other => other.setAttribute('aria-pressed', other === button));
}));
byId('nearer').addEventListener('click', () => map.zoomBy(1.6, map.width / 2, map.height / 2));
byId('farther').addEventListener('click', () => map.zoomBy(1 / 1.6, map.width / 2, map.height / 2));
byId('fit').addEventListener('click', () => map.fit());
byId('pictures').hidden = pictures.place === null;
byId('pictures').addEventListener('click', () => {
    map.showsPictures = !map.showsPictures;
    byId('pictures').setAttribute('aria-pressed', map.showsPictures);
    map.redraw();
});
colors.use(data.colors[0]);
map.resize();
selection.show();
showMap();
