"""Writes models.json: one step of each recent model in PyTorch and double precision, gradients by its autograd.

Independent of the toolkit: it follows the papers' equations and, in the cases named so, the behavior of the authors' code.
"""
import json
import os
import re

import numpy as np
import torch

M, N, K = 4, 5, 2  # users, items, neighbors of an item, itself among them
TRAIN = [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2), (2, 3)]  # user 3 and item 4 have nothing
FEATURES = {  # in the order in which the toolkit has modalities
    "textual": torch.tensor([[1, -1], [0.5, 2], [-1, 0.2], [2, 1], [0, 0]], dtype=torch.float64),
    "visual": torch.tensor([[1, 0, 2], [0, 3, 1], [2, 1, 0.5], [0, 0, 0], [1, 1, 1]], dtype=torch.float64)}
U, I, J, CONFIGURED = [0, 1, 2, 1], [1, 2, 3, 1], [2, 4, 0, 3], 8
B = len(U)


def inverse_root(x):
    return torch.where(x > 0, 1 / torch.sqrt(x.clamp(min=1e-30)), torch.zeros_like(x))


R = torch.zeros(M, N, dtype=torch.float64)
for user, item in TRAIN:
    R[user, item] = 1
A = torch.cat([torch.cat([torch.zeros(M, M), R], 1), torch.cat([R.T, torch.zeros(N, N)], 1)]).double()
ROOT = inverse_root(A.sum(1))
A_HAT = ROOT[:, None] * A * ROOT
R_HAT = A_HAT[:M, M:]


class SplittableRandom:
    """java.util.SplittableRandom: SplitMix64 with the golden gamma."""

    MASK = (1 << 64) - 1

    def __init__(self, seed):
        self.seed = seed

    def double(self):
        self.seed = (self.seed + 0x9E3779B97F4A7C15) & self.MASK
        z = self.seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & self.MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & self.MASK
        return ((z ^ (z >> 31)) >> 11) * 2.0 ** -53

    def doubles(self, rows, cols):
        return torch.tensor([[self.double() for _ in range(cols)] for _ in range(rows)], dtype=torch.float64)

    def dropout(self, x, rate):
        return x * (self.doubles(*x.shape) >= rate) / (1 - rate)


def unit(x):
    return x / x.norm(dim=1, keepdim=True).clamp(min=1e-12)


def cosines(features):
    x = unit(features)
    return x @ x.T


def neighbors(features):
    """The K nearest of each item; ties go to the item itself, then to the lower number."""
    c = cosines(features)
    return c, [sorted(range(N), key=lambda j: (-round(float(c[i, j]), 9), j != i, j))[:K] for i in range(N)]


def weighted_graph(features):
    """MGCN's: cosines over the roots of the rows' sums."""
    c, near = neighbors(features)
    graph, stored = torch.zeros(N, N, dtype=torch.float64), torch.zeros(N, N, dtype=torch.bool)
    for i in range(N):
        for j in near[i]:
            graph[i, j], stored[i, j] = c[i, j], True
    factor = inverse_root(graph.sum(1))
    return factor[:, None] * graph * factor, stored


def linear(x, p, name):
    return x @ p["W." + name] + p["b." + name]


def batch(z):
    return z[U], z[[M + i for i in I]], z[[M + j for j in J]]


def bpr(z):
    u, i, j = batch(z)
    return -torch.nn.functional.logsigmoid((u * (i - j)).sum(1)).mean()


def half_squares(z):
    return sum((r ** 2).sum() for r in batch(z)) / 2 / CONFIGURED


def info_nce(x, y, tau):
    z = unit(x) @ unit(y).T / tau
    return -torch.log_softmax(z, 1).diagonal().mean()


def contrasted(content, side, options):
    """BPR, InfoNCE from the side to the content, and L2."""
    general = content + side
    su, si, _ = batch(side)
    cu, ci, _ = batch(content)
    return {
        "bpr": (1, bpr(general)),
        "ssl.items": (options["ssl.weight"], info_nce(si, ci, 0.2)),
        "ssl.users": (options["ssl.weight"], info_nce(su, cu, 0.2)),
        "l2": (options["reg.lambda"], half_squares(general))}


def mean_of_layers(e, layers):
    total = layer = e
    for _ in range(layers):
        layer = A_HAT @ layer
        total = total + layer
    return total / (layers + 1)


