"""Lemma rules: the edit from a form to its lemma, as in UDPipe 2 (Straka 2018): casing, then prefix and suffix edits; and the lexicon
of the words that the treebanks know, which goes before the rules."""
import collections, re


def rule(form, lemma):
    """"case|cut-front|add-front|cut-back|add-back" or "=lemma" where the two share no letters."""
    f, l = form.lower(), lemma.lower()
    case = "U" if lemma.isupper() and len(lemma) > 1 else "T" if lemma[:1].isupper() else "l"
    if case == "l" and lemma != l or case == "T" and lemma != l[:1].upper() + l[1:]:
        case = "k"  # keep the form's own casing
    if case == "k":
        f, l = form, lemma
    best = (0, 0, 0)
    for i in range(len(f)):
        for j in range(len(l)):
            n = 0
            while i + n < len(f) and j + n < len(l) and f[i + n] == l[j + n]:
                n += 1
            best = max(best, (n, -i, -j))
    n, i, j = best[0], -best[1], -best[2]
    if n == 0:
        return "=" + lemma
    return f"{case}|{i}|{l[:j]}|{len(f) - i - n}|{l[j + n:]}"


def apply(r, form):
    if r.startswith("="):
        return r[1:]
    case, cf, af, cb, ab = r.split("|")
    f = form if case == "k" else form.lower()
    cf, cb = int(cf), int(cb)
    if cf + cb > len(f):
        return form
    l = af + f[cf: len(f) - cb] + ab
    return l.upper() if case == "U" else l[:1].upper() + l[1:] if case == "T" else l


def lexicon(sents, share=.6):
    """Lines "form, part of speech, lemma" of all words of sents whose lemma is one in at least that share of their places. A
    capitalised form that its lower-case form tells as well is left out, unless it is a name."""
    seen = collections.defaultdict(collections.Counter)
    for s in sents:
        for form, upos, lem in zip(s.words, s.upos, s.lemmas):
            seen[form, upos][lem] += 1
    out = {}
    for key, lemmas in seen.items():
        lem, n = lemmas.most_common(1)[0]
        if n >= share * lemmas.total() and not re.search(r"\s", key[0] + lem):
            out[key] = lem
    plain = lambda form, upos: upos != "PROPN" and form[:1].isupper() and form[1:].islower() and out.get((form.lower(), upos))
    return "\n".join(f"{f}\t{u}\t{l}" for (f, u), l in sorted(out.items()) if plain(f, u) != l)
