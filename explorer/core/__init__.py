"""What all other folders build on; it imports nothing of ours.

Offers declared parameters (`param`, `Param`, `FieldError`), menus that fill themselves (`Entry`, `collect`, `one_of_each`),
and in modules of their own number formats (`text`), LaTeX (`formulas`), safe elementwise functions (`numerics`), constant and
dependent columns (`columns`), the test that a step makes a cost fall (`line_search`), and
the hook by which long computations are stopped (`checkpoint`).
"""

from explorer.core.params import FieldError, Param, Parametrised, param, params_of
from explorer.core.registry import TASKS, Entry, collect, one_of_each

__all__ = ["TASKS", "Entry", "FieldError", "Param", "Parametrised", "collect", "one_of_each", "param", "params_of"]
