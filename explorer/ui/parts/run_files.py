"""The run as files: its history and its data as tables, the whole experiment as JSON, which can be opened again."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from explorer.core.params import FieldError
from explorer.datasets.table import OwnTable
from explorer.experiment import Experiment
from explorer.experiment.export.tables import data_csv, history_csv
from explorer.experiment.json_text import MOST_CHARACTERS
from explorer.ui import run_changes, uploads, visit
from explorer.ui.markdown import literal
from explorer.ui.view_models.trained_run import Trained
from explorer.words import run_files as words

FILE, FAULT = "run_files.file", "run_files.fault"
"""Keys of the session state: how many files have come, each in a field of its own, and what was wrong with the
last one, with the run that it left as it was."""
MEGA = 1024**2


def run_files(run: Trained) -> None:
    """Three files to take home, each made when it is asked for, and the field that opens one of them."""
    st.markdown(words.FILES)
    with st.container(key="run_files", horizontal=True, gap="small"):
        _file(words.HISTORY, lambda: history_csv(run.history), run.experiment, "history.csv", "text/csv", words.HISTORY_HELP)
        _file(words.DATA, lambda: data_csv(run.experiment), run.experiment, "data.csv", "text/csv", words.DATA_HELP)
        _file(words.JSON, run.experiment.to_json, run.experiment, "experiment.json", "application/json", words.JSON_HELP)
    st.file_uploader(
        words.OPEN, ["json"], key=uploads.numbered(FILE), max_upload_size=MOST_CHARACTERS // MEGA, on_change=_dropped,
        help=words.OPEN_HELP,
    )  # fmt: skip
    fault, of = st.session_state.get(FAULT, ("", None))
    if fault and of == visit.current().experiment:
        st.error(literal(fault), icon=":material/error:")


def _file(label: str, make: Callable[[], str], run: Experiment, ending: str, mime: str, told: str) -> None:
    st.download_button(
        label, lambda: make().encode(), file_name=f"{stem(run)}_{ending}", mime=mime, on_click="ignore", help=told,
        icon=":material/download:", key=f"run_files.{ending}",
    )  # fmt: skip


def stem(run: Experiment) -> str:
    """How the files of a run begin: its data, its loss and its penalty, in letters that any system takes.

    >>> stem(Experiment(loss="huber"))
    'diabetes_huber_l2'
    """
    name = run.dataset.name.rpartition(".")[0] if isinstance(run.dataset, OwnTable) else run.dataset
    return "_".join((re.sub(r"[^A-Za-z0-9-]+", "_", name)[:40].strip("_") or "table", run.now.loss, run.now.penalty))


def _dropped() -> None:
    """A callback: a file has come. It takes the place of the run, which Undo brings back; where it is none, that is said."""
    file = uploads.take(FILE)
    if file is None:
        return
    visit.touch()
    try:
        opened = Experiment.from_json(file.getvalue())
    except FieldError as error:
        st.session_state[FAULT] = words.not_opened(file.name, str(error)), visit.current().experiment
        return
    st.session_state.pop(FAULT, None)
    own = {"own": opened.dataset} if isinstance(opened.dataset, OwnTable) else {}
    visit.update(notes=(), **own)
    run_changes.write_run(opened, 0, words.opened(file.name), controls_stale=True, length=opened.steps)
