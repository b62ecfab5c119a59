"""Other libraries, and what our strength is called there. Every `Library` in this folder takes part."""

from explorer.libraries.base import Library, Terms, Translation
from explorer.registry import one_of_each

LIBRARIES: tuple[Library, ...] = tuple(one_of_each(__name__, Library))
"""All of them, the most used first."""

__all__ = ["LIBRARIES", "Library", "Terms", "Translation"]
