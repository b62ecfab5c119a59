"""What an opening is: a run that begins to play at one press, on the page that shows it best."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from explorer.core.registry import Entry
from explorer.experiment.experiment import Experiment


class Opening(Entry, ABC):
    """Something to try. ``name`` is the label of its button, ``rank`` its place in the row, ``page`` the id of its page.

    ``says`` is told meanwhile. ``choices`` are choices of how the page shows it, by their names in a link, and ``part``
    is the part of the page that comes into view, "" for the charts. ``plays`` is off where it is not about the run.
    """

    page: ClassVar[str] = "train"
    says: ClassVar[str]
    choices: ClassVar[Mapping[str, str]] = {}
    part: ClassVar[str] = ""
    plays: ClassVar[bool] = True

    @property
    @abstractmethod
    def start(self) -> Experiment:
        """The run that plays."""

    @property
    def pins(self) -> tuple[Experiment, ...]:
        """Pinned runs beside it; none unless it says so."""
        return ()
