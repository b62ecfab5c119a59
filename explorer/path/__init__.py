"""The minimum of the cost at one strength and along all of them, exact where it can be."""

from explorer.path.kkt import violations
from explorer.path.optimum import optimum, zeroing_strength
from explorer.path.regularization_path import Path, default_strengths, path_refusal, regularization_path

__all__ = [
    "Path",
    "default_strengths",
    "optimum",
    "path_refusal",
    "regularization_path",
    "violations",
    "zeroing_strength",
]