def smore(p, d, options, mmrec):
    random = SplittableRandom(0)
    ids = p["E"]
    content = mean_of_layers(ids, options["layers"])
    graphs = {m: weighted_graph(x) for m, x in FEATURES.items()}
    (t, has_t), (v, has_v) = graphs["textual"], graphs["visual"]
    both = torch.where(has_t & has_v, torch.maximum(t, v), torch.where(has_t, t, v))

    def view(name, spectrum, graph):
        weight = torch.view_as_complex(p["F." + name].contiguous())
        x = torch.fft.irfft(spectrum * weight, n=d, dim=1, norm="ortho")
        items = graph @ (ids[M:] * torch.sigmoid(linear(x, p, name + ".gate")))
        return torch.cat([R_HAT @ items, items])

    def prefer(name, x):
        return random.dropout(torch.sigmoid(linear(content, p, name + ".preference")), options["dropout"]) * x

    raw = {m: p["X." + m] if mmrec else x for m, x in FEATURES.items()}
    spectra = {m: torch.fft.rfft(linear(x, p, m), dim=1, norm="ortho") for m, x in raw.items()}
    fused = view("fusion", spectra["textual"] * spectra["visual"], both)
    side = 0
    for m, spectrum in spectra.items():
        attention = torch.softmax(torch.tanh(linear(fused, p, m + ".attention")) @ p["Q." + m], 1)
        side = side + prefer(m, attention * view(m, spectrum, graphs[m][0]))
    side = (side + prefer("fusion", fused)) / 3
    return content + side, content, side, contrasted(content, side, options)


