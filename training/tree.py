"""Maximum spanning tree over arc scores with one root (Chu and Liu 1965, Edmonds 1967)."""
import numpy as np


def heads(score):
    """score [W, W+1]: word i (row) under head j (column, 0 the root). Gives W heads, 1-based, exactly one of them 0."""
    w = score.shape[0]
    s = np.full((w + 1, w + 1), -1e9)
    s[1:, :] = score
    s[np.arange(w + 1), np.arange(w + 1)] = -1e9
    h = _mst(s)
    if (h[1:] == 0).sum() == 1:
        return h[1:]
    best, tree = -1e18, h
    for r in np.argsort(-s[1:, 0])[:8] + 1:
        t = s.copy()
        t[1:, 0] = -1e9
        t[r, 0] = s[r, 0]
        h = _mst(t)
        v = t[np.arange(1, w + 1), h[1:]].sum()
        if v > best:
            best, tree = v, h
    return tree[1:]


def _mst(s):
    n = s.shape[0]
    h = s.argmax(1)
    h[0] = -1
    cycle = _cycle(h)
    if cycle is None:
        return h
    inside = np.zeros(n, bool)
    inside[cycle] = True
    out = np.flatnonzero(~inside)
    cyc = np.array(cycle)
    total = s[cyc, h[cyc]].sum()
    m = len(out)
    t = np.full((m + 1, m + 1), -1e9)
    t[:m, :m] = s[np.ix_(out, out)]
    into = s[np.ix_(cyc, out)] - s[cyc, h[cyc]][:, None] + total
    t[m, :m] = into.max(0)
    enter = cyc[into.argmax(0)]
    leave = s[np.ix_(out, cyc)]
    t[:m, m] = leave.max(1)
    exit_ = cyc[leave.argmax(1)]
    sub = _mst(t)
    res = h.copy()
    for a in range(m):
        if out[a] != 0:
            res[out[a]] = exit_[a] if sub[a] == m else out[sub[a]]
    b = enter[sub[m]]
    res[b] = out[sub[m]]
    return res


def _cycle(h):
    colour = np.zeros(len(h), int)
    for i in range(1, len(h)):
        path, j = [], i
        while j > 0 and colour[j] == 0:
            colour[j] = i
            path.append(j)
            j = h[j]
        if j > 0 and colour[j] == i:
            return path[path.index(j):]
    return None
