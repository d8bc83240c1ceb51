/** The search box: a list of the best known matches, and all of them on the map. */
class Search {

    /** on: choose(item), matched(items or null), select(items). */
    constructor(data, pictures, on) {
        Object.assign(this, {data, pictures, on});
        this.box = byId('query');
        this.list = byId('found');
        this.take = byId('take');
        this.box.placeholder = data.titled ? 'Search by title or id' : 'Search by id';
        this.box.setAttribute('aria-label', this.box.placeholder);
        this.texts = Array.from({length: data.items}, (_, i) => ((data.titled ? data.titleOf(i) : '') + ' ' + data.ids[i]).toLowerCase());
        this.active = -1;
        this.box.addEventListener('input', () => this.search());
        this.box.addEventListener('focus', () => this.open(this.listed && this.listed.length > 0));
        this.box.addEventListener('keydown', event => this.key(event));
        this.box.addEventListener('blur', () => this.open(false));
        this.take.addEventListener('click', () => on.select(this.found));
    }

    search() {
        const words = this.box.value.toLowerCase().split(/\s+/).filter(w => w);
        this.found = words.length === 0 ? null : Array.from(this.data.order).filter(i => words.every(w => this.texts[i].includes(w)));
        this.listed = (this.found || []).slice(0, 8);
        this.active = -1;
        this.list.replaceChildren(...this.listed.map((i, k) => element('li', {id: 'found' + k, role: 'option', 'aria-selected': 'false',
            // Before the box loses the focus and the list closes.
            onpointerdown: event => {
                event.preventDefault();
                this.choose(k);
            }}, ...[this.pictures.element(i, 32), element('span', {}, this.data.titleOf(i)),
            element('span', {class: 'quiet'}, this.data.titled ? this.data.ids[i] : '')].filter(part => part !== null))));
        byId('matches').textContent = this.found ? count(this.found.length) + (this.found.length === 1 ? ' item' : ' items') : '';
        this.take.hidden = !this.found || this.found.length === 0;
        this.open(this.listed.length > 0);
        this.on.matched(this.found);
    }

    open(shown) {
        this.list.hidden = !shown;
        this.box.setAttribute('aria-expanded', Boolean(shown));
    }

    mark(k) {
        this.active = k;
        [...this.list.children].forEach((entry, other) => entry.setAttribute('aria-selected', other === k));
        if (k < 0) {
            this.box.removeAttribute('aria-activedescendant');
        } else {
            this.box.setAttribute('aria-activedescendant', 'found' + k);
        }
    }

    choose(k) {
        if (this.listed && this.listed.length > 0) {
            this.open(false);
            this.on.choose(this.listed[Math.max(0, k)]);
        }
    }

    key(event) {
        const size = (this.listed || []).length;
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            if (size > 0) {
                this.open(true);
                this.mark(event.key === 'ArrowDown' ? (this.active + 1) % size : (Math.max(this.active, 0) + size - 1) % size);
            }
        } else if (event.key === 'Enter') {
            this.choose(this.active);
        } else if (event.key === 'Escape') {
            this.box.value = '';
            this.search();
        }
    }
}
