"""Change a module that is loaded already, and in use everywhere, without loading it again."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import CodeType, FunctionType, ModuleType


def swap(module: ModuleType, functions: Iterable[FunctionType], old: CodeType, new: CodeType, in_function: bool) -> None:
    """Put the new code of a module in the place of the old.

    ``functions`` are all that live, the module's own among them. Unless the change is ``in_function``, what the module and
    its classes hold, the defaults of their functions, and the module's instances of its own classes are made anew as well, and
    set wherever they differ.
    """
    changed = {key(a): b for a, b in zip(codes(old), codes(new), strict=True)}
    for f in functions:
        if f.__globals__ is vars(module):
            f.__code__ = changed.get(key(f.__code__), f.__code__)
    if in_function:
        return
    made = ModuleType(module.__name__)
    exec(new, vars(made))
    for name, value in vars(made).items():
        live = getattr(module, name)
        if isinstance(value, type) and value.__module__ == module.__name__:
            refill(live, value)
        elif isinstance(value, FunctionType) and value.__module__ == module.__name__ and isinstance(live, FunctionType):
            live.__defaults__ = value.__defaults__
        elif type(value).__module__ == module.__name__ and hasattr(value, "__dict__"):
            vars(live).update(vars(value))
        elif plain(value) and repr(value) != repr(live):
            for other in list(sys.modules.values()):
                if getattr(other, name, None) is live:
                    setattr(other, name, value)


def refill(live: type, made: type) -> None:
    """Give a class the plain values and the defaults of its changed copy."""
    for name, value in vars(made).items():
        if isinstance(value, FunctionType):
            vars(live)[name].__defaults__ = value.__defaults__
        elif plain(value) and repr(value) != repr(vars(live)[name]):
            setattr(live, name, value)


def codes(code: CodeType) -> list[CodeType]:
    """A code object and all that are nested in it."""
    return [code, *(c for const in code.co_consts if isinstance(const, CodeType) for c in codes(const))]


def key(code: CodeType) -> tuple[str, int, bytes]:
    """What tells a code object from the others of its module."""
    return code.co_qualname, code.co_firstlineno, code.co_linetable


def plain(value: object) -> bool:
    """Whether a value holds no code."""
    return value is None or isinstance(value, (bool, int, float, tuple))
