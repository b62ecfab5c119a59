"""How the learning rate shrinks as a run goes on. Every class in this folder with an ``id`` is a schedule."""

from explorer.core.registry import collect
from explorer.solvers.schedules.base import Schedule
from explorer.solvers.schedules.constant import Constant

SCHEDULES: dict[str, type[Schedule]] = collect(__name__, Schedule)

__all__ = ["SCHEDULES", "Constant", "Schedule"]
