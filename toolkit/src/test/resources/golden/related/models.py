"""Writes models.json: one step of each related model in PyTorch and double precision, gradients by its autograd.

Independent of the toolkit: it follows the papers' equations on dense matrices and, in the cases named so, MMRec's behavior.
Needs PyTorch 1.13 or later and NumPy.
"""
import json
import math
import os
import re

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
M, N, D, K = 4, 5, 2, 2
TRAIN = [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2), (2, 3)]  # user 3 and item 4 have nothing
VISUAL = torch.tensor([[1, 0, 2], [0, 3, 1], [2, 1, 0], [0, 0, 0], [1, 1, 1]], dtype=torch.float64)
TEXTUAL = torch.tensor([[1, -1], [0.5, 2], [-1, 0], [2, 1], [0, 0]], dtype=torch.float64)
REGIONS = 3
PICTURES = torch.tensor(  # three regions of two numbers each
    [[1, 0, -2, 1, 0.5, 3], [0, 3, 1, 1, -1, 0], [2, 1, 0, -1, 1, 1], [0, 0, 0, 0, 0, 0], [1, -1, 2, 2, 0, 1]], dtype=torch.float64)
CATEGORIES = ["mug", "shirt", "mug", "", "shirt"]  # "" for none
FEATURES = {"visual": VISUAL, "textual": TEXTUAL}  # in the order of the data set
U, I, J, CONFIGURED = [0, 1, 2, 1], [1, 2, 3, 1], [2, 4, 0, 3], 8
B, LAMBDA = len(U), 0.3

R = torch.zeros(M, N)
for user, item in TRAIN:
    R[user, item] = 1
A = torch.cat([torch.cat([torch.zeros(M, M), R], 1), torch.cat([R.T, torch.zeros(N, N)], 1)])
DEGREE = A.sum(1)
ROOT = torch.where(DEGREE > 0, DEGREE.clamp(min=1) ** -0.5, torch.zeros(M + N))
A_HAT = ROOT[:, None] * A * ROOT
A_SELF = (A + torch.eye(M + N)) / (DEGREE + 1)[:, None]
Q = R / R.sum(1, keepdim=True).clamp(min=1)


def batch(z):
    return z[U], z[[M + i for i in I]], z[[M + j for j in J]]


def bpr(z):
    u, i, j = batch(z)
    return -F.logsigmoid((u * (i - j)).sum(1)).mean()


def squares(*rows):
    return sum(0.5 * (r ** 2).sum() for r in rows) / CONFIGURED


def norms(*rows):
    return sum(r.norm() for r in rows) / B


def unit(x):
    return x / x.norm(dim=1, keepdim=True).clamp(min=1e-12)


def mean_of_layers(a, e, layers=2):
    all_layers = [e]
    for _ in range(layers):
        all_layers.append(a @ all_layers[-1])
    return sum(all_layers) / (layers + 1)


def inverse_roots(sums):
    return torch.where(sums > 0, sums.clamp(min=1e-12) ** -0.5, torch.zeros_like(sums))


def nearest(x):
    """The K nearest rows by cosine, as a mask: the row itself first among equals, then the lower index."""
    cosine = unit(x) @ unit(x).T
    mask = torch.zeros(len(x), len(x))
    for row in range(len(x)):
        order = sorted(range(len(x)), key=lambda c: (-round(float(cosine[row, c]), 9), c != row, c))
        mask[row, order[:K]] = 1
    return cosine * mask, mask


def weighted_graph(x):
    """D^-1/2 S D^-1/2 of the cosines with the K nearest, D from row sums."""
    s, _ = nearest(x)
    root = inverse_roots(s.sum(1))
    return root[:, None] * s * root


RAW = {m: weighted_graph(x) for m, x in FEATURES.items()}


def lattice(p, mmrec):
    alpha = F.softmax(p["alpha"][0], dim=0)
    learned, raw = [], []
    for m, features in FEATURES.items():
        x = (p["X." + m] if mmrec else features) @ p["W." + m] + p["b." + m]
        learned.append(nearest(x)[0])
        raw.append(RAW[m])
    if mmrec:
        s = alpha[0] * learned[0] + alpha[1] * learned[1]
        root = inverse_roots(s.sum(1))
        mined = root[:, None] * s * root
    else:
        mined = 0
        for a, s in zip(alpha, learned):
            root = inverse_roots(s.sum(1))
            mined = mined + a * root[:, None] * s * root
    graph = 0.4 * (alpha[0] * raw[0] + alpha[1] * raw[1]) + 0.6 * mined
    e = p["E"]
    z = mean_of_layers(A_SELF if mmrec else A_HAT, e)
    z = torch.cat([z[:M], z[M:] + unit(graph @ e[M:])])
    return {"general": z}, {"bpr": (1, bpr(z)), "l2": (LAMBDA, squares(*batch(z)))}


