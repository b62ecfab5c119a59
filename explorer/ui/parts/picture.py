"""A picture in its place on a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from explorer.figures.base.picture import Picture
from explorer.ui.chart import chart, chart_message


def placed(
    picture: Picture,
    *,
    page: str,
    run: str = "",
    kin: str = "",
    view: str = "",
) -> dict[str, Any]:
    """Its message for the place that its name has on a page.

    ``run`` is the run it plays, ``kin`` what that has in common with runs of the same columns, ``view`` what its zoom is for.
    """
    return chart_message(
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
        refine=picture.refine,
        follows=picture.follows,
    )


def show(
    picture: Picture, *, page: str, run: str = "", kin: str = "", view: str = "", on_message: Callable[[], None] | None = None
) -> None:
    """Draw it in its place (see `placed`)."""
    chart(placed(picture, page=page, run=run, kin=kin, view=view), on_message)
