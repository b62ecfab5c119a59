"""A bowl with a penalty as the pictures of a slice take it, and what the browser gets of them."""

from __future__ import annotations

import base64
from dataclasses import replace

import numpy as np

from explorer.figures.surface.content import MinimumMark, SliceContent
from explorer.figures.surface.picture import slice_pictures

X, Y = np.linspace(-1.0, 2.0, 13), np.linspace(-2.0, 1.0, 11)


DATA = 0.5 + (X[None, :] - 1.0) ** 2 + 3.0 * (Y[:, None] + 1.0) ** 2


PENALTY = 0.2 * (np.abs(X)[None, :] + np.abs(Y)[:, None])


LOWEST = (MinimumMark(1.0, -1.0, 0.5), MinimumMark(0.0, 0.0, 0.0), MinimumMark(0.9, -0.9667, 0.88667, exact=False))


PLAIN = SliceContent(X, Y, DATA, PENALTY, DATA + PENALTY, ("weight of <b>", "weight of b"), minima=LOWEST)


VARIANTS = {
    "plain": PLAIN,
    "solid": replace(PLAIN, in_3d=True),
    "rich": replace(
        PLAIN, pin_count=2, equal_axes=True, shared_scale=True, refine=True, held_fixed="the bias stays", data_level=0.7,
        penalty_ball=np.array([(0.5, 0), (0, 0.5), (np.nan, np.nan), (-0.5, 0)]), minimum_curve=np.array([(0, 0), (1.0, -1.0)]),
        tangency_sentence="They touch.",
    ),
    "no penalty": replace(PLAIN, penalty=0 * PENALTY, total=DATA, minima=(LOWEST[0], None, LOWEST[0])),
    "no penalty, solid": replace(PLAIN, penalty=0 * PENALTY, total=DATA, minima=(LOWEST[0], None, LOWEST[0]), in_3d=True),
    "overflowing": replace(PLAIN, data=np.where(DATA > 5, np.inf, DATA), total=np.where(DATA > 5, np.inf, DATA)),
}  # fmt: skip


def figures_of(content):
    return [picture.figure.to_dict() for picture in slice_pictures(content)]


def unpacked(array):
    shape = [int(n) for n in str(array["shape"]).split(",")] if "shape" in array else -1
    return np.frombuffer(base64.b64decode(array["bdata"]), array["dtype"]).reshape(shape)


def crosses(figure):
    (trace,) = [t for t in figure["data"] if t.get("hovertemplate", "").startswith("%{text}")]
    half = len(trace["x"]) // 2
    return list(zip(trace["x"][half:], trace["y"][half:], trace["marker"]["line"]["color"][half:], strict=True))
