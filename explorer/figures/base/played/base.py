"""What every kind of played trace has: a name, and its fields as JSON for the trace's meta."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ClassVar

import numpy as np

from explorer.figures.base.packed import packed


def fields_of(value: Any) -> dict[str, Any]:
    """The fields of a dataclass as JSON can hold them: arrays packed, fields that are None left out."""
    found = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return {name: item for name, item in found.items() if item is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return packed(value)
    if isinstance(value, Part):
        return fields_of(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


class Part:
    """A part of a played trace whose fields that are None are left out."""


@dataclass(frozen=True)
class Played:
    """Something that moves with the step shown. ``play`` names the kind."""

    play: ClassVar[str]

    @property
    def meta(self) -> dict[str, Any]:
        """The trace's meta: the kind and its fields."""
        return {"play": self.play, **fields_of(self)}
