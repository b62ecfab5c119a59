"""What all pictures share: colours, titles, labels, marks of changes, and what the browser draws at each step."""

from explorer.figures.base.palette import PALETTE, pinned_style, resolved, role
from explorer.figures.base.picture import Picker, Picture, Readout

__all__ = ["PALETTE", "Picker", "Picture", "Readout", "pinned_style", "resolved", "role"]
