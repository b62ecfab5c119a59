"""Other libraries, and what our strength is called there. Every `Library` in this folder takes part."""

import inspect
import pkgutil
from importlib import import_module

from explorer.libraries.base import Library, Terms, Translation


def _collected() -> tuple[Library, ...]:
    found = []
    for info in pkgutil.iter_modules(__path__):
        module = import_module(f"{__name__}.{info.name}")
        own = [cls for cls in vars(module).values() if inspect.isclass(cls) and cls.__module__ == module.__name__]
        found += [cls() for cls in own if issubclass(cls, Library) and not inspect.isabstract(cls)]
    return tuple(sorted(found, key=lambda library: (library.rank, library.name)))


LIBRARIES: tuple[Library, ...] = _collected()
"""All of them, the most used first."""

__all__ = ["LIBRARIES", "Library", "Terms", "Translation"]
