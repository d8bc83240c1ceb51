"""Writes models.json: one step of each baseline in NumPy and double precision, gradients by central differences.

Independent of the toolkit: it follows the papers' equations and, in the cases named so, MMRec's behavior.
"""
import json
import os
import re

import numpy as np

M, N, D = 4, 5, 2
TRAIN = [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2), (2, 3)]  # user 3 and item 4 have nothing
VISUAL = np.array([[1, 0, 2], [0, 3, 1], [2, 1, 0], [0, 0, 0], [1, 1, 1]], float)
TEXTUAL = np.array([[1, -1], [0.5, 2], [-1, 0], [2, 1], [0, 0]], float)
U, I, J, CONFIGURED = [0, 1, 2, 1], [1, 2, 3, 1], [2, 4, 0, 3], 8
B, LAMBDA = len(U), 0.3

R = np.zeros((M, N))
for user, item in TRAIN:
    R[user, item] = 1
A = np.block([[np.zeros((M, M)), R], [R.T, np.zeros((N, N))]])
DEGREE = A.sum(1)
ROOT = np.divide(1, np.sqrt(DEGREE), out=np.zeros(M + N), where=DEGREE > 0)
A_HAT = ROOT[:, None] * A * ROOT
A_MEAN = np.divide(A, DEGREE[:, None], out=np.zeros_like(A), where=DEGREE[:, None] > 0)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lrelu(x):
    return np.where(x > 0, x, 0.01 * x)


def unit(x):
    return x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-12)


def batch(z):
    return z[U], z[[M + i for i in I]], z[[M + j for j in J]]


def difference(z):
    u, i, j = batch(z)
    return (u * (i - j)).sum(1)


def bpr(z):
    return np.mean(-np.log(sigmoid(difference(z))))


def bpr_floor(z):
    return np.mean(-np.log(1e-10 + sigmoid(difference(z))))


def squares(*rows):
    return sum(0.5 * (r ** 2).sum() for r in rows) / CONFIGURED


def norms(*rows):
    return sum(np.linalg.norm(r) for r in rows) / B


def bpr_mf(p, mmrec):
    z = p["E"]
    return z, None, None, (bpr_floor(z) if mmrec else bpr(z)), (norms if mmrec else squares)(*batch(z))


def lightgcn(p, mmrec):
    e = p["E"]
    z = (e + A_HAT @ e + A_HAT @ A_HAT @ e) / 3
    return z, None, None, (bpr_floor(z) if mmrec else bpr(z)), (norms if mmrec else squares)(*batch(e))


def vbpr(p, mmrec):
    users, items = p["users"], p["items"]
    features = np.hstack([VISUAL, TEXTUAL])
    w = np.vstack([p["W.visual"], p["W.textual"]])
    if mmrec:
        f = features @ w + p["b"]
        z = np.vstack([users, np.hstack([items, f])])
        first, second = z[:, :D], z[:, D:]
        return z, first, second, bpr_floor(z), norms(*batch(z))
    f = features @ w[:, :D]
    beta = p["bias"] + features @ w[:, D:]
    z = np.vstack([np.hstack([users, np.ones((M, 1))]), np.hstack([items, f, beta])])
    penalised = squares(users[U], items[I], items[J], p["bias"][I], p["bias"][J])
    return z, z[:, :D], z[:, D:2 * D], bpr(z), penalised


def mmgcn(p, mmrec):
    parts = []
    for m, features in (("textual", TEXTUAL), ("visual", VISUAL)):
        if m == "visual":
            features = features @ p["W.visual.latent"] + p["b.visual.latent"]
        x = unit(np.vstack([p["P." + m], features]))
        for layer in range(1, (3 if mmrec else 2) + 1):
            name = f"{m}.{layer}"
            h = lrelu(A_MEAN @ (x @ p["C." + name]))
            own = lrelu(x @ p[f"W.{name}.own"] + p[f"b.{name}.own"]) + p["E"]
            x = lrelu(np.hstack([h, own]) @ p[f"W.{name}.both"] + p[f"b.{name}.both"])
        parts.append(x)
    z = sum(parts)
    if mmrec:
        return z / 2, None, None, bpr(z / 2), 0
    e = p["E"]
    ids = np.mean([(e[u] ** 2 + e[M + i] ** 2) for u, i in zip(U + U, I + J)])
    return z, None, None, bpr(z), ids + (p["P.visual"] ** 2).mean() + (p["P.textual"] ** 2).mean()


# Two neighbours by shared items: user 0 has user 1 alone, who therefore comes twice; 1 has 0 (2 items) and 2 (1 item);
# 2 has 1 alone; 3 has nobody.
HALF = np.exp(2) + np.exp(1)
USERS = np.array([[0, 1, 0, 0], [np.exp(2) / HALF, 0, np.exp(1) / HALF, 0], [0, 1, 0, 0], [0, 0, 0, 0]])


