"""The component that draws and plays figures, and the messages that come back. Its browser side is in ``web/``."""

from explorer.ui.chart.component import PageState, PlayerState, Term, chart_message, charts, findings, player
from explorer.ui.chart.document import middleware
from explorer.ui.chart.inbox import decode, last_handled, latest, received
from explorer.ui.chart.routes import routes

__all__ = [
    "PageState", "PlayerState", "Term", "chart_message", "charts", "decode", "findings", "last_handled", "latest",
    "middleware", "player",
    "received", "routes",
]  # fmt: skip