def masked_softmax(logits, mask):
    e = torch.exp(logits) * mask
    return e / e.sum(1, keepdim=True).clamp(min=1e-300)


def grcn(p, mmrec):
    contents, weights = [], []
    for k, (m, features) in enumerate(FEATURES.items()):
        items = unit(F.leaky_relu(features @ p["W." + m] + p["b." + m], 0.01))
        users = unit(p["P." + m])
        for _ in range(0 if mmrec else 3):
            users = unit(users + masked_softmax(users @ items.T, R) @ items)
        x = torch.cat([users, items])
        affinity = masked_softmax(x @ x.T, A)
        contents.append(x + affinity @ x)
        weights.append(affinity * p["c"][:, k][None, :])
    refined = F.relu(torch.maximum(*weights))
    e0 = unit(p["E"])
    behavior = e0 + refined @ e0 + refined @ (refined @ e0)
    modal = torch.cat(contents, 1)
    z = torch.cat([behavior, modal], 1)
    e = p["E"]
    penalty = torch.cat([e[u] ** 2 + e[M + i] ** 2 for u, i in zip(U + U, I + J)]).mean()
    penalty = penalty + sum((p["P." + m][U] ** 2).mean() for m in FEATURES)
    if mmrec:
        penalty = penalty + (p["P.visual"] ** 2).mean()
    return {"general": z, "behavior": behavior, "modal": modal}, {"bpr": (1, bpr(z)), "l2": (LAMBDA, penalty)}


def half_squares(p, but=()):
    return sum(0.5 * (v ** 2).sum() for k, v in p.items() if k not in but)


def info_nce(x, y, tau):
    return F.cross_entropy(x @ y.T / tau, torch.arange(len(x)))


def pairs(z):
    return z[U], z[[M + i for i in I]]


def slmrec(p, mmrec):
    def dense(m):
        return unit(FEATURES[m]) @ p["W." + m] + p["b." + m]

    def channel(items):
        return mean_of_layers(A_HAT, torch.cat([p["E"][:M], items]), 3)

    ids, visual, textual = channel(p["E"][M:]), channel(dense("visual")), channel(dense("textual"))
    wide = torch.cat([ids, visual, textual], 1)
    z = torch.cat([wide[:M] @ p["W.users"] + p["b.users"], wide[M:] @ p["W.items"] + p["b.items"]])
    users, items = pairs(z)
    main = info_nce(unit(users), unit(items), 0.2)

    def linear(name, x):
        return x @ p["W." + name] + p["b." + name]

    space = linear("visual.space", pairs(ids)[1])
    ssl = info_nce(space, linear("visual.own", pairs(visual)[1]), 0.5)
    space = linear("textual.space", linear("textual.gap", space) if mmrec else space)
    ssl = ssl + info_nce(space, linear("textual.own", pairs(textual)[1]), 0.5)
    lines = {"general": z, "behavior": ids, "modal": (visual + textual) / 2}
    return lines, {"main": (1, main), "ssl": (0.7, ssl), "l2": (LAMBDA, half_squares(p))}


def lgmrec(p, mmrec):
    cge = mean_of_layers(A_HAT, p["E"])
    local, hyper = cge, {}
    for m in ("visual", "textual"):
        items = FEATURES[m] @ p["W." + m]
        local = local + unit(A_HAT @ A_HAT @ torch.cat([Q @ items, items]))
        logits = FEATURES[m] @ p["V." + m]
        h_items, h_users = F.softmax(logits / 0.5, 1), F.softmax(R @ logits / 0.5, 1)
        x = cge[M:]
        for _ in range(2):
            edges = h_items.T @ x
            x, users = h_items @ edges, h_users @ edges
        hyper[m] = torch.cat([users, x])
    z = local + 0.6 * unit(hyper["visual"] + hyper["textual"])
    visual, textual = unit(hyper["visual"]), unit(hyper["textual"])
    contrast = 0
    for rows, every in ((U, range(M)), ([M + i for i in I], range(M, M + N))):
        logits = visual[rows] @ textual[list(every)].T / 0.5
        own = (visual[rows] * textual[rows]).sum(1) / 0.5
        contrast = contrast + (torch.logsumexp(logits, 1) - own).sum()
    penalty = (norms if mmrec else squares)(*batch(z))
    return {"general": z}, {"bpr": (1, bpr(z)), "ssl.textual": (0.2, contrast), "l2": (LAMBDA, penalty)}