def dualgnn(p, mmrec):
    def represent(m, features):
        items = lrelu(features @ p[f"W.{m}.1"] + p[f"b.{m}.1"]) @ p[f"W.{m}.2"] + p[f"b.{m}.2"]
        x = unit(np.vstack([p["P." + m], items]))
        return x + A_HAT @ x + A_HAT @ A_HAT @ x

    visual, textual = represent("visual", VISUAL), represent("textual", TEXTUAL)
    total = visual + textual
    w = p["w"]
    first = total if mmrec else visual
    users = w[:, :1] * first[:M] + w[:, 1:] * textual[:M]
    z = np.vstack([users + USERS @ users, total[M:]])
    penalty = (p["P.visual"][U] ** 2).mean() + (p["P.textual"][U] ** 2).mean() + (w ** 2).mean()
    return z, None, None, bpr(z) / (np.log(2) if mmrec else 1), penalty


def shapes_mmgcn(layers):
    shapes = {"E": (M + N, D)}
    for m in ("textual", "visual"):
        if m == "visual":
            shapes.update({"W.visual.latent": (3, 3), "b.visual.latent": (1, 3)})
        size = {"visual": 3, "textual": 2}[m]
        shapes["P." + m] = (M, size)
        for layer in range(1, layers + 1):
            width, name = (size if layer == 1 else D), f"{m}.{layer}"
            shapes.update({
                "C." + name: (width, width),
                f"W.{name}.own": (width, D), f"b.{name}.own": (1, D),
                f"W.{name}.both": (width + D, D), f"b.{name}.both": (1, D)})
    return shapes


def shapes_dualgnn():
    shapes = {}
    for m, size in (("visual", 3), ("textual", 2)):
        shapes.update({
            "P." + m: (M, D), f"W.{m}.1": (size, 3), f"b.{m}.1": (1, 3), f"W.{m}.2": (3, D), f"b.{m}.2": (1, D)})
    shapes["w"] = (M, 2)
    return shapes


TABLE = {"E": (M + N, D)}
CASES = [
    ("BPR", bpr_mf, False, {}, TABLE),
    ("BPR-MMRec", bpr_mf, True, {}, TABLE),
    ("LightGCN", lightgcn, False, {"layers": "2"}, TABLE),
    ("LightGCN-MMRec", lightgcn, True, {"layers": "2"}, TABLE),
    ("VBPR", vbpr, False, {},
     {"users": (M, 2 * D), "items": (N, D), "bias": (N, 1), "W.textual": (2, D + 1), "W.visual": (3, D + 1)}),
    ("VBPR-MMRec", vbpr, True, {},
     {"users": (M, 2 * D), "items": (N, D), "b": (1, D), "W.textual": (2, D), "W.visual": (3, D)}),
    ("MMGCN", mmgcn, False, {"visual.latentSize": "3"}, shapes_mmgcn(2)),
    # Frozen tables cannot be given values, so here they are trained; everything else is MMRec's.
    ("MMGCN-MMRec", mmgcn, True,
     {"visual.latentSize": "3", "embeddings.trainable": "true", "reg.lambda": "0"}, shapes_mmgcn(3)),
    ("DualGNN", dualgnn, False, {"mlp.hidden": "3", "users.neighbors": "2"}, shapes_dualgnn()),
    ("DualGNN-MMRec", dualgnn, True, {"mlp.hidden": "3", "users.neighbors": "2"}, shapes_dualgnn()),
]


def flat(x):
    return None if x is None else [float(f"{v:.9g}") for v in np.asarray(x).ravel()]


def case(name, model, mmrec, options, shapes):
    parameters = {
        key: 0.7 * np.sin(1.3 * np.arange(a * b) + 0.9 * k + 0.5).reshape(a, b)
        for k, (key, (a, b)) in enumerate(shapes.items())}
    options = {"reg.lambda": str(LAMBDA), **options}
    weight = float(options["reg.lambda"])

    def total():
        *_, pair, penalty = model(parameters, mmrec)
        return pair + weight * penalty

    gradients = {}
    for key, values in parameters.items():
        gradient = np.zeros(values.size)
        for k in range(values.size):
            origin = values.flat[k]
            values.flat[k] = origin + 1e-5
            up = total()
            values.flat[k] = origin - 1e-5
            gradient[k] = (up - total()) / 2e-5
            values.flat[k] = origin
        gradients[key] = flat(gradient)
    general, behavior, modal, pair, penalty = model(parameters, mmrec)
    return {
        "model": name, "options": options,
        "parameters": {key: flat(v) for key, v in parameters.items()},
        "general": flat(general), "behavior": flat(behavior), "modal": flat(modal),
        "bpr": pair, "l2": penalty, "total": total(), "gradients": gradients}


golden = {
    "users": M, "items": N, "d": D, "train": TRAIN, "visual": VISUAL.tolist(), "textual": TEXTUAL.tolist(),
    "batchUsers": U, "positives": I, "negatives": J, "configured": CONFIGURED, "cases": [case(*c) for c in CASES]}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "models.json"), "w") as out:
    # Innermost lists on one line.
    text = json.dumps(golden, indent=1)
    out.write(re.sub(r"\[\s+([^\[\]]*?)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m[1]) + "]", text) + "\n")
