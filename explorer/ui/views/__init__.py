"""The pages. Every class in this folder with an ``id`` is one of them."""

from explorer.core.registry import collect
from explorer.ui.views.base import View

VIEWS: dict[str, type[View]] = collect(__name__, View)

__all__ = ["VIEWS", "View"]
