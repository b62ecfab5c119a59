"""Numbers on their way to the page."""

from __future__ import annotations

import base64

import numpy as np

from explorer.figures.base.packed import packed


def test_what_is_not_zero_stays_so_on_the_way_to_the_page():
    box = np.array([0.0, 1e-60, -1e-60, 5e-324, 1e300, 1.5])
    back = np.frombuffer(base64.b64decode(packed(box)["bdata"]), "<f4")
    assert (back == 0).tolist() == [True, False, False, False, False, False]
    assert back[1] > 0 > back[2]
    assert np.abs(back[1:4]).max() < 2e-38


def test_arrays_travel_as_four_byte_floats():
    box = packed(np.array([[1.5, -2.0], [0.25, 8.0]]))
    assert box["shape"] == [2, 2]
    assert np.frombuffer(base64.b64decode(box["bdata"]), "<f4").tolist() == [1.5, -2.0, 0.25, 8.0]


def test_what_is_too_large_becomes_the_largest_of_four_bytes():
    back = np.frombuffer(base64.b64decode(packed(np.array([1e300, -1e300, np.inf, np.nan]))["bdata"]), "<f4")
    assert back[:3].tolist() == [(2 - 2.0**-23) * 2.0**127, -(2 - 2.0**-23) * 2.0**127, (2 - 2.0**-23) * 2.0**127]
    assert np.isnan(back[3])
