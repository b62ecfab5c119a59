"""Work beside the page: one worker process at a time, of low priority, and the line of those who wait for it."""

from explorer.background.line import Line
from explorer.background.task import Task
from explorer.background.ticket import Ticket

__all__ = ["Line", "Task", "Ticket"]
