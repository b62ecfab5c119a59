"""The values of the parameters of everything chosen, by dotted name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from explorer.core.params import Value


class ParamValues(Mapping[str, Value]):
    """The parameters of the chosen entries by dotted name (``"loss.delta"``): a mapping that cannot change."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> Value:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        return repr(self._values)
