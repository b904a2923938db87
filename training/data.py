"""The training sets as lists of Sentence, read from ../../shared/data.

Only sets whose README allows training weights are read: EWT and GUM open (syntax), UNER-EWT, GUM names, WikiGold,
CrossNER politics, re3d open and, unless --open-only, Worldwide (names), PolNeAR train (quotations).
"""
import json, lzma, os, re, subprocess
from dataclasses import dataclass

# One scheme of names. A set's label that is missing here is left unlabelled (its loss is masked), not O.
NAMES = ["PER", "ORG", "LOC", "FAC", "NORP", "MISC", "PRODUCT", "DATE", "MONEY"]
NAME_TAGS = ["O"] + [p + n for n in NAMES for p in ("B-", "I-")]
# What each set annotates: a token that it calls O may still be one of the others.
SETS = {
    "worldwide": {"Person": "PER", "Organization": "ORG", "Location": "LOC", "Facility": "FAC", "NORP": "NORP", "Misc": "MISC", "Product": "PRODUCT", "Date": "DATE", "Money": "MONEY"},
    "uner": {"PER": "PER", "ORG": "ORG", "LOC": "LOC"},
    "wikigold": {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"},
    "crossner": {"politician": "PER", "person": "PER", "politicalparty": "ORG", "organisation": "ORG", "country": "LOC", "location": "LOC"},
    "gumnames": {"person": "PER", "organization": "ORG", "place": "LOC"},
}
QUOTE_PARTS = ["source", "cue", "content"]


@dataclass
class Sentence:
    words: list
    upos: list = None
    xpos: list = None
    feats: list = None
    lemmas: list = None
    heads: list = None
    rels: list = None
    names: list = None      # tags of NAME_TAGS, or None where the set leaves the word open
    name_set: str = None
    quotes: dict = None     # part -> BIO tags
    id: str = ""
    surface: list = None    # index of the surface token of each word


def text(path):
    """The text of a file, its .zst or its .xz, whichever is there."""
    if os.path.exists(path + ".zst"):
        return subprocess.run(["zstd", "-dcq", path + ".zst"], check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
    if os.path.exists(path + ".xz"):
        return lzma.open(path + ".xz", "rt", encoding="utf-8").read()
    return open(path, encoding="utf-8").read()


def conllu(path):
    """Sentences of syntactic words; surface[i] is the index of the surface token that word i stands in."""
    out, cur, surface, sid, end, n = [], [], [], "", 0, -1
    for line in text(path).split("\n"):
        if not line:
            if cur:
                cols = list(zip(*cur))
                out.append(Sentence(list(cols[1]), list(cols[3]), list(cols[4]), list(cols[5]), list(cols[2]),
                                    [int(h) for h in cols[6]], list(cols[7]), id=sid, surface=surface))
            cur, surface, end, n = [], [], 0, -1
        elif line.startswith("# sent_id"):
            sid = line.split("=", 1)[1].strip()
        elif line[0] != "#":
            c = line.split("\t")
            if "-" in c[0]:
                end, n = int(c[0].split("-")[1]), n + 1
            elif c[0].isdigit():
                if int(c[0]) > end:
                    n += 1
                cur.append(c)
                surface.append(n)
    return out


def bio(path, name_set):
    """Sentences of a two-column BIO file; tags mapped to the one scheme, a label without a place in it to None."""
    out, words, tags, sid = [], [], [], ""
    table = SETS[name_set]
    for line in text(path).split("\n") + [""]:
        if "\t" in line:
            w, t = line.split("\t")
            words.append(w)
            tags.append(t if t == "O" else (t[:2] + table[t[2:]] if t[2:] in table else None))
        elif not line and words:
            out.append(Sentence(words, names=tags, name_set=name_set, id=sid))
            words, tags = [], []
        elif line.startswith("# sent_id"):
            sid = line.split("=", 1)[1].strip()
    return out


def give_names(sents, named, key=None):
    """Gives the names of surface-token sentences to the syntactic words of the same sentence (by key, else by order)."""
    by = {key(n): n for n in named} if key else {}
    pairs = ((s, by.get(key(s))) for s in sents) if key else zip(sents, named, strict=True)
    for s, n in pairs:
        if n is None or len(n.words) != s.surface[-1] + 1:
            continue
        tags, last = [], -1
        for i in s.surface:
            t = n.names[i]
            tags.append("I" + t[1:] if i == last and t and t != "O" else t)
            last = i
        s.names, s.name_set = tags, n.name_set


TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|St|Jr|Sr|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\d[\d,.]*\d|\w+?(?=n['’]t\b)|\w+(?:-\w+)*|\.\.\.|--|[^\w\s]", re.U | re.I)
END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")


def polnear(path, split):
    """PolNeAR as sentences with one BIO row for each part; the outermost attribution wins where they nest."""
    out = []
    for line in text(path).splitlines():
        d = json.loads(line)
        if d["split"] != split:
            continue
        raw = d["text"].encode()
        for b, e in pieces(d["text"]):
            toks = [(m.start() + b, m.end() + b) for m in TOKEN.finditer(d["text"][b:e])]
            if not 3 <= len(toks) <= 120:
                continue
            at = [(len(d["text"][:s].encode()), len(d["text"][:t].encode())) for s, t in toks] if len(raw) != len(d["text"]) else toks
            rows = {p: ["O"] * len(toks) for p in QUOTE_PARTS}
            for q in sorted(d["quotes"], key=lambda q: q["content"][0][0] - q["content"][-1][1]):
                for p in QUOTE_PARTS:
                    for s, t in q.get(p) or []:
                        ix = [i for i, (a, z) in enumerate(at) if a < t and z > s]
                        if ix and all(rows[p][i] == "O" for i in ix):
                            for i in ix:
                                rows[p][i] = "I"
                            rows[p][ix[0]] = "B"
            out.append(Sentence([d["text"][s:t] for s, t in toks], quotes=rows, id=d["id"]))
    return out


def pieces(s):
    """Sentences of a text, never across a line end."""
    for line in re.finditer(r"[^\n]+", s):
        last = line.start()
        for m in END.finditer(s, line.start(), line.end()):
            yield last, m.end()
            last = m.end()
        yield last, line.end()


def cofenet(path):
    out = []
    for line in text(path).splitlines():
        d = json.loads(line)
        rows = {p: ["O" if not t.endswith(p) else t[0] for t in d["labels"]] for p in QUOTE_PARTS}
        out.append(Sentence(d["tokens"], quotes=rows, id=d["id"]))
    return out


def load(root, open_only=False):
    """(train streams, dev sets): name -> list of Sentence."""
    j = lambda *p: os.path.join(root, *p)
    ewt = {s: conllu(j("treebank/ewt", f"en_ewt-ud-{s}.conllu")) for s in ("train", "dev")}
    gum = {s: conllu(j("treebank/gum", f"open-{s}.conllu")) for s in ("train", "dev")}
    for s in ("train", "dev"):
        give_names(ewt[s], bio(j("ner/uner-ewt", s + ".tsv"), "uner"), key=lambda x: x.id)
        give_names(gum[s], bio(j("ner/gum-names", f"open-{s}.tsv"), "gumnames"))
    names = bio(j("ner/wikigold/all.tsv"), "wikigold") + bio(j("ner/crossner-politics/train.tsv"), "crossner")
    if not open_only:
        names += bio(j("ner/worldwide/train.tsv"), "worldwide")
    train = {"syntax": ewt["train"] + gum["train"], "names": names, "quotes": polnear(j("quotes/polnear.jsonl"), "train")}
    dev = {"ewt": ewt["dev"], "gum": gum["dev"], "worldwide": bio(j("ner/worldwide/dev.tsv"), "worldwide"), "uner": bio(j("ner/uner-ewt/dev.tsv"), "uner"),
           "polnear": cofenet(j("quotes/polnear_cofenet_valid.jsonl"))}
    return train, dev
