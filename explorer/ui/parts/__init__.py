"""Sections of pages, a module each.

`about` describes the loss and the penalty, `picked_example`, `worked_example` and `worked_sum` show what examples cost,
`cross_validation` and `export` belong to the path, `slice_picker` and `slice_readings` to the surface; `picture` draws a
figure, `cost_sentence` gives the terms of the player's sentence, and `moved_examples` and `strength_line` handle messages.
"""
