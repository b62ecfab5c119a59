"""How much work a search may still do: counted and not timed, so that one question has one answer on every machine."""

from __future__ import annotations

from dataclasses import dataclass

MOST, WHOLE = 2.5e10, 6e10
"""Of one search, and of many that belong together: multiplications and additions, four seconds of a core and ten."""
LEAST = 1e8
"""What each of many may still do when the whole is used up."""
STEP, SHORT_STEP = 2e6, 4e5
"""What a step costs besides the arithmetic on its numbers, and a plain one of a few lines."""


@dataclass
class Effort:
    """Work done so far, and the most that may be done.

    >>> effort = Effort(most=10.0)
    >>> effort.spend(4.0), effort.spend(6.0), effort.done
    (True, False, 10.0)
    """

    most: float = MOST
    done: float = 0.0

    def spend(self, work: float) -> bool:
        """Note that so much was done; gives whether there is some left."""
        self.done += work
        return self.left

    def share(self) -> Effort:
        """What one of many searches may do.

        >>> Effort(most=WHOLE).share().most == MOST, Effort(most=WHOLE, done=WHOLE).share().most == LEAST
        (True, True)
        """
        return Effort(min(MOST, max(self.most - self.done, LEAST)))

    def part(self, most: float) -> Effort:
        """Of what is left no more than so much, for a search whose work is then spent here.

        >>> Effort(10.0, done=4.0).part(8.0).most, Effort(10.0, done=4.0).part(5.0).most
        (6.0, 5.0)
        """
        return Effort(min(self.most - self.done, most))

    @property
    def left(self) -> bool:
        """Whether there is some left."""
        return self.done < self.most


def newton_work(examples: int, weights: int) -> float:
    """One of Newton's steps on so many weights: the Hessian, and its factors.

    >>> newton_work(100, 10)
    2010333.3333333333
    """
    return STEP + examples * weights**2 + weights**3 / 3
