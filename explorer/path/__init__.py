"""The minimum of the cost at one strength and along all of them, exact where it can be.

`optimum` is the minimum at the problem's own strength, `zeroing_strength` the smallest strength at which all weights are zero,
`regularization_path` the minimum at every strength as a `Path`. `path_refusal` says where there is none, `default_strengths`
and `suitable_strengths` are grids for it, and `violations` checks the KKT conditions.
"""

from explorer.path.kkt import violations
from explorer.path.methods.choice import path_refusal
from explorer.path.optimum import optimum
from explorer.path.path_found import Path
from explorer.path.regularization_path import regularization_path
from explorer.path.strength_grid import default_strengths, suitable_strengths
from explorer.path.zeroing import zeroing_strength

__all__ = [
    "Path",
    "default_strengths",
    "optimum",
    "path_refusal",
    "regularization_path",
    "suitable_strengths",
    "violations",
    "zeroing_strength",
]
