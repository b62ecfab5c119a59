"""Residuals as the loss sees them, shading, the plane of two components, and what the page needs to move an example."""

from __future__ import annotations

from explorer import Experiment
from explorer.figures.fit.picture import FIT_VIEW, FIT_VIEWS, fit_picture


def test_only_classes_with_more_than_two_features_have_views():
    for dataset, asked in (("penguins", 1), ("moons", 0), ("diabetes", 0), ("engel", 0)):
        e = Experiment(dataset=dataset, steps=20)
        picture = fit_picture(e.problem(), e.prepared(), e.train(), view="components" if not asked else "scores")
        assert [p.name for p in picture.pickers] == [FIT_VIEW] * asked
        assert [p.options for p in picture.pickers] == [tuple(FIT_VIEWS.items())] * asked
        assert "component" not in picture.alt
        assert not fit_picture(e.problem(), e.prepared(), e.train(), picked=3).pickers
