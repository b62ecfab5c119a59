"""The component that draws and plays figures. Its browser side stands in ``web/``."""

from explorer.ui.chart.component import Term, chart, player
from explorer.ui.chart.routes import routes

__all__ = ["Term", "chart", "player", "routes"]
