"""What every page has: a name, a place in the navigation, and something to show."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from explorer.experiment import Experiment
from explorer.registry import Entry


class View(Entry, ABC):
    """A page of the app. ``icon`` is a Material symbol, ``summary`` the tooltip in the navigation."""

    icon: ClassVar[str]

    @abstractmethod
    def show(self, experiment: Experiment) -> None:
        """Draw the page for this experiment."""
