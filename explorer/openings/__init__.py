"""Openings: things to try in one press, one file each; every class here with an ``id`` is one, in the order of its rank."""

from explorer.core.registry import collect
from explorer.openings.base import Opening

OPENINGS: dict[str, type[Opening]] = collect(__name__, Opening)

__all__ = ["OPENINGS", "Opening"]
