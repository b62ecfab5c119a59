"""What is said of the run as files: what each holds, and what was wrong with one that cannot be opened."""

from __future__ import annotations

from explorer.core.text import shown

FILES = "**Files of this run**"
HISTORY, HISTORY_HELP = "History (CSV)", "A line for each step kept: the cost, its parts, and every weight."
DATA, DATA_HELP = "Data (CSV)", "A line for each example: training or held out, its values, and what you moved."
JSON, JSON_HELP = "Experiment (JSON)", "All settings, changes and your own table. Open it below, or from Python."
OPEN = "Open an experiment (JSON)"
OPEN_HELP = "A file that was saved here. It takes the place of this run; Undo brings this one back."


def opened(name: str) -> str:
    """What the player says once a file was opened."""
    return f"Opened {shown(name)}."


def not_opened(name: str, reason: str) -> str:
    """Why a file cannot be opened; the run stays."""
    return f"{shown(name)} cannot be opened. {reason} Your run is as it was."
