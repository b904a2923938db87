"""The training sets as lists of Sentence, read from ../../shared/data.

Only sets whose README allows training weights are read: EWT and GUM open (syntax), UNER-EWT, GUM names, WikiGold,
CrossNER politics, BTC's news, WNUT17 (names), GUM and OntoGUM open (coreference) and, unless --open-only, those that state no licence:
Worldwide (names), PolNeAR train (quotations), CoPED train (who did it, to whom).
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
    "btc": {"PER": "PER", "ORG": "ORG", "LOC": "LOC"},
    "wnut": {"person": "PER", "location": "LOC", "corporation": "ORG"},
    "gumnames": {"person": "PER", "organization": "ORG", "place": "LOC"},
}
QUOTE_PARTS = ["source", "cue", "content"]
ACTOR_PARTS = ["source", "target"]


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
    doc: str = ""           # name of its document; "" where the set does not say
    par: bool = None        # whether it begins a paragraph; None where the set does not say
    known: bool = False     # whether its beginning and end are gold
    mentions: list = None   # (start, end) of every mention of GUM, words
    chains: list = None     # (start, end, chain) of OntoGUM's mentions
    actors: dict = None     # part -> BIO tags of who did it and to whom (CoPED)


def text(path):
    """The text of a file, its .zst or its .xz, whichever is there."""
    if os.path.exists(path + ".zst"):
        return subprocess.run(["zstd", "-dcq", path + ".zst"], check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
    if os.path.exists(path + ".xz"):
        return lzma.open(path + ".xz", "rt", encoding="utf-8").read()
    return open(path, encoding="utf-8").read()


def conllu(path):
    """Sentences of syntactic words; surface[i] is the index of the surface token that word i stands in."""
    out, cur, surface, sid, end, n, doc, par = [], [], [], "", 0, -1, "", False
    for line in text(path).split("\n"):
        if not line:
            if cur:
                cols = list(zip(*cur))
                out.append(Sentence(list(cols[1]), list(cols[3]), list(cols[4]), list(cols[5]), list(cols[2]), [int(h) for h in cols[6]],
                                    list(cols[7]), id=sid, surface=surface, doc=doc, par=par, known=True))
            cur, surface, end, n, par = [], [], 0, -1, False
        elif line.startswith("# newdoc"):
            doc, par = line.split("=", 1)[1].strip(), True
        elif re.match(r"# newpar( |$)", line):
            par = True
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
    out, words, tags, sid, doc = [], [], [], "", ""
    table = SETS[name_set]
    for line in text(path).split("\n") + [""]:
        if "\t" in line:
            w, t = line.split("\t")
            words.append(w)
            tags.append(t if t == "O" else (t[:2] + table[t[2:]] if t[2:] in table else None))
        elif not line and words:
            out.append(Sentence(words, names=tags, name_set=name_set, id=sid, doc=doc))
            words, tags = [], []
        elif line.startswith("# doc"):
            doc = line.split("=", 1)[1].strip()
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
        for b, e, par in pieces(d["text"]):
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
                            if s >= at[0][0]:  # else it goes on from the sentence before
                                rows[p][ix[0]] = "B"
            out.append(Sentence([d["text"][s:t] for s, t in toks], quotes=rows, id=d["id"], doc=d["id"], par=par))
    return out


def pieces(s):
    """(start, end, whether it begins a line) of each sentence of a text, never across a line end."""
    for line in re.finditer(r"[^\n]+", s):
        last = line.start()
        for m in END.finditer(s, line.start(), line.end()):
            yield last, m.end(), last == line.start()
            last = m.end()
        yield last, line.end(), last == line.start()


def give_chains(sents, gum, onto):
    """Gives GUM's mentions and OntoGUM's chains to the sentences of the same documents."""
    docs = {}
    for s in sents:
        s.mentions, s.chains = [], []
        docs.setdefault(s.doc, []).append(s)
    for path, part in ((gum, "mentions"), (onto, "chains")):
        for d in map(json.loads, text(path).splitlines()):
            mine = docs[d["doc"]]
            assert [s.words for s in mine] == d["sentences"], d["doc"]
            for m in d["mentions"]:
                getattr(mine[m["sent"]], part).append((m["start"], m["end"], m["cluster"]))


def coped(path, split):
    """Sentences of CoPED with who did it and to whom; tokenised like PolNeAR."""
    out = []
    for d in map(json.loads, text(path).splitlines()):
        if d["split"] != split:
            continue
        toks = [(len(d["text"][:m.start()].encode()), len(d["text"][:m.end()].encode()), m.group()) for m in TOKEN.finditer(d["text"])]
        rows = {p: ["O"] * len(toks) for p in ACTOR_PARTS}
        for p in ACTOR_PARTS:
            for s, t in d[p]:
                ix = [i for i, (a, z, _) in enumerate(toks) if a < t and z > s]
                for i in ix:
                    rows[p][i] = "I"
                if ix:
                    rows[p][ix[0]] = "B"
        if 3 <= len(toks) <= 110:
            out.append(Sentence([w for *_, w in toks], actors=rows, id=d["id"], par=True))
    return out


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
    for s in ("train", "dev"):
        give_chains(gum[s], j("coref/gum", f"open-{s}.jsonl"), j("coref/ontogum", f"open-{s}.jsonl"))
    names = bio(j("ner/wikigold/all.tsv"), "wikigold") + bio(j("ner/wnut17/train.tsv"), "wnut")
    for s in ("train", "dev"):
        names += bio(j(f"ner/crossner-politics/{s}.tsv"), "crossner")
    for s in ("e-mh17", "g-mainstream-news"):
        names += bio(j(f"ner/btc/{s}.tsv"), "btc")
    if not open_only:
        names += bio(j("ner/worldwide/train.tsv"), "worldwide")
    train = {"ewt": ewt["train"], "gum": gum["train"], "names": names}
    if not open_only:
        train |= {"quotes": polnear(j("quotes/polnear.jsonl"), "train"), "actors": coped(j("events/cameo_coped.jsonl"), "train")}
    dev = {"ewt": ewt["dev"], "gum": gum["dev"], "worldwide": bio(j("ner/worldwide/dev.tsv"), "worldwide"), "uner": bio(j("ner/uner-ewt/dev.tsv"), "uner"),
           "polnear": cofenet(j("quotes/polnear_cofenet_valid.jsonl"))}
    for s in dev["polnear"]:
        s.par = True
    return train, dev
