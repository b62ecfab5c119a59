"""Menus that fill themselves: a class dropped into a folder is in every menu, link and test."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from typing import ClassVar, TypeVar

from explorer.params import Parametrised

TASKS = ("regression", "count", "positive", "binary", "multiclass")

E = TypeVar("E", bound="Entry")


class Entry(Parametrised):
    """What everything in a menu says of itself.

    ``id`` is its name in code and links, ``name`` the one people read, ``rank`` its place in the menu (common first),
    ``task`` the kind of target it is for ("" where that does not matter) and ``summary`` one sentence about it.
    """

    id: ClassVar[str]
    name: ClassVar[str]
    rank: ClassVar[int] = 100
    task: ClassVar[str] = ""
    summary: ClassVar[str] = ""


def collect(package: str, base: type[E]) -> dict[str, type[E]]:
    """The final classes below ``base`` in the modules of a package, by id.

    Sorted by task (in the order of `TASKS`), then ``rank``, then id. A class is an entry when it sets its own ``id``.
    Raises ``TypeError`` where two share an id, or one lacks a name or is not a frozen dataclass.
    """
    found: dict[str, type[E]] = {}
    for module_info in pkgutil.iter_modules(import_module(package).__path__):
        module = import_module(f"{package}.{module_info.name}")
        for cls in vars(module).values():
            if not (inspect.isclass(cls) and issubclass(cls, base)):
                continue
            if cls.__module__ != module.__name__ or "id" not in vars(cls):
                continue
            if cls.id in found:
                raise TypeError(f"{cls.__name__} and {found[cls.id].__name__} share the id {cls.id!r}")
            if "__dataclass_params__" not in vars(cls) or not vars(cls)["__dataclass_params__"].frozen:
                raise TypeError(f"{cls.__name__} must be a frozen dataclass")
            if inspect.isabstract(cls) or not getattr(cls, "name", ""):
                raise TypeError(f"{cls.__name__} must have a name and leave nothing abstract")
            found[cls.id] = cls
    order = ("", *TASKS)
    return dict(sorted(found.items(), key=lambda item: (order.index(item[1].task), item[1].rank, item[0])))
