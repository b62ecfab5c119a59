"""What two models predict for every example that they were not trained on, against each other."""

from __future__ import annotations

import numpy as np

from explorer.core.text import rounded, share, three_figures
from explorer.figures.base.drawing import Drawing, Trace
from explorer.figures.base.palette import role
from explorer.figures.base.picture import DIM, NEUTRAL, TEXT, Picture, escape, layout, padded, scatter
from explorer.figures.compare.base import Compared, ComparePicture, Drawn, Pick, picks_meta
from explorer.selection.comparing.answer import decimals_of
from explorer.selection.comparing.held_out import HeadToHead
from explorer.words import compare as words

Array = np.ndarray
MOST = 1000
"""So many examples are drawn: those that make most of a difference."""
NAMED = 5
WIDE, HIGH = 0.25, 0.08
"""The room of a name as shares of the axes, on a phone."""
SMALLEST, LARGEST = 5.0, 16.0


class Examples(ComparePicture):
    """A dot an example: across what the picked model predicts, up how much more the other does. For classes: what both do.

    Most predictions are nearly alike, so that against each other they would all lie on one line.
    """

    name = "examples"
    rank = 40

    def draw(self, content: Compared) -> Drawn:
        """Those that differ most lie on top, and the first few have their rows written beside them."""
        both = content.both
        if both is None:
            return Drawn(_alone(self.name), ())
        classes = bool(content.comparison.setup.data.classes)
        shown = both.order[:MOST]
        x, y = (each.predicted.mean(axis=0)[shown] for each in (both.first, both.second))
        y = y if classes else y - x
        apart = both.difference[shown]
        most = float(np.abs(apart).max(initial=0.0))
        size = SMALLEST + (LARGEST - SMALLEST) * np.sqrt(np.abs(apart) / (most or 1.0))
        colours = [role("penalty") if d > 0 else role("validation") if d < 0 else NEUTRAL for d in apart]
        across, up = padded(float(x.min()), float(x.max())), padded(float(y.min()), float(y.max()))
        if classes:
            across = up = padded(float(min(x.min(), y.min())), float(max(x.max(), y.max())))
        level = across if classes else (0.0, 0.0)
        behind = slice(None, None, -1)
        traces: list[Trace] = [
            scatter(x=across, y=level, mode="lines", line={"color": DIM, "width": 1}, hoverinfo="skip"),
            scatter(
                x=x[behind], y=y[behind], mode="markers", hoverinfo="skip",
                marker={
                    "size": size[behind], "color": colours[behind], "opacity": 0.75,
                    "symbol": ["circle" if d >= 0 else "square" for d in apart[behind]],
                    "line": {"color": role("background"), "width": 0.5},
                },
            ),
        ]  # fmt: skip
        named = _apart([k for k in range(min(NAMED, shown.size)) if apart[k] != 0], x, y, across, up)
        right = 0.5 * sum(across)
        if named:
            sides = ["middle left" if x[k] > right else "middle right" for k in named]
            texts = [f"\u2002row {shown[k]}\u2002" for k in named]
            traces.append(
                scatter(x=x[named], y=y[named], mode="text", text=texts, hoverinfo="skip", textposition=sides,
                        textfont={"size": 11, "color": TEXT}, cliponaxis=False)
            )  # fmt: skip
        at = np.flatnonzero(shown == content.example)
        if at.size:
            traces.append(
                scatter(x=x[at], y=y[at], mode="markers", hoverinfo="skip",
                        marker={"symbol": "circle-open", "size": 20, "color": TEXT, "line": {"width": 2}})
            )  # fmt: skip
        picks = tuple(
            Pick(float(x[k]), float(y[k]), example_lines(content, both, int(i)), example=int(i)) for k, i in enumerate(shown)
        )
        named_axes = words.examples_axes(both.first.name, both.second.name, classes)
        drawn = layout(
            *map(escape, named_axes), meta=picks_meta(picks, "near"),
            xaxis={"range": across, "zeroline": classes}, yaxis={"range": up, "zeroline": classes},
        )  # fmt: skip
        said = words.examples(both.first.name, both.second.name, classes, shown.size, both.target.size)
        title = _title(content, both)
        rows = ", ".join(f"row {shown[k]}" for k in named)
        alt = (
            f"Scatter plot of what {both.first.name} and {both.second.name} predict for {both.target.size} examples held out. "
            f"{f'They differ most in {rows}.' if rows else 'They predict alike.'}"
        )
        return Drawn(Picture(self.name, title, said.line, alt, Drawing(traces, drawn), more=said.more), picks)


def _title(content: Compared, both: HeadToHead) -> str:
    """How much of the difference few examples make; of one that is shown as 0 there is no part to tell."""
    if not both.difference.any():
        return words.ALIKE
    found = content.comparison
    mean = found.against(found.row(both.first.name), found.row(both.second.name)).mean
    if rounded(abs(mean), decimals := decimals_of(found)) == rounded(0.0, decimals):
        return words.ALIKE_ON_THE_WHOLE
    return words.examples_title(share(_top(both)), both.first.name, both.second.name)


def _apart(candidates: list[int], x: Array, y: Array, across: list[float], up: list[float]) -> list[int]:
    """Those of some places, the first ones first, whose texts do not lie over one another on axes with these ends."""
    kept: list[int] = []
    for k in candidates:
        far = [(abs(x[k] - x[i]) / (across[1] - across[0]), abs(y[k] - y[i]) / (up[1] - up[0])) for i in kept]
        if all(beside > WIDE or above > HIGH for beside, above in far):
            kept.append(k)
    return kept


def _top(both: HeadToHead) -> float:
    """The share that a tenth of the examples has in all differences, whichever way."""
    size = np.sort(np.abs(both.difference))[::-1]
    return float(size[: max(1, round(0.1 * size.size))].sum() / (size.sum() or 1.0))


def example_lines(content: Compared, both: HeadToHead, i: int) -> tuple[str, ...]:
    """What is read at an example: its row and target, and what both predict."""
    data = content.comparison.setup.data
    if data.classes:
        place = int(data.y[i]) if data.task == "multiclass" else int(data.y[i] > 0)
        target = f"{data.target}: {data.classes[place]}"
    else:
        target = f"{data.target} {three_figures(float(both.target[i]))}"
    lines = [f"row {i}", target]
    for each in (both.first, both.second):
        predicted, off = float(each.predicted[:, i].mean()), float(each.error[:, i].mean())
        if each.probability is not None:
            lines.append(f"{each.name}: true class {three_figures(100 * float(each.probability[:, i].mean()))} %")
        elif data.classes:
            lines.append(f"{each.name}: lead {three_figures(predicted)}, wrong in {three_figures(100 * off)} %")
        else:
            lines.append(f"{each.name}: {three_figures(predicted)}, off by {three_figures(off)}")
    return tuple(lines)


def _alone(name: str) -> Picture:
    """A card in the place of the picture, where there is one model alone."""
    text = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5, "text": words.EXAMPLES_ALONE.replace(" to set", "<br>to set"),
            "showarrow": False, "font": {"size": 14}}  # fmt: skip
    drawn = layout("", "", xaxis={"visible": False}, yaxis={"visible": False}, annotations=[text])
    alt = "An empty chart: one model alone cannot be set against another."
    return Picture(name, "Two models, example by example", words.EXAMPLES_ALONE, alt, Drawing([scatter(x=[], y=[])], drawn))
