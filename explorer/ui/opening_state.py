"""Whether the row of things to try is on the page, and which of them plays: kept in the visit, carried by the link."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from explorer.core.text import shown
from explorer.openings import OPENINGS, Opening
from explorer.ui import undo, view_choice, visit
from explorer.ui.view_choice import ViewChoice
from explorer.ui.visit import PlayerOrder
from explorer.words import player as words

TRY = "try"
"""Its name in a link: the id of the opening that is to play."""


def read(texts: Sequence[str], own: bool = False) -> tuple[Opening | None, list[str]]:
    """The opening that a link names, and a note where there is none of that name, or where the link has a run of its ``own``.

    >>> read(["race"])[0].name, read([])
    ('Two optimizers race', (None, []))
    """
    if not texts:
        return None, []
    if texts[0] not in OPENINGS:
        return None, [f'{TRY}: "{shown(texts[0])}" is nothing to try. Allowed: {", ".join(OPENINGS)}.']
    if own:
        return None, [f"{TRY}: left out, since the link has a run of its own."]
    return OPENINGS[texts[0]](), []


def in_force() -> Opening | None:
    """The opening whose run and pins are on the page as it set them; None once anything of them was changed."""
    now = visit.current()
    opening = OPENINGS[now.opening]() if now.opening else None
    return opening if opening and (now.experiment, now.pins) == (opening.start, opening.pins) else None


def order(opening: Opening, number: int) -> PlayerOrder:
    """What the player is to do for an opening."""
    return PlayerOrder(number, 0, opening.says, play=opening.plays, part=opening.part)


def begin(name: str, choices: Collection[ViewChoice]) -> None:
    """A callback: an opening is begun on the page that is open, of whose ``choices`` it makes its own."""
    opening = OPENINGS[name]()
    now = visit.current()
    start, number = opening.start, now.order.number + 1
    visit.touch()
    visit.update(
        experiment=start, notes=(), pins=opening.pins, pending=None, length=start.steps,
        undo_stack=undo.with_beginning(now, begun(opening)), order=order(opening, number),
        controls_stale=True, replaced=True, lesson="", tasks_done=0, tries=0, tried=None,
        opening=name, openings_shown=False,
    )  # fmt: skip
    chosen = {key: [value] for key, value in opening.choices.items()}
    view_choice.read(choices, chosen, (start, *opening.pins))


def begun(opening: Opening) -> str:
    """What can be undone once an opening was begun."""
    return words.begun("example", opening.name)


def toggle() -> None:
    """A callback: the row comes or goes."""
    visit.touch()
    visit.update(openings_shown=not visit.current().openings_shown)
