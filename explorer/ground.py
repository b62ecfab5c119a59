"""What a run walks on, seen from one side: a plane through weight space, and where the other weights stand."""

from __future__ import annotations

import numpy as np

Array = np.ndarray

SLICES = {"weights": "Two weights", "principal": "The path's own plane", "random": "Two random directions"}
"""The planes from which a cost can be seen, by id, as a menu names them."""
RESTS = {
    "auto": "Wherever suits",
    "optimum": "At the optimum",
    "end": "At the end of the run",
    "step": "At the step shown",
    "profile": "Best for each place",
}
"""Where the weights stand that are not on the axes of a plane of two weights."""
