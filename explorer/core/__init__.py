"""What everything else stands on: declared parameters, menus that fill themselves, number formats, safe functions."""

from explorer.core.params import FieldError, Param, Parametrised, param, params_of
from explorer.core.registry import TASKS, Entry, collect, one_of_each

__all__ = ["TASKS", "Entry", "FieldError", "Param", "Parametrised", "collect", "one_of_each", "param", "params_of"]
