"""The methods that find a path: each says which problems it takes, and the first that takes one finds its weights.

`METHODS` are all of them in the order of asking, `path_method` is the one for a problem, `path_refusal` says why there is none;
a `PathMethod` answers with a `Solution`.
"""

from explorer.path.methods.base import PathMethod, Solution
from explorer.path.methods.choice import METHODS, path_method, path_refusal, path_takes_long

__all__ = ["METHODS", "PathMethod", "Solution", "path_method", "path_refusal", "path_takes_long"]
