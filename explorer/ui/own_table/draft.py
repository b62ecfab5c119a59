"""What a visitor has on the desk: the last table that could be read, what is chosen from it, and what went wrong last."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from explorer.datasets.table import Choices, OwnTable, PackedTable, TableError
from explorer.datasets.table.packed import in_use
from explorer.ui import visit

DRAFT, OPEN = "own.draft", "own.open"
"""Keys of the session state."""
MOST_TRIED = 1024**2
"""Of a file that could not be read so many bytes are kept, compressed, to try again in the way that the error offers."""


GUESSED = Choices()
"""Nothing is chosen yet, so that all is guessed."""


@dataclass(frozen=True)
class Fault:
    """What went wrong: a ``message``, and how to read the content ``given`` (compressed) as the button ``offer`` says."""

    message: str
    offer: str = ""
    given: bytes = b""
    text: bool = False
    name: str | None = None
    asked: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Draft:
    """A table that is not in use yet. It is replaced as a whole, so that nothing is lost by what cannot be read or chosen.

    ``packed`` is the table as it was brought, ``edited`` the same with other cells, None where none was changed. ``number``
    is another one for each table that was brought, for controls that begin anew with it.
    ``refused`` says why the ``choices`` give no data set.
    """

    packed: PackedTable | None = None
    edited: PackedTable | None = None
    choices: Choices = GUESSED
    fault: Fault | None = None
    refused: str = ""
    number: int = 0

    @property
    def table(self) -> PackedTable | None:
        """The table with its edits."""
        return self.edited or self.packed

    @property
    def own(self) -> OwnTable | None:
        """The data set that the choices give; None where they give none."""
        if self.table is None:
            return None
        try:
            return OwnTable(self.table, self.choices)
        except TableError:
            return None


def current() -> Draft:
    """The draft of this visit."""
    found: Draft | None = st.session_state.get(DRAFT)
    return found or Draft()


def keep(draft: Draft) -> None:
    """Put a draft in place of the one before."""
    st.session_state[DRAFT] = draft


def is_open() -> bool:
    """Whether the dialog is open."""
    return bool(st.session_state.get(OPEN))


def open_dialog() -> None:
    """A callback: open the dialog, with the table in use unless there is a newer one."""
    visit.touch()
    used = visit.current().own
    if current().packed is None and used is not None and isinstance(used.held, PackedTable):
        keep(chosen(replace(current(), packed=used.held, choices=used.choices, number=current().number + 1)))
    st.session_state[OPEN] = True


def close_dialog() -> None:
    """A callback: the dialog is closed; the draft stays for the next time."""
    visit.touch()
    st.session_state[OPEN] = False


def bring(make: Callable[[], PackedTable], given: bytes | str = b"", name: str | None = None) -> None:
    """Take the table that ``make`` reads, which was ``given`` by that ``name``; where it cannot be read, say so."""
    now = current()
    try:
        keep(chosen(Draft(make(), number=now.number + 1)))
    except TableError as error:
        keep(replace(now, fault=_fault(error, given, name)))


def bring_content(given: bytes | str, name: str | None = None, **asked: Any) -> None:
    """Take a table from the content of a file, or from a text."""
    bring(lambda: PackedTable(given, name=name, **asked), given, name)


def try_offer() -> None:
    """A callback: read the last content in the way that the error offered."""
    fault = current().fault
    if fault is not None and fault.given:
        content = zlib.decompress(fault.given)
        given = content.decode("utf-8", "surrogatepass") if fault.text else content
        bring_content(given, fault.name, **dict(fault.asked))


def read_again(**asked: Any) -> None:
    """Read the table's content in another way; what is not among ``asked`` stays as it was found."""
    now = current()
    if now.packed is None:
        return
    packed = now.packed
    try:
        again = packed.again(**in_use(packed.reading) | asked)
    except TableError as error:
        keep(replace(now, fault=Fault(str(error))))
        return
    keep(chosen(Draft(again, choices=now.choices if again.names == packed.names else GUESSED, number=now.number + 1)))


def say(message: str) -> None:
    """Tell something in place of what went wrong last."""
    keep(replace(current(), fault=Fault(message)))


def choose(**fields: Any) -> None:
    """Choose otherwise: another target takes its kind, classes and features with it."""
    now = current()
    if fields.get("target", now.choices.target) != now.choices.target:
        fields = {"task": "", "positive": (), "features": None} | fields
        fields |= {use: "" for use in ("weights", "exposure") if getattr(now.choices, use) == fields["target"]}
    keep(chosen(replace(now, choices=replace(now.choices, **fields), fault=None)))


def edit(make: Callable[[], PackedTable]) -> None:
    """Take the table with other cells; where that is no table, say so and keep the one before."""
    now = current()
    try:
        keep(chosen(replace(now, edited=make(), fault=None)))
    except TableError as error:
        keep(replace(now, fault=Fault(str(error))))


def chosen(draft: Draft) -> Draft:
    """The draft with its choices completed where they give a data set, else with the reason why not."""
    if draft.table is None:
        return draft
    try:
        own = OwnTable(draft.table, draft.choices)
    except TableError as error:
        target = draft.choices.target or draft.table.table.guess_target()[0]
        return replace(draft, choices=replace(draft.choices, target=target), refused=str(error))
    kept = replace(draft.choices, target=own.choices.target, task=own.choices.task, positive=own.choices.positive)
    return replace(draft, choices=kept, refused="")


def _fault(error: TableError, given: bytes | str, name: str | None) -> Fault:
    """What went wrong, with the content where another way to read it is on offer: a button says what Python would."""
    if not error.remedy or not given:
        return Fault(str(error))
    packed = zlib.compress(given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given, 1)
    if len(packed) > MOST_TRIED:
        return Fault(str(error))
    message = str(error).partition(" Then say ")[0]
    return Fault(message, error.offer, packed, isinstance(given, str), name, tuple(error.remedy.items()))
