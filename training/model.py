"""The network: a MiniLM-shaped encoder with a word-shape embedding, and one head for each thing that is read.

Shapes: B sentences, P word pieces, W words. Every word is the vector of its first piece.
"""
import json, os, re
import torch, torch.nn as nn, torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer

HIDDEN, LAYERS, HEADS, FFN = 384, 6, 12, 1536
SHAPES = ["none", "lower", "title", "upper", "mixed", "digit", "alnum", "punct", "one-upper", "first-title", "rest"]


def shape(word, first):
    """The class of a word's letters, which an uncased encoder cannot see."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return SHAPES.index("digit" if any(c.isdigit() for c in word) else "punct")
    if any(c.isdigit() for c in word):
        return SHAPES.index("alnum")
    if all(c.islower() for c in letters):
        return SHAPES.index("lower")
    if all(c.isupper() for c in letters):
        return SHAPES.index("one-upper" if len(letters) == 1 else "upper")
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return SHAPES.index("first-title" if first else "title")
    return SHAPES.index("mixed")


class Pieces:
    """Words to word pieces; a word that gives none (a lone combining mark) becomes [UNK]."""

    def __init__(self, folder):
        self.tok = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
        self.tok.no_padding(), self.tok.no_truncation()
        self.cls, self.sep, self.unk = (self.tok.token_to_id(t) for t in ("[CLS]", "[SEP]", "[UNK]"))
        self.cache = {}

    def word(self, w):
        if w not in self.cache:
            w2 = {"``": '"', "''": '"', "“": '"', "”": '"', "-LRB-": "(", "-RRB-": ")"}.get(w, w)
            self.cache[w] = self.tok.encode(w2, add_special_tokens=False).ids[:16] or [self.unk]
        return self.cache[w]

    def sentence(self, words):
        """(piece ids, shape of each piece, position of each word's first piece)."""
        ids, shapes, first = [self.cls], [0], []
        for i, w in enumerate(words):
            first.append(len(ids))
            p = self.word(w)
            ids += p
            shapes += [shape(w, i == 0)] + [SHAPES.index("rest")] * (len(p) - 1)
        return ids + [self.sep], shapes + [0], first


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out, self.n1 = nn.Linear(HIDDEN, HIDDEN), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up, self.down, self.n2 = nn.Linear(HIDDEN, FFN), nn.Linear(FFN, HIDDEN), nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x, mask, drop):
        b, p, _ = x.shape
        q, k, v = self.qkv(x).view(b, p, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        # Plain products: for rows this short they train twice as fast on a CPU as the fused attention.
        a = torch.softmax((q @ k.transpose(2, 3)) * (HIDDEN // HEADS) ** -0.5 + mask, -1) @ v
        x = self.n1(x + drop(self.out(a.transpose(1, 2).reshape(b, p, HIDDEN))))
        return self.n2(x + drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """All-MiniLM-L6-v2 (Apache-2.0), with a shape embedding that begins at zero. Gives every layer's output."""

    def __init__(self, folder, drop=0.1):
        super().__init__()
        w = load_file(os.path.join(folder, "model.safetensors"))
        self.words = nn.Embedding.from_pretrained(w["embeddings.word_embeddings.weight"], freeze=True)
        pos = w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0]
        self.pos = nn.Embedding.from_pretrained(pos, freeze=True)
        self.shapes = nn.Embedding(len(SHAPES), HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.norm.weight.data, self.norm.bias.data = w["embeddings.LayerNorm.weight"], w["embeddings.LayerNorm.bias"]
        self.layers, self.drop = nn.ModuleList(), nn.Dropout(drop)
        for i in range(LAYERS):
            l, k = Layer(), f"encoder.layer.{i}."
            for suffix in ("weight", "bias"):
                get = lambda n: w[k + n + "." + suffix]
                setattr_(l.qkv, suffix, torch.cat([get("attention.self." + n) for n in ("query", "key", "value")]))
                for mod, n in ((l.out, "attention.output.dense"), (l.n1, "attention.output.LayerNorm"), (l.up, "intermediate.dense"),
                               (l.down, "output.dense"), (l.n2, "output.LayerNorm")):
                    setattr_(mod, suffix, get(n))
            self.layers.append(l)

    def forward(self, ids, shapes, mask):
        x = self.words(ids) + self.pos.weight[: ids.shape[1]] + self.shapes(shapes)
        x, out = self.drop(self.norm(x)), []
        m = torch.where(mask, 0.0, -1e4)[:, None, None, :].to(x.dtype)
        for l in self.layers:
            x = l(x, m, self.drop)
            out.append(x)
        return out


def setattr_(mod, suffix, value):
    getattr(mod, suffix).data.copy_(value)


class Mix(nn.Module):
    """A learned mean of the layers (scalar mix, Peters et al. 2018)."""

    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(LAYERS))

    def forward(self, layers):
        return sum(a * l for a, l in zip(torch.softmax(self.w, 0), layers))


class Reader(nn.Module):
    """Encoder and heads. vocab: name of a tag layer -> list of its values."""

    def __init__(self, folder, vocab, arc=384, rel=128):
        super().__init__()
        self.encoder, self.vocab = Encoder(folder), vocab
        self.mix = nn.ModuleDict({k: Mix() for k in ("tags", "tree", "names", "quotes")})
        self.drop = nn.Dropout(0.3)
        for k in ("upos", "xpos", "feats", "lemma", "names"):
            setattr(self, k, nn.Linear(HIDDEN, len(vocab[k])))
        self.quotes = nn.Linear(HIDDEN, 9)
        self.arc_d, self.arc_h = nn.Linear(HIDDEN, arc), nn.Linear(HIDDEN, arc)
        self.rel_d, self.rel_h = nn.Linear(HIDDEN, rel), nn.Linear(HIDDEN, rel)
        self.arc_w = nn.Parameter(torch.zeros(arc + 1, arc))
        self.rel_w = nn.Parameter(torch.zeros(len(vocab["rel"]), rel + 1, rel + 1))
        nn.init.xavier_uniform_(self.arc_w), nn.init.xavier_uniform_(self.rel_w)

    def words(self, group, layers, first):
        x = self.mix[group](layers)
        return self.drop(torch.gather(x, 1, first[:, :, None].expand(-1, -1, HIDDEN)))

    def syntax(self, layers, first):
        """Tag logits [B,W,n], arc scores [B,W,W+1] (head 0 is the root), and the rel features of dependents and heads."""
        x = self.words("tags", layers, first)
        tags = {k: getattr(self, k)(x) for k in ("upos", "xpos", "feats", "lemma")}
        x = self.words("tree", layers, first)
        root = self.mix["tree"](layers)[:, :1]
        h = torch.cat([root, x], 1)
        act = lambda f, v: self.drop(F.relu(f(v)))
        d, hh = act(self.arc_d, x), act(self.arc_h, h)
        one = torch.ones_like(d[..., :1])
        arcs = torch.cat([d, one], -1) @ self.arc_w.to(d.dtype) @ hh.transpose(1, 2)
        return tags, arcs, act(self.rel_d, x), act(self.rel_h, h)

    def rels(self, d, h):
        """Relation logits [N,R] of N arcs from dependent features d and head features h [N,rel]."""
        one = torch.ones_like(d[:, :1])
        d, h = torch.cat([d, one], 1), torch.cat([h, one], 1)
        return torch.einsum("ni,rij,nj->nr", d, self.rel_w.to(d.dtype), h)
