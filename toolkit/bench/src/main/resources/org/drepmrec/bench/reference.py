"""DRepMRec, or LightGCN where no features are named, in plain PyTorch: what the benchmark sets its times beside.

It is written as the equations read. User features are a table of their own, sparse products and all losses are
differentiated by autograd, every row of a batch is computed as often as it occurs. Negatives are drawn by NumPy.

It prints "graphs SECONDS", and for each epoch "N SECONDSs eval SECONDSs", the mean losses and the metrics. A clock is
read when the device has done all that was started before.
"""

import argparse
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

SEED = 999
SIZE = 64
LAYERS = 2
NEIGHBORS = 10
TEMPERATURE = 0.2
BATCH = 2048
RATE = 1e-3
LAMBDA = 1e-4
ALPHA = BETA = GAMMA = 0.1
CUTOFFS = (10, 20)
BLOCK = 2048


def now(device):
    """Seconds, once the device has nothing left to do."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter()


def sparse(rows, cols, values, shape, device):
    places = torch.from_numpy(np.stack([rows, cols]))
    return torch.sparse_coo_tensor(places, torch.from_numpy(values).float(), shape).coalesce().to(device)


def normalized(rows, cols, n, device):
    """A graph of n nodes with weights 1 / sqrt(degree degree')."""
    degree = np.maximum(np.bincount(rows, minlength=n), 1)
    return sparse(rows, cols, 1 / np.sqrt(degree[rows] * degree[cols]), (n, n), device)


def neighbors(x, device):
    """The graph of the nearest rows by cosine."""
    x = F.normalize(x, dim=1)
    top = torch.cat([(x[s:s + 1024] @ x.T).topk(NEIGHBORS, dim=1).indices for s in range(0, len(x), 1024)])
    return normalized(np.repeat(np.arange(len(x)), NEIGHBORS), top.cpu().numpy().reshape(-1), len(x), device)


class Model(torch.nn.Module):
    def __init__(self, train, users, items, features, weights, device):
        super().__init__()
        u, i = train[:, 0], train[:, 1]
        self.users = users
        self.graph = normalized(np.concatenate([u, i + users]), np.concatenate([i + users, u]), users + items, device)
        degree = np.maximum(np.bincount(u, minlength=users), 1)
        mean = sparse(u, i, 1 / degree[u], (users, items), device)
        self.weights = weights
        self.of_items = features
        self.of_users = [torch.sparse.mm(mean, x) for x in features]
        begin = now(device)
        self.like_items = [neighbors(x, device) for x in self.of_items]
        self.like_users = [neighbors(x, device) for x in self.of_users]
        print("graphs", f"{now(device) - begin:.4f}", flush=True)
        self.unit_items = [F.normalize(x, dim=1) for x in self.of_items]
        self.unit_users = [F.normalize(x, dim=1) for x in self.of_users]
        self.table = torch.nn.Parameter(torch.empty(users + items, SIZE, device=device))
        self.gates = torch.nn.ModuleList([torch.nn.Linear(x.shape[1], SIZE, device=device) for x in features])
        with torch.no_grad():
            torch.nn.init.xavier_uniform_(self.table[:users])
            torch.nn.init.xavier_uniform_(self.table[users:])
        for gate in self.gates:
            torch.nn.init.xavier_uniform_(gate.weight)
            torch.nn.init.zeros_(gate.bias)

    def forward(self):
        """Behavior rows of users and items, and modal ones; None without features."""
        layer = total = self.table
        for _ in range(LAYERS):
            layer = torch.sparse.mm(self.graph, layer)
            total = total + layer
        behavior = total / (LAYERS + 1)
        modal_users = modal_items = None
        for k, gate in enumerate(self.gates):
            x = torch.sigmoid(gate(self.of_users[k])) * self.table[:self.users]
            y = torch.sigmoid(gate(self.of_items[k])) * self.table[self.users:]
            x = self.weights[k] * torch.sparse.mm(self.like_users[k], x)
            y = self.weights[k] * torch.sparse.mm(self.like_items[k], y)
            modal_users = x if modal_users is None else modal_users + x
            modal_items = y if modal_items is None else modal_items + y
        return behavior[:self.users], behavior[self.users:], modal_users, modal_items

    def general(self):
        behavior_users, behavior_items, modal_users, modal_items = self()
        if modal_users is None:
            return behavior_users, behavior_items
        return behavior_users + modal_users, behavior_items + modal_items

    def losses(self, u, i, n):
        """BPR, L2 and, with features, intra- and inter-alignment and the similarity signal, all weighted."""
        behavior_users, behavior_items, modal_users, modal_items = self()
        users, items = behavior_users, behavior_items
        if modal_users is not None:
            users, items = users + modal_users, items + modal_items
        bpr = F.softplus(-(users[u] * (items[i] - items[n])).sum(1)).mean()
        own = [self.table[u], self.table[self.users + i], self.table[self.users + n]]
        l2 = LAMBDA * sum(x.pow(2).sum() for x in own) / (2 * len(u))
        if modal_users is None:
            return [bpr, l2]
        intra = contrast(behavior_users[u], behavior_items[i]) + contrast(modal_users[u], modal_items[i])
        inter = contrast(behavior_users[u], modal_users[u]) + contrast(behavior_items[i], modal_items[i])
        signal = (deviation(modal_items[i], self.target(self.unit_items, i))
                  + deviation(modal_users[u], self.target(self.unit_users, u)))
        return [bpr, l2, ALPHA * intra, BETA * inter, GAMMA * signal]

    def target(self, unit, nodes):
        return sum(w * (x[nodes] @ x[nodes].T) for w, x in zip(self.weights, unit))


def contrast(x, y):
    scores = F.normalize(x, dim=1) @ F.normalize(y, dim=1).T / TEMPERATURE
    return F.cross_entropy(scores, torch.arange(len(x), device=x.device))


def deviation(x, target):
    x = F.normalize(x, dim=1)
    return F.mse_loss(x @ x.T, target)


class Negatives:
    def __init__(self, train, items):
        self.items = items
        self.known = np.sort(train[:, 0] * items + train[:, 1])

    def of(self, users):
        found = np.random.randint(0, self.items, len(users))
        while True:
            pairs = users * self.items + found
            place = np.minimum(np.searchsorted(self.known, pairs), len(self.known) - 1)
            bad = self.known[place] == pairs
            if not bad.any():
                return found
            found[bad] = np.random.randint(0, self.items, bad.sum())


def evaluate(pairs, train, users, items):
    """Recall and NDCG of the pairs among all items that a user does not have."""
    wanted, have = {}, [[] for _ in range(len(users))]
    for u, i in pairs[:, :2]:
        wanted.setdefault(u, set()).add(i)
    for u, i in train[:, :2]:
        have[u].append(i)
    ranked = np.array(sorted(wanted))
    sums = {f"{name}@{k}": 0.0 for k in CUTOFFS for name in ("Recall", "NDCG")}
    for s in range(0, len(ranked), BLOCK):
        some = ranked[s:s + BLOCK]
        scores = (users[some] @ items.T).cpu()
        for q, u in enumerate(some):
            scores[q, have[u]] = -1e10
        top = scores.topk(max(CUTOFFS), dim=1).indices.numpy()
        for q, u in enumerate(some):
            hits = np.array([i in wanted[u] for i in top[q]], dtype=float)
            for k in CUTOFFS:
                discounts = 1 / np.log2(np.arange(2, k + 2))
                sums[f"Recall@{k}"] += hits[:k].sum() / len(wanted[u])
                sums[f"NDCG@{k}"] += (hits[:k] * discounts).sum() / discounts[:len(wanted[u])].sum()
    return {name: round(value / len(ranked), 4) for name, value in sums.items()}


def run(a, device):
    torch.set_num_threads(a.threads)
    torch.manual_seed(SEED)
    np.random.seed(SEED)
    pairs = np.loadtxt(f"{a.root}/{a.data}/{a.data}.inter", skiprows=1, dtype=np.int64)
    train, validation = pairs[pairs[:, 2] == 0], pairs[pairs[:, 2] == 1]
    users, items = pairs[:, 0].max() + 1, pairs[:, 1].max() + 1
    names = a.feats.split(",") if a.feats else []
    features = [torch.from_numpy(np.load(f"{a.root}/{a.data}/{f}")).float().to(device) for f in names]
    weights = [float(w) for w in a.weights.split(",")] if a.weights else [1 / len(names)] * len(names)
    model = Model(train, users, items, features, weights, device)
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    negatives = Negatives(train, items)
    for epoch in range(a.epochs):
        order = np.random.permutation(len(train))[:a.steps * BATCH or None]
        sums, begin = [], now(device)
        for s in range(0, len(order), BATCH):
            u, i = train[order[s:s + BATCH], 0], train[order[s:s + BATCH], 1]
            u, i, n = (torch.from_numpy(x).to(device) for x in (u, i, negatives.of(u)))
            losses = model.losses(u, i, n)
            optimizer.zero_grad()
            sum(losses).backward()
            optimizer.step()
            sums.append(torch.stack(losses).tolist())
        trained = now(device) - begin
        with torch.no_grad():
            general = model.general()
            begin = now(device)
            metrics = evaluate(validation, train, *general)
            evaluated = now(device) - begin
        print(epoch, f"{trained:.4f}s eval {evaluated:.4f}s", np.round(np.mean(sums, 0), 4), metrics, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--root", required=True, help="folder of the data set's folder")
    parser.add_argument("--data", required=True, help="name of the data set, in MMRec's layout")
    parser.add_argument("--feats", default="", help="feature files, by commas; none for LightGCN")
    parser.add_argument("--weights", default="", help="a weight for each; default: equal ones")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--steps", type=int, default=0, help="steps of an epoch; default: all")
    parser.add_argument("--device", default="cpu", help="cpu, cuda:0, ...")
    a = parser.parse_args()
    device = torch.device(a.device)
    if device.type == "cuda" and (device.index or 0) >= torch.cuda.device_count():
        sys.exit(f"device {a.device}: PyTorch {torch.__version__} of {sys.executable} sees {torch.cuda.device_count()}"
                 " GPUs; name a Python whose PyTorch sees it by --python")
    run(a, device)


if __name__ == "__main__":
    main()
