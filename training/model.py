"""The network: a MiniLM-shaped encoder with a word-shape embedding, and one head for each thing that is read.

Shapes: B windows, P word pieces, W words. Every word is the vector of its first piece.
"""
import os
import torch, torch.nn as nn, torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer

HIDDEN, LAYERS, HEADS, FFN = 384, 6, 12, 1536
KINDS, DISTANCES = 3, 12     # of a mention: name or noun, first or second person, third person; powers of two of words between two
SPOKEN = set("i me my mine myself we us our ours ourselves you your yours yourself yourselves".split())
THIRD = set("he him his himself she her hers herself it its itself they them their theirs themselves themself this that these those who which".split())
SHAPES = ["none", "lower", "title", "upper", "mixed", "digit", "alnum", "punct", "one-upper", "first-title", "rest"]


def kind(word):
    """The kind of a mention by its head word."""
    return 1 if word.lower() in SPOKEN else 2 if word.lower() in THIRD else 0


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

    def units(self, words, before):
        """(piece ids, shape of each) of every word; before is the word that stands before the first, None where a paragraph begins."""
        out = []
        for w in words:
            p = self.word(w)
            out.append((p, [shape(w, before is None or opens(before))] + [SHAPES.index("rest")] * (len(p) - 1)))
            before = w
        return out


def opens(word):
    """Whether a sentence may begin after word: a stop, a bracket, a quotation mark."""
    return word != "," and not any(c.isalnum() for c in word)


class Drop(nn.Module):
    """Dropout from one long row of drawn zeros, entered at a random place: drawing is what takes the time of a dropout on a CPU."""
    pools = {}

    def __init__(self, p):
        super().__init__()
        self.p = p
        if p not in Drop.pools:
            Drop.pools[p] = ((torch.rand(1 << 23) >= p) / (1 - p)).bfloat16()

    def forward(self, x):
        if not self.training:
            return x
        pool = Drop.pools[self.p]
        at = int(torch.randint(len(pool) - x.numel(), ()))
        return x * pool[at:at + x.numel()].view(x.shape)


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
        self.layers, self.drop = nn.ModuleList(), Drop(drop)
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
        if torch.is_autocast_enabled("cpu"):
            x = x.bfloat16()
        m = torch.where(mask, 0.0, -1e4)[:, None, None, :].to(x.dtype)
        for l in self.layers:
            x = l(x, m, self.drop)
            out.append(x)
        return out


def setattr_(mod, suffix, value):
    getattr(mod, suffix).data.copy_(value)


GROUPS = ["tags", "tree", "names", "quotes", "bound", "coref"]     # of heads


class Reader(nn.Module):
    """Encoder and heads. vocab: name of a tag layer -> list of its values."""

    def __init__(self, folder, vocab, arc=384, rel=256, ante=128):
        super().__init__()
        self.encoder, self.vocab = Encoder(folder), vocab
        self.mix = nn.Parameter(torch.zeros(len(GROUPS), LAYERS))    # each group reads a mean of the layers (scalar mix, Peters et al. 2018)
        self.drop = Drop(0.3)
        for k in ("upos", "xpos", "feats", "lemma", "names"):
            setattr(self, k, nn.Linear(HIDDEN, len(vocab[k])))
        self.quotes, self.actors, self.bound = nn.Linear(HIDDEN, 9), nn.Linear(HIDDEN, 6), nn.Linear(HIDDEN, 1)
        # Of each part of a quotation, what a tag counts at the beginning [part,tag] and after another [part,tag before,tag]; tags O, B, I.
        self.quotes_start = nn.Parameter(torch.tensor([0, -.5, -3.]).repeat(3, 1))
        self.quotes_step = nn.Parameter(torch.tensor([[0, -.7, -5.], [0, -2.5, 0], [0, -2.5, 0]]).repeat(3, 1, 1))
        self.mention, self.ante_d, self.ante_h = nn.Linear(HIDDEN, 1), nn.Linear(HIDDEN, ante), nn.Linear(HIDDEN, ante)
        self.ante_w = nn.Parameter(torch.zeros(ante + 1, ante + 1))
        self.ante_t = nn.Parameter(torch.zeros(KINDS, 2, DISTANCES))
        self.arc_d, self.arc_h = nn.Linear(HIDDEN, arc), nn.Linear(HIDDEN, arc)
        self.rel_d, self.rel_h = nn.Linear(HIDDEN, rel), nn.Linear(HIDDEN, rel)
        self.arc_w = nn.Parameter(torch.zeros(arc + 1, arc))
        self.rel_o = nn.Linear(rel, len(vocab["rel"]))
        nn.init.xavier_uniform_(self.arc_w), nn.init.xavier_uniform_(self.ante_w)

    def means(self, layers, *groups):
        """What each group reads of the layers' outputs: [B,P,H] for each."""
        w = torch.softmax(self.mix[[GROUPS.index(g) for g in groups]], 1)
        return (w.to(layers[0].dtype) @ torch.stack(layers).flatten(1)).view(len(groups), *layers[0].shape)

    def words(self, mean, first):
        """The vectors [B,W,H] of the words' first pieces."""
        return self.drop(torch.gather(mean, 1, first[:, :, None].expand(-1, -1, HIDDEN)))

    def syntax(self, tag_mean, tree_mean, first):
        """Tag logits [B,W,n], arc scores [B,W,W+1] (head 0 is the root), and the rel features of dependents and heads."""
        x = self.words(tag_mean, first)
        tags = {k: getattr(self, k)(x) for k in ("upos", "xpos", "feats", "lemma")}
        x = self.words(tree_mean, first)
        h = torch.cat([tree_mean[:, :1], x], 1)
        act = lambda f, v: self.drop(F.relu(f(v)))
        d, hh = act(self.arc_d, x), act(self.arc_h, h)
        one = torch.ones_like(d[..., :1])
        arcs = torch.cat([d, one], -1) @ self.arc_w.to(d.dtype) @ hh.transpose(1, 2)
        return tags, arcs, self.rel_d(x), self.rel_h(h)

    def rels(self, d, h):
        """Relation logits [N,R] of N arcs from dependent features d and head features h [N,rel]."""
        return self.rel_o(self.drop(F.relu(d + h)))

    def antecedents(self, x, kind, form, at):
        """Scores [K,K] of each of K words (features x, in the order of the text) with each as its antecedent; 0 is the score of having none.
        kind is that of KINDS, form a number for each spelling, at the index of the word in the text (all [K])."""
        act = lambda f: self.drop(F.relu(f(x)))
        d, h = act(self.ante_d), act(self.ante_h)
        one = torch.ones_like(d[:, :1])
        s = torch.cat([d, one], 1) @ self.ante_w.to(d.dtype) @ torch.cat([h, one], 1).T
        gap = (at[:, None] - at[None, :]).clamp(min=1).float().log2().long().clamp(max=DISTANCES - 1)
        return s.float() + self.ante_t[kind[:, None], (form[:, None] == form[None, :]).long(), gap]
