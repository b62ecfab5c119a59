"""The component that draws and plays figures. Its browser side stands in ``web/``."""

from explorer.ui.chart.component import Talk, Term, bring, chart, player, written
from explorer.ui.chart.routes import routes

__all__ = ["Talk", "Term", "bring", "chart", "player", "routes", "written"]