# Two neighbours by shared items: user 0 has user 1 alone, who therefore comes twice; 1 has 0 (2 items) and 2 (1 item);
# 2 has 1 alone; 3 has nobody.
HALF = math.exp(2) + math.exp(1)
USERS = torch.tensor([[0, 1, 0, 0], [math.exp(2) / HALF, 0, math.exp(1) / HALF, 0], [0, 1, 0, 0], [0, 0, 0, 0]])


def dragon(p, mmrec):
    def represent(m):
        items = F.leaky_relu(FEATURES[m] @ p[f"W.{m}.1"] + p[f"b.{m}.1"], 0.01) @ p[f"W.{m}.2"] + p[f"b.{m}.2"]
        x = unit(torch.cat([p["P." + m], items]))
        return x + A_HAT @ x + A_HAT @ A_HAT @ x

    visual, textual, w = represent("visual"), represent("textual"), p["w"]
    users = torch.cat([w[:, :1] * visual[:M], w[:, 1:] * textual[:M]], 1)
    items = torch.cat([visual[M:], textual[M:]], 1)
    similar = 0.1 * nearest(VISUAL)[1] / K + 0.9 * nearest(TEXTUAL)[1] / K
    z = torch.cat([users + USERS @ users, items + similar @ items])
    penalty = (p["P.visual"][U] ** 2).mean() + (p["P.textual"][U] ** 2).mean() + (w ** 2).mean()
    return {"general": z}, {"bpr": (1, bpr(z) / (math.log(2) if mmrec else 1)), "l2": (LAMBDA, penalty)}


def buir(p, layers):
    online = mean_of_layers(A_HAT, p["E"], layers)
    target = mean_of_layers(A_HAT, (0.9 * p["target"] + 0.1 * p["E"]).detach(), layers)
    predicted = online @ p["W.predictor"] + p["b.predictor"]
    z = torch.cat([torch.cat([predicted[:M], online[:M]], 1), torch.cat([online[M:], predicted[M:]], 1)])
    users, items = pairs(predicted)
    to_users, to_items = pairs(target)
    return {"general": z}, {
        "user to item": (2, 1 - (unit(users) * unit(to_items)).sum(1).mean()),
        "item to user": (2, 1 - (unit(items) * unit(to_users)).sum(1).mean()),
        "l2": (LAMBDA, half_squares(p, but=("target",)))}


def micro(p, authors):
    each = []
    for m, features in FEATURES.items():
        x = (p["X." + m] if authors else features) @ p["W." + m] + p["b." + m]
        s = nearest(x)[0]
        root = inverse_roots(s.sum(1))
        each.append((0.4 * RAW[m] + 0.6 * root[:, None] * s * root) @ p["E"][M:])
    logits = [torch.tanh(h @ p["W.attention"] + p["b.attention"]) @ p["q.attention"] for h in each]
    shares = F.softmax(torch.cat(logits, 1), 1)
    fused = shares[:, :1] * each[0] + shares[:, 1:] * each[1]
    z = mean_of_layers(A_SELF if authors else A_HAT, p["E"])
    z = torch.cat([z[:M], z[M:] + unit(fused)])
    terms = {"bpr": (1, bpr(z))}
    for m, h in zip(FEATURES, each):
        within, between = torch.exp(unit(h) @ unit(h).T / 0.8), torch.exp(unit(h) @ unit(fused).T / 0.8)
        others = within.sum(1) - within.diag() + between.sum(1)
        terms["ssl." + m] = (0.5, -torch.log(between.diag() / others).mean())
    terms["l2"] = (LAMBDA, squares(*batch(z)))
    return {"general": z}, terms


def deepstyle(p, _):
    one_hot = torch.tensor([[c == "mug", c == "shirt"] for c in CATEGORIES], dtype=torch.float64)
    categories = one_hot @ p["a"]
    style = sum(x @ p["W." + m] for m, x in FEATURES.items()) - categories
    e = p["E"]
    z = torch.cat([e[:M], e[M:] + style])
    penalty = squares(*batch(e), categories[I], categories[J])
    return {"general": z, "behavior": e, "modal": torch.cat([e[:M], style])}, {
        "bpr": (1, bpr(z)), "l2": (LAMBDA, penalty)}


