"""Results that are kept: as many as asked for, all together up to so many bytes, forgotten with their owner."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import numpy as np
import pytest

from explorer.core.cached import Cached, _Store, cached, forget, large_parts

MEGA = 1024**2


def zeros(size: int, _: object = None) -> np.ndarray:
    """An array of so many megabytes."""
    return np.zeros(size * MEGA // 8)


def test_a_result_is_computed_once_and_the_last_ones_are_kept():
    calls: list[int] = []
    squared = cached(2)(lambda x: calls.append(x) or x * x)
    assert [squared(2), squared(3), squared(2), squared(4), squared(3)] == [4, 9, 4, 16, 9]
    assert calls == [2, 3, 4, 3]


def test_a_result_that_is_known_is_not_computed():
    half = cached(2)(lambda x: 1 / 0)
    half.keep(4.0, 8)
    assert half(8) == 4.0


def test_what_raises_is_not_kept():
    tries: list[int] = []

    @cached(2)
    def once(x: int) -> int:
        tries.append(x)
        if len(tries) == 1:
            raise ValueError("not yet")
        return x

    with pytest.raises(ValueError, match="not yet"):
        once(3)
    assert once(3) == 3


@pytest.mark.parametrize(("size", "left"), [(3, 3), (4, 2), (5, 2), (10, 1)])
def test_all_functions_together_keep_no_more_bytes_than_allowed(size, left):
    store = _Store(10 * MEGA)
    one, other = Cached(zeros, 50, store), Cached(lambda size, name: zeros(size), 50, store)
    for k in range(4):
        (one if k % 2 else other)(size, k)
        assert store.bytes <= 10 * MEGA
    assert len(store.order) == left
    assert len(one.own) + len(other.own) == left


def test_what_is_larger_than_all_is_given_and_not_kept():
    store = _Store(MEGA)
    assert Cached(zeros, 5, store)(2).nbytes == 2 * MEGA
    assert (store.bytes, len(store.order)) == (0, 0)


def test_the_one_used_longest_ago_goes_first():
    store = _Store(10 * MEGA)
    large = Cached(zeros, 50, store)
    first, second = large(4, 1), large(4, 2)
    assert large(4, 1) is first
    large(4, 3)
    assert large(4, 1) is first
    assert large(4, 2) is not second


def test_an_array_that_several_results_share_counts_once_and_so_does_a_view_of_it():
    store = _Store(10 * MEGA)
    shared = zeros(6)
    share = Cached(lambda k: SimpleNamespace(array=shared[k:], again=[shared]), 50, store)
    for k in range(5):
        share(k)
    assert store.bytes == 6 * MEGA
    share.cache_clear()
    assert store.bytes == 0


def test_what_a_result_works_out_later_is_counted():
    store = _Store(10 * MEGA)
    late = Cached(lambda k: SimpleNamespace(), 50, store)
    late(1).found = zeros(7)
    assert store.bytes == 0
    late(1)
    assert store.bytes == 7 * MEGA


def test_texts_and_long_lists_are_counted():
    parts, _ = large_parts([("a" * 5000, b"b" * 3000, list(range(2000)), "short")])
    assert sorted(size for _, size in parts.values()) == [3000, 5000, 64_000]


def test_an_owner_is_forgotten_with_all_that_shares_an_array_with_it():
    mine, other = SimpleNamespace(owner="me", array=zeros(1)), SimpleNamespace(array=zeros(1))
    given = cached(9)(lambda name: {"mine": mine, "other": other}[name])
    derived = cached(9)(lambda name: SimpleNamespace(array={"mine": mine, "other": other}[name].array[1:]))
    for name in ("mine", "other"):
        given(name), derived(name)
    forget("me")
    assert given.values() == [other]
    assert [result.array.base is other.array for result in derived.values()] == [True]


def test_threads_that_ask_at_once_get_one_object():
    both = threading.Barrier(2)

    @cached(4)
    def slow(k: int) -> object:
        both.wait()
        return object()

    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(slow(1))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found[0] is found[1]
