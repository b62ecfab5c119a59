"""Menus that fill themselves: a class dropped into a folder is in every menu, link and test."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import ClassVar, Protocol, TypeVar

from explorer.core.domains import DOMAINS
from explorer.core.params import Parametrised

TASKS = tuple(DOMAINS)

T = TypeVar("T")
E = TypeVar("E", bound="Entry")
R = TypeVar("R", bound="Ranked")


class Ranked(Protocol):
    """Anything with a name and a rank, by which it is sorted."""

    name: str
    rank: int


def own_classes(package: str, base: type[T]) -> Iterator[type[T]]:
    """The classes below ``base`` that the modules of a package define themselves, module by module."""
    for module_info in pkgutil.iter_modules(import_module(package).__path__):
        module = import_module(f"{package}.{module_info.name}")
        for cls in vars(module).values():
            if inspect.isclass(cls) and issubclass(cls, base) and cls.__module__ == module.__name__:
                yield cls


def one_of_each(package: str, base: type[R]) -> list[R]:
    """One object of every class below ``base`` in the modules of a package without abstract methods, by rank and name."""
    found = [cls() for cls in own_classes(package, base) if not inspect.isabstract(cls)]
    return sorted(found, key=lambda one: (one.rank, one.name))


class Entry(Parametrised):
    """The base class of everything in a menu: its id, name, rank, task and summary.

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
    for cls in own_classes(package, base):
        if "id" not in vars(cls):
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
