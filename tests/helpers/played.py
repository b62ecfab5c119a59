"""What the page makes of a picture's played traces, worked out again with NumPy."""

from __future__ import annotations

import base64

import numpy as np

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Problem, train
from explorer.datasets.preparation import prepare


def unpacked(box) -> np.ndarray:
    """Numbers of a figure, which may be packed by us (with a shape) or by plotly (without, where there is one axis)."""
    if not isinstance(box, dict):
        return np.asarray(box, dtype=float)
    values = np.frombuffer(base64.b64decode(box["bdata"]), "<" + box["dtype"]).astype(float)
    return values.reshape(box["shape"]) if isinstance(box.get("shape"), list) else values


def shown_at(trace, w) -> np.ndarray:
    """What the page computes for a mapped trace from the weights (p,), by its meta alone."""
    meta = trace["meta"]
    out = unpacked(meta["basis"])
    acts = {None: lambda a: a, "tanh": np.tanh, "relu": lambda a: np.maximum(a, 0), "sigmoid": lambda a: 1 / (1 + np.exp(-a))}
    for layer in meta["layers"]:
        inputs, outputs, start = layer["inputs"], layer["outputs"], layer["start"]
        end = start + inputs * outputs
        out = acts[layer["activation"]](out @ w[start:end].reshape(inputs, outputs) + w[end : end + outputs])
    if "margin" in meta:
        out = np.array([row[k] - max(np.delete(row, k)) for k, row in zip(meta["margin"], out, strict=True)])
    elif meta["link"] == "log":
        out = np.exp(out)
    return out.ravel() * meta["scale"] + meta["shift"]


def maps_of(picture):
    return [t for t in picture.figure.to_dict()["data"] if (t.get("meta") or {}).get("play") == "map"]


def same(ours, theirs) -> bool:
    return np.max(np.abs(ours - theirs)) <= 1e-5 * max(np.ptp(theirs), np.abs(theirs).max())


def trained_on(data, loss, model="linear"):
    prepared = prepare(data, 0.25, 0, True)
    problem = Problem(prepared.train, MODELS[model](), LOSSES[loss](), PENALTIES["l2"](), 0.01)
    return problem, prepared, train(problem, SOLVERS["gd"](rate=0.3), steps=40)
