"""Every public docstring of losses and penalties shows itself at work, in examples that run as doctests."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module

import pytest

from explorer import losses, penalties

SHOWN = {"losses": (".value(", ".slope(", ".curvature("), "penalties": (".terms(", ".prox(")}
"""What the example of a final class has to call; then what overrides a documented method needs none of its own."""


def modules():
    for package in (losses, penalties):
        for info in pkgutil.iter_modules(package.__path__):
            yield import_module(f"{package.__name__}.{info.name}")


def public():
    """Everything with a docstring that a module defines: functions, classes, and what they define: (owner, name, docstring)."""
    for module in modules():
        for name, thing in vars(module).items():
            if name.startswith("_") or getattr(thing, "__module__", "") != module.__name__:
                continue
            if inspect.isfunction(thing) or inspect.isclass(thing):
                yield module, None, name, thing.__doc__ or ""
            if inspect.isclass(thing):
                for own, member in vars(thing).items():
                    function = getattr(member, "fget", getattr(member, "__func__", member))
                    if not own.startswith("_") and inspect.isfunction(function):
                        yield module, thing, own, function.__doc__ or ""


def overrides(owner, name):
    """Whether a class above documents it, with an example."""
    return any(">>>" in (inspect.getdoc(vars(base)[name]) or "") for base in owner.__mro__[1:] if name in vars(base))


def called(module, owner, name, _):
    return ".".join([module.__name__, *([owner.__name__] if owner else []), name])


@pytest.mark.parametrize(("module", "owner", "name", "doc"), [pytest.param(*case, id=called(*case)) for case in public()])
def test_it_has_a_docstring_with_an_example(module, owner, name, doc):
    assert doc.strip()
    if owner is not None and overrides(owner, name):
        calls = SHOWN[module.__name__.split(".")[1]]
        assert all(call in (owner.__doc__ or "") for call in calls) or "id" not in vars(owner)
    else:
        assert ">>>" in doc


def test_the_examples_of_every_loss_and_penalty_call_what_they_override():
    for registry, calls in ((losses.LOSSES, SHOWN["losses"]), (penalties.PENALTIES, SHOWN["penalties"])):
        for cls in registry.values():
            assert [call for call in calls if call not in cls.__doc__] == []


def test_much_is_looked_at():
    found = [(owner, name) for _, owner, name, _ in public()]
    assert len(found) > 200
    assert (losses.Loss, "value") in found
    assert (penalties.Penalty, "prox") in found
