"""Arrays as they travel to the page: base64 of 4-byte floats."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

Array = np.ndarray
LARGEST = float(np.finfo("f4").max)
SMALLEST = float(np.finfo("f4").tiny)


def packed(array: Array) -> dict[str, Any]:
    """An array as base64 of 4-byte floats with its shape: what the page unpacks.

    NaN stays: it is a gap, which the page leaves out. Larger becomes the largest, and what is not zero never becomes zero,
    since the pages show which weights are.
    """
    values = np.ascontiguousarray(np.clip(array, -LARGEST, LARGEST), dtype="<f4")
    lost = (values == 0) & (array != 0)
    if lost.any():
        values[lost] = np.copysign(SMALLEST, array[lost])
    return {"dtype": "f4", "shape": list(values.shape), "bdata": base64.b64encode(values.tobytes()).decode()}
