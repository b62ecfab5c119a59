"""The Compare page without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from explorer.ui.parts.compare_run import STRESS, WORK
from tests.helpers.paged import opened
from tests.helpers.tasks import eventually

SMALL = {"tried": "10", "repeats": "1", "folds": "3", "nested": "False"}


def page(**query: str) -> AppTest:
    return opened("compare", {"dataset": "stackloss", "steps": "20"} | SMALL | query)


def keys(at: AppTest) -> list[str]:
    return [button.key for button in at.button]


def said(at: AppTest) -> str:
    told = [*at.markdown, *at.caption, *at.warning, *at.info, *at.header]
    return "\n".join([*(e.value for e in told), *(str(e.proto.body) for e in at.get("html"))]).replace("\\", "")


def charts(at: AppTest) -> int:
    return len(at.get("bidi_component"))


def finished(at: AppTest, key: str = WORK) -> AppTest:
    """Wait until the work is over, and the page has drawn it."""
    assert eventually(lambda: at.session_state[key].ticket.over, 60)
    for _ in range(3):
        at.run()
        assert not at.exception
    assert at.session_state[key].closed
    return at


def compared(**query: str) -> AppTest:
    """The page with a comparison that is done."""
    at = page(**query)
    at.button(key="compare.begin").click().run()
    return finished(at)


__all__ = ["SMALL", "STRESS", "WORK", "charts", "compared", "finished", "keys", "page", "said"]