def clip(x):
    return x / x.norm(dim=1, keepdim=True).clamp(min=1)


def maml(p, _):
    def linear(name, x):
        return x @ p["W." + name] + p["b." + name]

    # The tables are cut back before the step, so no gradient passes the cut.
    users, items = (clip(p[k]).detach() + p[k] - p[k].detach() for k in ("P", "Q"))
    x = unit(torch.cat(list(FEATURES.values()), 1))
    x = unit(F.relu(linear("1", x)))
    x = unit(F.relu(linear("2", x)))
    features = clip(0.5 * linear("4", F.relu(linear("3", x))))

    def distances(u, i):
        joined = torch.cat([users[u], items[i], features[i]], 1)
        hidden = torch.tanh(linear("attention.1", unit(joined)))
        attention = D * F.softmax(F.relu(linear("attention.2", unit(hidden))), 1)
        return ((attention * (users[u] - items[i])) ** 2).sum(1)

    # Two negatives: a pair's own, and that of the next pair unless the user has it.
    second = [J[b] if R[U[b], J[(b + 1) % B]] else J[(b + 1) % B] for b in range(B)]
    excess = torch.stack([distances(U, I) - distances(U, j) + 1.6 for j in (J, second)], 1)
    rank = N * (excess > 0).double().mean(1)
    hinge = (F.relu(excess.max(1).values) * torch.log(1 + rank)).mean()
    x = torch.cat([users, items])
    centered = x - x.mean(0)
    covariances = centered.T @ centered / (M + N)
    off = (covariances ** 2).sum() - (covariances.diag() ** 2).sum()
    lines = {"general": x, "behavior": x, "modal": torch.cat([users, features])}
    every = [(u, i) for u in range(M) for i in range(N)]
    lines["scores"] = -distances([u for u, _ in every], [i for _, i in every])
    apart = ((items - features) ** 2).sum(1).mean()
    return lines, {"hinge": (1, hinge), "features": (0.5, apart), "covariance": (2, off)}


def vecf(p, _):
    def linear(name, x):
        return x @ p["W." + name] + p["b." + name]

    e = p["E"]
    users, items, f = e[:M], e[M:], PICTURES.reshape(N, REGIONS, 2)
    meeting = F.relu(linear("user", users)[:, None, None, :] * linear("region", f)[None])
    alpha = F.softmax((meeting @ p["w"])[..., 0], 2)  # users x items x regions
    seen = torch.einsum("uik,ikd->uid", alpha, f) @ p["W.value"]
    scores = (users[:, None] * (items[None] + seen)).sum(2)
    entropy = F.binary_cross_entropy_with_logits(scores[U, I], torch.ones(B)) + F.binary_cross_entropy_with_logits(
        scores[U, J], torch.zeros(B))
    return {"general": e, "scores": scores}, {"entropy": (1, entropy), "l2": (LAMBDA, squares(*batch(e)))}


TABLE = {"E": (M + N, D)}
LAYER = {"W.textual": (2, D), "b.textual": (1, D), "W.visual": (3, D), "b.visual": (1, D)}
TABLES = {"X.textual": (N, 2), "X.visual": (N, 3)}
PREFERENCES = {"P.textual": (M, D), "P.visual": (M, D)}


def linear(name, rows, cols):
    return {"W." + name: (rows, cols), "b." + name: (1, cols)}


SLMREC = {
    **TABLE, **LAYER, **linear("visual.space", D, D), **linear("visual.own", D, D), **linear("textual.space", D, 1),
    **linear("textual.own", D, 1), **linear("users", 3 * D, D), **linear("items", 3 * D, D)}
SPACES = {"ssl.weight": "0.7", "ssl.tau": "0.5"}
LGMREC = {**TABLE, "W.visual": (3, D), "V.visual": (3, 3), "W.textual": (2, D), "V.textual": (2, 3)}
# Noise and dropout are random; without them everything else is compared.
HYPER = {"hyper.noise": "none", "hyper.dropout": "0", "hyper.edges": "3", "hyper.layers": "2", "hyper.weight": "0.6",
         "hyper.tau": "0.5", "ssl.weight": "0.2"}
DRAGON = {
    **PREFERENCES, **linear("visual.1", 3, 3), **linear("visual.2", 3, D), **linear("textual.1", 2, 3),
    **linear("textual.2", 3, D), "w": (M, 2)}
