"""Sentences to windows of a fixed number of word pieces, and windows to batches of a fixed shape.

A window is [CLS], the words of consecutive sentences with a [SEP] wherever a new paragraph begins, and [SEP]: what the
reader gives the network too. Shapes are fixed because the library compiles its matrix products anew for every new one.
"""
from dataclasses import dataclass, field
import torch

PIECES = 128            # word pieces in a window
WORDS = PIECES - 2      # words in it at most
WINDOWS = 12            # windows in a batch


@dataclass
class Window:
    ids: list
    shapes: list
    first: list = field(default_factory=list)   # position of each word's first piece
    sents: list = field(default_factory=list)   # (sentence, its first word, whether it begins a paragraph)
    cut: int = 0                                # words at the end of a sentence that does not fit: context only


def windows(pieces, sents, rnd=None, limit=PIECES):
    """Windows of a stream of sentences. rnd draws what the sets do not say: where paragraphs begin, and whether the
    room at the end is filled with the beginning of the next sentence. A sentence too long for any window is left out."""
    out, w, last, before = [], None, None, None
    for s in sents:
        par = last is None or s.doc != last.doc or (bool(s.par) if s.par is not None else rnd is not None and rnd.random() < .3)
        units = pieces.units(s.words, None if par else before)
        size = sum(len(ids) for ids, _ in units)
        if size > limit - 2:
            continue
        if w and len(w.ids) + par + size + 1 > limit:
            if rnd and rnd.random() < .3:
                add(w, s, units, par, pieces, limit)
            out.append(close(w, pieces))
            w = None
        if not w:
            w = Window([pieces.cls], [0])
        add(w, s, units, par, pieces, None)
        last, before = s, s.words[-1]
    return out + ([close(w, pieces)] if w else [])


def add(w, s, units, par, pieces, limit):
    """Adds a sentence, or under a limit the words of it that fit, which are then cut."""
    if limit is not None and len(w.ids) + par + len(units[0][0]) >= limit:
        return
    if par and w.first:
        w.ids.append(pieces.sep)
        w.shapes.append(0)
    w.sents.append((s, len(w.first), par or not w.first))
    for ids, shapes in units:
        if limit is not None and len(w.ids) + len(ids) >= limit:
            break
        w.first.append(len(w.ids))
        w.ids += ids
        w.shapes += shapes
        w.cut += limit is not None


def close(w, pieces):
    w.ids.append(pieces.sep)
    w.shapes.append(0)
    return w


class Batch:
    """Tensors of up to `count` windows: ids, shapes, mask [B,P]; first, words, sent [B,W]; same [B,W,W+1], the heads open to a word."""

    def __init__(self, ws, pieces, count=WINDOWS, size=PIECES):
        n = size - 2
        self.windows = ws
        self.ids, self.shapes, self.first, self.sent = (torch.full((count, k), v) for k, v in ((size, 0), (size, 0), (n, 0), (n, -1)))
        self.mask = torch.zeros(count, size, dtype=torch.bool)
        self.mask[:, 0] = True
        for b, w in enumerate(ws):
            p = len(w.ids)
            self.ids[b, :p], self.shapes[b, :p], self.mask[b, :p] = torch.tensor(w.ids), torch.tensor(w.shapes), True
            self.first[b, :len(w.first)] = torch.tensor(w.first)
            for k, (s, at, _) in enumerate(w.sents):
                self.sent[b, at:at + len(s.words)] = k
        self.words = self.sent >= 0
        whole = torch.ones(count, n, 1, dtype=torch.bool)
        self.same = torch.cat([whole, (self.sent[:, :, None] == self.sent[:, None, :]) & self.words[:, None, :]], 2)

    def gold(self, get, cut=False):
        """[B,W] of get(sentence, first word) for every sentence that it gives a row for, -100 elsewhere and, unless cut, in cut words."""
        out = torch.full(self.first.shape, -100)
        for b, w in enumerate(self.windows):
            for s, at, par in w.sents:
                row = get(s, at)
                keep = min(len(row), len(w.first) - at) if row is not None else 0
                if keep and (cut or at + len(s.words) <= len(w.first) - w.cut):
                    out[b, at:at + keep] = torch.tensor(row[:keep])
        return out
