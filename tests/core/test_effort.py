"""Work is counted and shared out."""

import pytest

from explorer.core import effort
from explorer.core.effort import LEAST, MOST, WHOLE, Effort, newton_work


def test_shares_are_of_what_is_left_and_never_nothing():
    whole = Effort(WHOLE)
    shares = []
    for _ in range(20):
        share = whole.share()
        shares.append(share.most)
        share.spend(share.most)
        whole.spend(share.done)
    assert shares[0] == MOST
    assert shares[-1] == LEAST
    assert sorted(shares, reverse=True) == shares
    assert whole.done <= WHOLE + 20 * LEAST


def test_what_is_spent_is_gone():
    some = Effort(10.0)
    assert some.left
    assert some.spend(9.0)
    assert some.left
    assert not some.spend(1.0)
    assert not some.left


def test_a_step_on_more_weights_is_dearer():
    works = [newton_work(100, weights) for weights in (0, 1, 10, 100)]
    assert works == sorted(works)
    assert works[0] == effort.STEP
    assert newton_work(100, 10) - effort.STEP == pytest.approx(100 * 10**2 + 10**3 / 3)


def test_a_part_is_no_more_than_what_is_left():
    some = Effort(10.0, done=4.0)
    assert some.part(5.0).most == 5.0
    assert some.part(8.0).most == 6.0
    assert not Effort(10.0, done=11.0).part(8.0).left