def shapes_smore(d, mmrec):
    shapes = {"E": (M + N, d)}
    for m, x in FEATURES.items():
        shapes.update({"W." + m: (x.shape[1], d), "b." + m: (1, d), "Q." + m: (d, d)})
        shapes.update({f"W.{m}.attention": (d, d), f"b.{m}.attention": (1, d)})
        if mmrec:
            shapes["X." + m] = tuple(x.shape)
    for m in list(FEATURES) + ["fusion"]:
        shapes["F." + m] = (d // 2 + 1, 2)
        for layer in ("gate", "preference"):
            shapes.update({f"W.{m}.{layer}": (d, d), f"b.{m}.{layer}": (1, d)})
    return shapes


def mean_graph(features):
    """FREEDOM's: the mean over the neighbors."""
    graph = torch.zeros(N, N, dtype=torch.float64)
    for i, near in enumerate(neighbors(features)[1]):
        graph[i, near] = 1 / K
    return graph


def mlp(x, p, name):
    return linear(torch.nn.functional.leaky_relu(linear(x, p, name + ".1"), 0.01), p, name + ".2")


def mentor(p, d, options, authors):
    random = SplittableRandom(0)
    s = 0.9 * mean_graph(FEATURES["textual"]) + 0.1 * mean_graph(FEATURES["visual"])

    def noisy(x):
        return x + torch.sign(x.detach()) * unit(random.doubles(*x.shape)) * 0.1

    def encode(name, features, change=lambda x: x):
        x = unit(torch.cat([p["P." + name], mlp(features, p, name)]))
        first = change(A_HAT @ x)
        return x + first + change(A_HAT @ first)

    def enhance(x):
        return torch.cat([x[:M], x[M:] + s @ x[M:]])

    def fuse(tables):
        users = torch.cat([p["w"][:, k:k + 1] * x[:M] for k, x in enumerate(tables)], 1)
        return enhance(torch.cat([users, torch.cat([x[M:] for x in tables], 1)]))

    encoded = [encode(m, x) for m, x in FEATURES.items()]
    general = fuse(encoded)
    guide = enhance(encode("id", p["E"])).repeat(1, 2)
    pair = bpr(general) / (np.log(2) if authors else 1)
    penalty = sum((p["P." + m][U] ** 2).mean() for m in FEATURES) + (p["w"] ** 2).mean()
    moments = [(x.mean(), x.var(unbiased=False)) for x in [general, guide] + [enhance(x) for x in encoded]]
    gaps = sum(abs(a - b) for k, one in enumerate(moments) for other in moments[:k] for a, b in zip(one, other))
    terms = {"bpr": (1, pair), "l2": (options["reg.lambda"], penalty), "align": (options["align.weight"], gaps)}
    if not authors:
        for side, rows in (("users", general[:M]), ("items", general[M:])):
            target = random.dropout(rows.detach(), options["dropout"])
            value = 1 - (unit(linear(rows, p, "predictor")) * unit(target)).sum(1).mean()
            terms["mask." + side] = (options["mask.weight"], value)
    suffixes = (".noisy1", ".noisy2") if authors else ("", "")
    a, b = [fuse([encode(m + suffix, x, noisy) for m, x in FEATURES.items()]) for suffix in suffixes]
    users, items = (list(range(M)), list(range(M, M + N))) if authors else (U, [M + i for i in I])
    for side, rows in (("users", users), ("items", items)):
        terms["perturb." + side] = (options["perturb.weight"], info_nce(a[rows], b[rows], options["perturb.tau"]))
    return general, guide, None, terms


def shapes_towers(d, names):
    sizes = {"id": d, "textual": 2, "visual": 3}
    shapes = {}
    for name in names:
        size = sizes[name.split(".")[0]]
        shapes.update({
            "P." + name: (M, d), f"W.{name}.1": (size, 3), f"b.{name}.1": (1, 3), f"W.{name}.2": (3, d),
            f"b.{name}.2": (1, d)})
    return shapes


def shapes_mentor(d, authors):
    names = ["id", "textual", "visual"]
    names += [f"{m}.noisy{run}" for run in (1, 2) for m in FEATURES] if authors else []
    shapes = {"E": (N, d), "w": (M, 2), **shapes_towers(d, names)}
    if not authors:
        shapes.update({"W.predictor": (2 * d, 2 * d), "b.predictor": (1, 2 * d)})
    return shapes


# By shared items: user 0 has user 1 alone, who therefore comes twice; 1 has 0 (2 items) and 2 (1 item); 2 has 1; 3 nobody.
USERS = torch.tensor(
    [[0, 1, 0, 0], [np.exp(2) / (np.exp(2) + np.exp(1)), 0, np.exp(1) / (np.exp(2) + np.exp(1)), 0],
     [0, 1, 0, 0], [0, 0, 0, 0]], dtype=torch.float64)


def cohesion(p, d, options, authors):
    s = 0.9 * mean_graph(FEATURES["textual"]) + 0.1 * mean_graph(FEATURES["visual"])

    def encode(name, features):
        items = torch.sqrt((p["E"] ** 2 + mlp(features, p, name) ** 2) / 2 + 1e-8)
        x = unit(torch.cat([p["P." + name], items]))
        total = layer = x
        for _ in range(options["layers"]):
            layer = A_HAT @ layer
            layer = layer * torch.cosine_similarity(layer, x, dim=1, eps=1e-30)[:, None]
            total = total + layer
        return total

    ids = encode("id", p["E"])
    all = torch.cat([ids.detach() if authors else ids] + [encode(m, x) for m, x in FEATURES.items()], 1)
    general = torch.cat([all[:M] + USERS @ all[:M], all[M:] + s @ all[M:]])
    u, i, j = [rows.view(B, 3, d) for rows in batch(general)]
    told = (u * (i - j)).sum(2)
    balanced = (told * (1 - torch.softmax(told, 1)).detach()).sum(1)
    pair = -torch.nn.functional.logsigmoid(balanced).mean() / (np.log(2) if authors else 1)
    penalty = sum((p["P." + m][U] ** 2).mean() for m in FEATURES)
    return general, general[:, :d], general[:, d:], {"bpr": (1, pair), "l2": (options["reg.lambda"], penalty)}


def shapes_cohesion(d, authors):
    return {"E": (N, d), **shapes_towers(d, ["id", "textual", "visual"])}


def alignrec(p, d, options, authors):
    ids = p["E"]
    behavior = mean_of_layers(ids, options["layers"])
    visual, textual = options["modal.weight.visual"], options["modal.weight.textual"]
    graph = textual * weighted_graph(FEATURES["textual"])[0] + visual * weighted_graph(FEATURES["visual"])[0]
    parts = {m: np.sqrt(options["modal.weight." + m]) * unit(x) for m, x in FEATURES.items()}
    z = torch.cat(list(parts.values()), 1)[I]
    content = sum((p["X." + m] if authors else parts[m]) @ p["W." + m] for m in FEATURES) + p["b"]
    items = graph @ (ids[M:] * torch.sigmoid(linear(content, p, "gate")))
    content = torch.cat([R_HAT @ items, items])
    general = behavior + content
    u, i, _ = batch(general)
    c = batch(content)[1]
    terms = contrasted(behavior, content, options)
    terms["uia"] = (options["uia.weight"], 1 - (unit(u) * unit(i)).sum(1).mean())
    terms["sim"] = (options["sim.weight"], (c @ c.T - z @ z.T).norm() / B)
    return general, behavior, content, terms


def shapes_alignrec(d, authors):
    shapes = {"E": (M + N, d), "b": (1, d), "W.gate": (d, d), "b.gate": (1, d)}
    for m, x in FEATURES.items():
        shapes["W." + m] = (x.shape[1], d)
        if authors:
            shapes["X." + m] = tuple(x.shape)
    return shapes


# name, function, whether it is the other form, size of an embedding, options, shapes of the parameters
SMORE = {"layers": 2, "ssl.weight": 0.3, "reg.lambda": 0.2}
MENTOR = {
    "mlp.hidden": 3, "reg.lambda": 0.2, "align.weight": 0.3, "perturb.weight": 0.4, "perturb.tau": 0.5}
COHESION = {"mlp.hidden": 3, "users.neighbors": 2, "layers": 2, "reg.lambda": 0.2}
ALIGNREC = {**SMORE, "uia.weight": 0.4, "sim.weight": 0.6}
CASES = [
    ("SMORE", smore, False, 4, {**SMORE, "dropout": 0.4}, shapes_smore),
    ("SMORE-MMRec", smore, True, 5, {**SMORE, "dropout": 0.0}, shapes_smore),
    ("AlignRec", alignrec, False, 2, {**ALIGNREC, "modal.weight.visual": 0.5, "modal.weight.textual": 0.5},
     shapes_alignrec),
    ("AlignRec-authors", alignrec, True, 3, {**ALIGNREC, "modal.weight.visual": 0.3, "modal.weight.textual": 0.7},
     shapes_alignrec),
    ("COHESION", cohesion, False, 2, COHESION, shapes_cohesion),
    ("COHESION-authors", cohesion, True, 3, COHESION, shapes_cohesion),
    ("MENTOR", mentor, False, 2, {**MENTOR, "mask.weight": 0.6, "dropout": 0.4}, shapes_mentor),
    ("MENTOR-authors", mentor, True, 3, MENTOR, shapes_mentor),
]


def flat(x):
    return None if x is None else [float(f"{v:.9g}") for v in x.detach().numpy().ravel()]


def case(name, model, other, d, options, shapes):
    p = {}
    for k, (key, shape) in enumerate(shapes(d, other).items()):
        values = 0.7 * np.sin(1.3 * np.arange(shape[0] * shape[1]) + 0.9 * k + 0.5).reshape(shape)
        if key.startswith("X."):
            values = FEATURES[key[2:]].numpy().copy()
        p[key] = torch.tensor(values, requires_grad=True)
    general, behavior, modal, terms = model(p, d, options, other)
    total = sum(weight * value for weight, value in terms.values())
    total.backward()
    return {
        "model": name, "d": d,
        "options": {key: str(v).lower() if isinstance(v, bool) else str(v) for key, v in options.items()},
        "parameters": {key: flat(v) for key, v in p.items()},
        "general": flat(general), "behavior": flat(behavior), "modal": flat(modal),
        "terms": {**{key: float(value) for key, (_, value) in terms.items()}, "total": float(total)},
        "gradients": {key: flat(torch.zeros_like(v) if v.grad is None else v.grad) for key, v in p.items()}}


golden = {
    "users": M, "items": N, "neighbors": K, "train": TRAIN,
    "visual": FEATURES["visual"].tolist(), "textual": FEATURES["textual"].tolist(),
    "batchUsers": U, "positives": I, "negatives": J, "configured": CONFIGURED, "cases": [case(*c) for c in CASES]}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "models.json"), "w") as out:
    # Innermost lists on one line.
    text = json.dumps(golden, indent=1)
    out.write(re.sub(r"\[\s+([^\[\]]*?)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m[1]) + "]", text) + "\n")
