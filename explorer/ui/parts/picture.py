"""Pictures in their places on a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from explorer.figures.base.picture import Picture
from explorer.ui.chart import chart_message, charts


def message_of(picture: Picture, *, run: str = "", kin: str = "", view: str = "") -> dict[str, Any]:
    """A picture as it travels to the page.

    ``run`` is the run it plays, ``kin`` what that has in common with runs of the same columns, ``view`` what its zoom is for.
    """
    return chart_message(
        picture.drawing.as_json(),
        name=picture.name,
        alt=picture.alt,
        title=picture.title,
        caption=picture.caption,
        more=picture.more,
        run=run,
        kin=kin,
        readouts=picture.readouts,
        pickers=picture.pickers,
        view=view,
        plane=picture.plane,
        refine=picture.refine,
        follows=picture.follows,
        titles=picture.titles,
        ending=picture.ending,
        earlier=[(step, drawing.as_json()) for step, drawing in picture.earlier],
    )


def show(
    picture: Picture, *, page: str, run: str = "", kin: str = "", view: str = "", on_message: Callable[[], None] | None = None
) -> None:
    """Draw one picture by itself (see `message_of`); its messages are `received` by the page and its name."""
    charts(f"{page}.{picture.name}", [message_of(picture, run=run, kin=kin, view=view)], on_message=on_message)
