"""Other libraries and what our strength is called there: every `Library` in this folder."""

from explorer.core.registry import one_of_each
from explorer.experiment.export.libraries.base import Library, Terms, Translation

LIBRARIES: tuple[Library, ...] = tuple(one_of_each(__name__, Library))
"""All of them, the most used first."""

__all__ = ["LIBRARIES", "Library", "Terms", "Translation"]