BUIR = {**TABLE, "target": (M + N, D), **linear("predictor", D, D)}
MICRO = {**TABLE, **LAYER, **linear("attention", D, D), "q.attention": (D, 1)}
CONTRAST = {"latent.rawShare": "0.4", "ssl.weight": "0.5", "ssl.tau": "0.8"}
MAML = {
    "P": (M, D), "Q": (N, D), **linear("1", 5, 6), **linear("2", 6, 3), **linear("3", 3, 3), **linear("4", 3, D),
    **linear("attention.1", 3 * D, 5 * D), **linear("attention.2", 5 * D, D)}
CASES = [
    ("LATTICE", lattice, False, {"latent.rawShare": "0.4"}, {**TABLE, **LAYER, "alpha": (1, 2)}),
    ("LATTICE-MMRec", lattice, True, {"latent.rawShare": "0.4"}, {**TABLE, **LAYER, **TABLES, "alpha": (1, 2)}),
    ("GRCN", grcn, False, {}, {**TABLE, "c": (M + N, 2), **PREFERENCES, **LAYER}),
    ("GRCN-MMRec", grcn, True, {}, {**TABLE, "c": (M + N, 2), **PREFERENCES, **LAYER}),
    ("SLMRec", slmrec, False, SPACES, SLMREC),
    ("SLMRec-MMRec", slmrec, True, SPACES, {**SLMREC, **linear("textual.gap", D, D)}),
    ("LGMRec", lgmrec, False, HYPER, LGMREC),
    ("LGMRec-MMRec", lgmrec, True, HYPER, LGMREC),
    ("DRAGON", dragon, False, {"mlp.hidden": "3", "users.neighbors": "2"}, DRAGON),
    ("DRAGON-MMRec", dragon, True, {"mlp.hidden": "3", "users.neighbors": "2"}, DRAGON),
    ("BUIR", buir, 2, {"layers": "2", "target.momentum": "0.9"}, BUIR),
    ("BUIR", buir, 0, {"layers": "0", "target.momentum": "0.9"}, BUIR),
    ("MICRO", micro, False, CONTRAST, MICRO),
    ("MICRO-authors", micro, True, CONTRAST, {**MICRO, **TABLES}),
    ("DeepStyle", deepstyle, False, {}, {**TABLE, "W.visual": (3, D), "W.textual": (2, D), "a": (2, D)}),
    ("MAML", maml, False,
     {"mlp.hidden": "6", "dropout": "0", "negatives.perPair": "2", "features.weight": "0.5", "covariance.weight": "2"}, MAML),
    ("VECF", vecf, False, {},
     {**TABLE, **linear("user", D, D), **linear("region", 2, D), "w": (D, 1), "W.value": (2, D)}),
]


def flat(x):
    return [float(f"{v:.9g}") for v in np.asarray(x).ravel()]


def case(name, model, mmrec, options, shapes):
    parameters = {}
    for k, (key, (a, b)) in enumerate(shapes.items()):
        if key.startswith("X."):
            start = FEATURES[key[2:]].numpy()
        else:
            start = 0.7 * np.sin(1.3 * np.arange(a * b) + 0.9 * k + 0.5).reshape(a, b)
        # Those of MAML are longer than 1 in part, so that they are cut back.
        parameters[key] = torch.tensor(start * (1.5 if key in ("P", "Q") else 1), requires_grad=True)
    if name != "MAML":
        options = {"reg.lambda": str(LAMBDA), **options}
    lines, terms = model(parameters, mmrec)
    total = sum(weight * value for weight, value in terms.values())
    gradients = torch.autograd.grad(total, list(parameters.values()), allow_unused=True)
    return {
        "model": name, "options": options,
        "parameters": {key: flat(v.detach()) for key, v in parameters.items()},
        "lines": {key: flat(v.detach()) for key, v in lines.items()},
        "losses": {**{key: float(v) for key, (_, v) in terms.items()}, "total": float(total)},
        "gradients": {
            key: flat(np.zeros(v.shape) if g is None else g)
            for (key, v), g in zip(parameters.items(), gradients)}}


golden = {
    "users": M, "items": N, "d": D, "train": TRAIN, "visual": VISUAL.tolist(), "textual": TEXTUAL.tolist(),
    "pictures": PICTURES.tolist(), "regions": REGIONS, "categories": CATEGORIES,
    "batchUsers": U, "positives": I, "negatives": J, "configured": CONFIGURED, "cases": [case(*c) for c in CASES]}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "models.json"), "w") as out:
    # Innermost lists on one line.
    text = json.dumps(golden, indent=1)
    out.write(re.sub(r"\[\s+([^\[\]]*?)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m[1]) + "]", text) + "\n")
