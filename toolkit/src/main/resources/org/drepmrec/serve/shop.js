// Everything that comes from the data is set as text, never as markup.
const $ = id => document.getElementById(id);
const SHOWN = 20;
const PURCHASES = 8;

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

async function ask(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of [value].flat()) {
      query.append(name, each);
    }
  }
  const response = await fetch(`${path}?${query}`);
  const answer = await response.json();
  if (!response.ok) {
    const { what, found, expected, remedy } = answer.error;
    throw new Error(`${what}: found ${found}, expected ${expected}; ${remedy}`);
  }
  return answer;
}

function fail(error) {
  $("error").textContent = error.message;
  $("error").hidden = false;
}

/** Runs one step after the other of the same kind: what comes late from an earlier one is not shown. */
function latest(work) {
  let last = 0;
  return async (...args) => {
    const mine = ++last;
    $("error").hidden = true;
    try {
      const show = await work(...args);
      if (mine === last) {
        show();
      }
    } catch (error) {
      if (mine === last) {
        fail(error);
      }
    }
  };
}

function picture(item, title) {
  const image = element("img", {
    className: "picture", alt: "", width: 96, height: 96, loading: "lazy",
    src: `/picture?item=${encodeURIComponent(item)}`,
  });
  image.addEventListener("error", () => image.replaceWith(
    element("span", { className: "picture none", ariaHidden: "true" }, title.trim().slice(0, 1).toUpperCase())));
  return image;
}

function card(row, note, act) {
  const made = element("button", { type: "button", className: "card" },
    picture(row.item, row.title), element("span", {}, row.title), element("small", {}, note));
  made.addEventListener("click", act);
  return made;
}

function details(row) {
  return () => open(row.item, row.title);
}

function cards(place, rows, note, act = details) {
  $(place).replaceChildren(...rows.map(row => card(row, note(row), act(row))));
}

const place = row => `${row.rank}. ${row.item}`;

/* Whom the page is for: a customer, or a visitor with some items. */

const who = { visitor: false, user: null, items: [] };

const show = latest(async () => {
  const [has, list] = who.visitor
    ? [{ items: who.items, count: who.items.length },
       who.items.length ? await ask("/for", { items: who.items.map(row => row.item), n: SHOWN }) : { items: [] }]
    : await Promise.all([ask("/history", { user: who.user, n: SHOWN }), ask("/recommend", { user: who.user, n: SHOWN })]);
  return () => {
    $("has-title").textContent = who.visitor
      ? "The visitor looks at"
      : `Customer ${who.user} has ${has.count} ${has.count === 1 ? "item" : "items"}`
        + (has.count > has.items.length ? `, the first ${has.items.length}` : "");
    cards("has", has.items, row => who.visitor ? "click to remove" : row.item, who.visitor ? remove : details);
    $("list-title").textContent = who.visitor ? "Recommended to the visitor" : `Recommended to customer ${who.user}`;
    cards("list", list.items, place);
    location.replace(`#${new URLSearchParams(who.visitor
      ? who.items.map(row => ["item", row.item])
      : [["user", who.user]])}`);
  };
});

function remove(row) {
  return () => {
    who.items = who.items.filter(each => each.item !== row.item);
    show();
  };
}

const find = latest(async () => {
  const q = $("search").value.trim();
  const found = await ask(who.visitor ? "/items" : "/users", { q, n: 12 });
  return () => $("found").replaceChildren(...(who.visitor ? found.items : found.users).map(row => {
    const made = element("button", { type: "button" });
    made.append(row.user ?? row.title, " ", element("small", {}, who.visitor ? row.item : `${row.count} items`));
    made.addEventListener("click", () => {
      if (who.visitor) {
        who.items = [...who.items.filter(each => each.item !== row.item), row];
      } else {
        who.user = row.user;
      }
      show();
    });
    return made;
  }));
});

function turn(visitor) {
  who.visitor = visitor;
  $("as-customer").ariaPressed = String(!visitor);
  $("as-visitor").ariaPressed = String(visitor);
  $("search-label").textContent = visitor ? "Search an item that the visitor looks at" : "Search a customer";
  $("search").value = "";
  find();
}

/* An item: why it is recommended, and what is like it. */

const open = latest(async (item, title) => {
  const why = !who.visitor && who.user !== null
    ? await ask("/explain", { user: who.user, item }).catch(error => ({ findings: [error.message], purchases: [] }))
    : null;
  const similar = await ask("/similar", { item, n: 10 }).catch(() => ({ items: [] }));
  return () => {
    $("detail-head").replaceChildren(element("div", { className: "head" },
      picture(item, title), element("h2", { id: "detail-title" }, title)));
    $("why").replaceChildren(...(why ? [element("h3", {}, "Why"),
      ...why.findings.map(sentence => element("p", {}, sentence)), ...purchases(why.purchases)] : []));
    cards("similar", similar.items, place);
    if (!$("detail").open) {
      $("detail").showModal();
    }
    $("detail").scrollTop = 0;
  };
});

function purchases(rows) {
  if (!rows.length) {
    return [];
  }
  const body = rows.slice(0, PURCHASES).map(row => {
    const share = row["share %"] ?? 0;
    return element("tr", {}, element("td", {}, row.title),
      element("td", {}, element("meter", { min: 0, max: 100, value: Math.max(0, share) }), ` ${share.toFixed(0)} %`));
  });
  return [element("table", {},
    element("thead", {}, element("tr", {}, element("th", {}, "purchase"), element("th", {}, "adds to the score"))),
    element("tbody", {}, ...body))];
}

/* The beginning: what the address names, or the first customer. */

$("as-customer").addEventListener("click", () => { turn(false); if (who.user !== null) show(); });
$("as-visitor").addEventListener("click", () => { turn(true); show(); });
$("search").addEventListener("input", find);

async function begin() {
  const model = await ask("/health");
  $("model").textContent = `${model.model} on ${model.data}: ${model.users} customers, ${model.items} items`;
  document.title = `Shop: ${model.data}`;
  const named = new URLSearchParams(location.hash.slice(1));
  const items = named.getAll("item");
  if (items.length) {
    const rows = await Promise.all(items.map(item => ask("/similar", { item, n: 1 })));
    who.items = rows.map(({ item, title }) => ({ item, title }));
  }
  turn(items.length > 0);
  who.user = named.get("user") ?? (await ask("/users", { n: 1 })).users[0].user;
  show();
}

begin().catch(fail);
