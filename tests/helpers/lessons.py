"""What every lesson's tests try: the start does not solve a task, its solution does, and near misses do not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explorer.lessons import Lesson, Progress


def progress(lesson: Lesson, task: int, settings: Mapping[str, Any]) -> Progress:
    """How far one is with some settings changed from the lesson's start."""
    experiment = lesson.start.with_settings(settings)
    return lesson.progress(lesson.tasks[task], experiment, experiment.train())


def missed(lesson: Lesson, task: int, *misses: Mapping[str, Any]) -> None:
    """At least three near misses: each is not enough, and is told with a sentence of its own or the same number."""
    assert len(misses) >= 3
    for settings in misses:
        found = progress(lesson, task, settings)
        assert not found.done, (settings, found.says)
        assert found.says.endswith(".")
