"""A picture in its place on a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from explorer.figures.base.picture import Picture
from explorer.ui.chart import chart, written


def placed(
    picture: Picture,
    *,
    page: str,
    run: str = "",
    kin: str = "",
    view: str = "",
    cursor: tuple[float, float] | None = None,
    here: int = 0,
) -> dict[str, Any]:
    """What the browser is told of it in the place that its name has on a page.

    ``run`` is the run it plays, ``kin`` what that has in common with runs of the same columns, ``view`` what its zoom is for,
    ``cursor`` where the cursor of a plane stands and ``here`` the step at which the page takes the player to rest.
    """
    return written(
        picture.drawing.as_json(),
        key=f"{page}.{picture.name}",
        alt=picture.alt,
        name=picture.name,
        title=picture.title,
        caption=picture.caption,
        run=run,
        kin=kin,
        readouts=picture.readouts,
        pickers=picture.pickers,
        view=view,
        plane=picture.plane,
        cursor=cursor,
        refine=picture.refine,
        follows=picture.follows,
        here=here,
    )


def show(
    picture: Picture, *, page: str, run: str = "", kin: str = "", view: str = "", on_picked: Callable[[], None] | None = None
) -> None:
    """Draw it in its place (see `placed`)."""
    chart(placed(picture, page=page, run=run, kin=kin, view=view), on_picked)
