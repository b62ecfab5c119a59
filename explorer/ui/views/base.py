"""What every page has: a name, a place in the navigation, and something to show."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar

from explorer.core.registry import Entry
from explorer.ui.sidebar import Controls
from explorer.ui.view_choice import ViewChoice


class View(Entry, ABC):
    """A page of the app. ``icon`` is a Material symbol, ``summary`` the tooltip in the navigation.

    ``choices`` are the choices of how it shows the run, which the link carries.
    """

    icon: ClassVar[str]
    choices: ClassVar[tuple[ViewChoice, ...]] = ()
    plays: ClassVar[bool] = True
    """Whether it has a player."""

    @abstractmethod
    def show(self, controls: Callable[[], Controls]) -> None:
        """Draw the page: the player first, so that it appears at once, then the controls by calling them, then the rest."""
