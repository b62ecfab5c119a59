"""What every picture is made of: colours, titles, labels, marks of changes, and what a trace asks the browser to play."""

from explorer.figures.base.palette import PALETTE, pinned_style, resolved, role
from explorer.figures.base.picture import Picker, Picture, Readout

__all__ = ["PALETTE", "Picker", "Picture", "Readout", "pinned_style", "resolved", "role"]
