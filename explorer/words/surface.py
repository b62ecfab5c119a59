"""What the Surface page says: three panels, the cost along the path, what is read off them, how they are drawn."""

from __future__ import annotations

from explorer.words.shared import Said, as_title, first_that_fits, said
from explorer.words.train_surface import earlier_surface

# The three panels: data loss, penalty, cost

SIGNS = {"cross": "+", "x": "×", "asterisk": "∗"}
"""The characters for the marks of the minima."""
NO_WEBGL = "Your browser cannot draw in 3-D (no WebGL): this is the view from above."
WHAT = ("Mean loss of the examples.", "The penalty alone.", "Data loss + penalty.")
ARROWS = (
    "Arrows: the downhill pull of the data loss, the penalty (dashed) and both. Lengths can be compared within a step, not "
    "between steps."
)
ARROW = "Arrow: the downhill pull of the cost."
SAME_COST, OTHER_COSTS = "Dashed paths: pinned runs, on the same cost.", "Dashed paths: pinned runs. Not all have this cost."
PLAY = "Press Play and watch the run go down."
HEIGHTS = "Heights are the cost itself. If the valley looks flat, choose Log."
LOG_HEIGHTS = (
    "Heights are logarithmic, so that the valley is seen. A round bottom looks pointed. Numbers at the axis: the cost."
)
EQUAL_AXES = "Choose Equal axes to see the two touch."
TURN = "Drag to turn all three. Switch 3-D off to read a place."
TRY = (
    "Click a place to see the parts of the cost there.",
    "Raise the strength and watch it grow.",
    "Raise the strength and watch it move.",
)
TRY_3D = (TURN, "Change the strength and watch it rise.", PLAY)
WALKED = "This is the cost that gradient descent lowers: the two panels beside it, added up."
NO_PRICE = "Choose a penalty, or raise the strength, and watch it rise."
OTHER_PART = "At × the penalty is not 0: that part comes from the other weights."


def panel_title(name: str, lowest: str, exact: bool) -> str:
    """A panel with its lowest value; without ``exact`` it is the lowest that was found."""
    return f"{as_title(name)}, lowest {'' if exact else 'here '}{lowest}"


def at_end(name: str) -> str:
    """A panel whose surface is that of the end alone."""
    return f"{as_title(name)} at the end"


def too_large(name: str) -> str:
    """A cost of which no value in view is a number."""
    return f"{as_title(name)}: too large for a number here"


def nothing(name: str) -> str:
    """A penalty of 0."""
    return f"{as_title(name)}: nothing"


def panel_line(
    i: int, highest: str, mark: str, found: bool, ball: str, touching: bool, no_webgl: bool, thin: bool = False
) -> str:
    """The line under panel ``i``: ``highest`` is the largest penalty, ``mark`` that of the minimum, "" where none is shown.

    ``ball`` is what the curve of equal penalty looks like, "" where it is not drawn; ``thin`` whether that of the minimum is.
    """
    if no_webgl and i == 0:
        return NO_WEBGL
    if i == 0 and ball:
        end = ". They touch at the minimum." if touching else f" ({ball} if both axes have one scale)."
        return first_that_fits(
            f"Blue: equal data loss. Dashed: equal penalty{end}", "Blue: equal data loss. Dashed: equal penalty."
        )
    what = f"The penalty, at most {highest} here." if i == 1 else WHAT[i]
    lowest = f" {mark}: lowest{' found' if not found else ''}." if mark else ""
    moves = (
        " Thin line: how it moves with strength."
        if mark and thin
        else " Thin line: the minimum as strength grows."
        if thin
        else ""
    )
    return f"{what}{lowest}{moves}"


def ball(shape: str) -> str:
    """What the two lines through the minimum are."""
    return f"Both lines go through the lowest cost. The dashed one is where two weights have the same penalty: {shape}."


def outside(x: str, y: str, value: str) -> str:
    """That the minimum lies outside the picture."""
    return f"The lowest place is outside the picture, at ({x}, {y}), where it is {value}."


def marks(named: str) -> str:
    """Which mark is whose minimum: "data loss +, cost ∗"."""
    return f"Lowest: {named}."


def curve(held_fixed: str) -> str:
    """What the thin line is, and what stays fixed meanwhile."""
    return f"Thin line: how the minimum ∗ moves with strength{f', while {held_fixed}' if held_fixed else ''}."


def earlier(since: int) -> str:
    """Whose surface this is."""
    return earlier_surface(since)


# The cost along the path

REAL, PROJECTED, AT_BEST = "real cost", "in this view", "others at best"


def projected_title(whole: bool, share: str) -> str:
    """How much of the path the plane holds."""
    return "Nothing is hidden: the path lies in this view" if whole else f"This view shows {share} of the path"


def projected(whole: bool, same: bool, share: str, since: int) -> Said:
    """The real cost and that of the projection."""
    if whole:
        last = "Try another view and see what it leaves out."
    else:
        last = "Even so, both cost the same." if same else "Where the lines differ, trust the solid one."
    return said(
        "Solid: real cost. Dashed: the cost of its projection onto this view.",
        f"By squared distances, {share} of the path lies in this view.",
        last,
        another_cost(since),
    )


def optimised_title(same: bool, most: str) -> str:
    """What the other weights could save."""
    return "The other weights are at their best all along" if same else f"At their best, the other weights save up to {most}"


def optimised(interpolated: bool, since: int) -> Said:
    """The real cost and the lowest that two weights allow."""
    return said(
        "Solid: real cost. Dashed: the lowest cost that its two weights allow.",
        "For the dashed line, all other weights take their best values at each step.",
        "It is worked out at some of the steps, with straight lines between." if interpolated else "",
        "The gap is what the other weights have not learnt yet.",
        another_cost(since),
    )


def another_cost(since: int) -> str:
    """That the cost changed on the way."""
    return f"From step {since} on, the run follows another cost." if since else ""


# Readings below the panels

INVITATION = "Click a map to see the parts of the cost there. You can also start a run from that place."
START = "Start a run from here"


def view_share(share: str) -> str:
    """How much of the path is in the view, in Markdown."""
    return f" This view shows **{share}** of the movement."


def apart(real: str, shown: str) -> str:
    """That the run's cost differs from that of its dot."""
    return f" At the end the real cost is {real}; at the dot in these pictures it is {shown}."


def too_many(weights: int, most: int) -> str:
    """That a run from the cursor would not fit into a link."""
    return f"A run from here needs {weights} weights in its link; {most} is the most it can carry."


CURVATURE, SHAPE = "Curvature", "Shape of the cost"


def here(step: int, sentence: str) -> str:
    """The curvature at a step."""
    return f"At step {step} of the run, in all directions: {sentence}"


def around_minimum(words: str) -> str:
    """What the cost looks like around its minimum on the plane."""
    return f"At its minimum in this view, the cost is {words}. "


# Controls

VIEW = "View"
LOOKS_HELP = (
    "Log: 3-D heights are logarithmic. One scale: one colour is one cost. Equal axes: units are equally long. "
    "L1 beside L2: both on the same data loss."
)
