"""Lessons: one file each; every class in this folder with an ``id`` is one, in the order of its rank."""

from explorer.core.registry import collect
from explorer.lessons.base import Lesson, Progress, Task

LESSONS: dict[str, type[Lesson]] = collect(__name__, Lesson)

__all__ = ["LESSONS", "Lesson", "Progress", "Task"]
