"""Names at the ends of lines, moved apart where they would overlap."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.figures.base.drawing import Trace
from explorer.figures.base.picture import DIM, escape, scatter


def end_labels(
    ends: Sequence[tuple[str, float, str]], x: float, low: float, high: float, most: int = 14, log: bool = False
) -> Trace:
    """Names at the right ends of lines, moved apart where they would overlap.

    ``ends`` are (name, end on the axis, colour), ``x`` where the axis ends, ``low`` and ``high`` its range; on a ``log`` axis
    ends and range are log10. One text trace: a dozen annotations take plotly longer than the lines.
    """
    placed = _apart(ends, low, high, most)
    return scatter(
        mode="text",
        x=[x] * len(placed),
        y=[10.0**y for *_, y in placed] if log else [y for *_, y in placed],
        text=["\u2002" + escape(name) for name, *_ in placed],
        textposition="middle right",
        textfont={"size": 11, "color": [colour for _, _, colour, _ in placed]},
        cliponaxis=False,
        hoverinfo="skip",
    )


def shortened(name: str, most: int) -> str:
    """A name with its middle left out where it is longer: names often differ at either end only.

    >>> shortened("flipper length→Gentoo", 16), shortened("bmi", 16)
    ('flipper …→Gentoo', 'bmi')
    """
    tail = (most - 1) // 2
    return name if len(name) <= most else f"{name[: most - 1 - tail]}…{name[-tail:]}"


def leader_lines(
    ends: Sequence[tuple[str, float, str]], start: float, x: float, low: float, high: float, most: int = 14
) -> Trace:
    """Thin lines from the ends of lines, at ``start``, to their names at ``x``, where `end_labels` puts them."""
    placed = _apart(ends, low, high, most)
    return scatter(
        mode="lines",
        x=[start, x, None] * len(placed),
        y=[y for _, end, _, place in placed for y in (end, place, None)],
        line={"color": DIM, "width": 1},
        hoverinfo="skip",
        connectgaps=False,
    )


def _apart(ends: Sequence[tuple[str, float, str]], low: float, high: float, most: int) -> list[tuple[str, float, str, float]]:
    """The ends, rising, each with the place of its name."""
    ordered = sorted(ends, key=lambda end: end[1])
    places = _spread([min(max(value, low), high) for _, value, _ in ordered], (high - low) / most, low, high)
    return [(*end, place) for end, place in zip(ordered, places, strict=True)]


def _spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Rising places moved as little as possible until neighbours are a gap apart and none is above
    ``high``, or below ``low`` where there is room.

    Groups that overlap are centred on the mean of their own places (pool adjacent violators; Barlow et al., 1972).
    """
    groups: list[tuple[float, int]] = []
    for i, place in enumerate(places):
        mean, count = place - i * gap, 1
        while groups and groups[-1][0] > mean:
            before, size = groups.pop()
            mean, count = (before * size + mean * count) / (size + count), count + size
        groups.append((mean, count))
    separated = [mean for mean, count in groups for _ in range(count)]
    separated = [mean + i * gap for i, mean in enumerate(separated)]
    ceiling = high
    for i in range(len(separated) - 1, -1, -1):
        separated[i] = min(separated[i], ceiling)
        ceiling = separated[i] - gap
    floor = low
    for i in range(len(separated)):
        separated[i] = max(separated[i], floor)
        floor = separated[i] + gap
    return separated
