/** The table of selected items, and the same as CSV. */
class Selection {

    /** on: choose(item), select(items), columns(): name and text by item of each further column. */
    constructor(data, state, pictures, on) {
        Object.assign(this, {data, state, pictures, on});
        this.place = byId('selection');
    }

    /** The best known items first. */
    items() {
        return Array.from(this.data.order).filter(i => this.state.selected[i]);
    }

    show() {
        const items = this.items(), most = 200, columns = this.on.columns();
        this.place.hidden = items.length === 0;
        if (items.length === 0) {
            this.place.replaceChildren();
            return;
        }
        const said = element('span', {class: 'quiet', role: 'status'}, items.length > most ? `the first ${most}; the CSV has all` : '');
        const button = (text, does) => element('button', {type: 'button', onclick: does}, text);
        this.place.replaceChildren(
            element('div', {class: 'buttons'}, element('h2', {}, `${count(items.length)} ${items.length === 1 ? 'item' : 'items'} selected`),
                button('Copy CSV', () => this.copy(said)), button('Download CSV', () => this.download()),
                button('Clear', () => this.on.select([])), said),
            element('div', {class: 'scroll rows'}, element('table', {},
                element('thead', {}, element('tr', {}, ...['title', 'id', ...columns.map(c => c.name)]
                    .map(name => element('th', {scope: 'col'}, name)))),
                element('tbody', {}, ...items.slice(0, most).map(i => element('tr', {},
                    element('td', {}, element('button', {type: 'button', class: 'link', onclick: () => this.on.choose(i)},
                        this.pictures.element(i, 32), element('span', {}, this.data.titleOf(i)))),
                    element('td', {}, this.data.ids[i]),
                    ...columns.map(c => element('td', {class: c.number ? 'number' : null}, c.text(i)))))))));
    }

    csv() {
        const columns = this.on.columns();
        const quoted = text => /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
        const row = texts => texts.map(t => quoted(String(t))).join(',') + '\r\n';
        return row(['id', 'title', ...columns.map(c => c.name)])
            + this.items().map(i => row([this.data.ids[i], this.data.titled ? this.data.titleOf(i) : '', ...columns.map(c => c.exact(i))])).join('');
    }

    download() {
        const link = element('a', {href: URL.createObjectURL(new Blob([this.csv()], {type: 'text/csv'})), download: 'items.csv'});
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    }

    copy(said) {
        const text = this.csv(), done = () => {
            said.textContent = 'copied';
        };
        // A page in a frame may not use the clipboard in the new way everywhere.
        const old = () => {
            const area = element('textarea', {});
            area.value = text;
            this.place.append(area);
            area.select();
            const copied = document.execCommand('copy');
            area.remove();
            said.textContent = copied ? 'copied' : 'the browser does not let the page copy; download the CSV';
        };
        if (navigator.clipboard) {
            navigator.clipboard.writeText(text).then(done, old);
        } else {
            old();
        }
    }
}
