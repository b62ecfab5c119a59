"""The source of an object's methods with all that they need, as text that runs by itself: what scripts are made of."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

MODULES = {"numpy": "import numpy as np", "math": "import math"}


@dataclass
class Excerpts:
    """Classes cut down to a few methods, and the functions and constants that these use.

    A new loss, penalty, solver, schedule or basis is exported without further work, since scripts show its own source. Only
    NumPy, ``math`` and what the package itself defines may be used in those methods; anything else raises ``ValueError``
    with the name.

    >>> from explorer import LOSSES
    >>> excerpts = Excerpts()
    >>> excerpts.add("Loss", LOSSES["epsilon_insensitive"](epsilon=0.25), ["slope"])
    >>> print(excerpts.text())
    class Loss:
        epsilon = 0.25
    <BLANKLINE>
        def slope(self, y, z):
            \"\"\"The sign of r outside the tube; 0 inside and at its edge.\"\"\"
            r = z - y
            return np.where(np.abs(r) > self.epsilon, np.sign(r), 0.0)
    """

    helpers: dict[str, str] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    imports: set[str] = field(default_factory=set)

    def add(self, name: str, entry: object, methods: Iterable[str]) -> None:
        """A class of that name with these methods of an object, and those that they call."""
        constants: dict[str, str] = {}
        functions: dict[str, ast.FunctionDef] = {}
        pending = list(methods)
        while pending:
            wanted = pending.pop(0)
            if wanted in functions or wanted in constants:
                continue
            found = inspect.getattr_static(entry, wanted)
            if callable(getattr(found, "func", None)):  # a cached property
                found = property(found.func)
            if isinstance(found, property):
                assert found.fget is not None
                functions[wanted] = self._function(found.fget, "property")
            elif isinstance(found, staticmethod):
                functions[wanted] = self._function(found.__func__, "staticmethod")
            elif inspect.isfunction(found):
                functions[wanted] = self._function(found)
            else:
                constants[wanted] = self._literal(getattr(entry, wanted))
                continue
            pending += _own(functions[wanted])
        lines = [f"class {name}:", *(f"    {key} = {value}" for key, value in constants.items())]
        for position, function in enumerate(functions.values()):
            lines += ([""] if position or constants else []) + textwrap.indent(ast.unparse(function), "    ").splitlines()
        self.classes[name] = "\n".join(lines)

    def add_function(self, function: Any) -> str:
        """A function of this package with all that it needs; gives back its name."""
        name: str = function.__name__
        self._include(name, function)
        return name

    def text(self) -> str:
        """Helpers first, then the classes."""
        return "\n\n\n".join([*self.helpers.values(), *self.classes.values()])

    def _function(self, function: Any, decorator: str = "") -> ast.FunctionDef:
        """A function without annotations; all that it calls is included."""
        tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
        assert isinstance(tree, ast.FunctionDef)
        _simplify(tree)
        tree.decorator_list = [ast.Name(decorator)] if decorator else []
        own = {a.arg for a in [*tree.args.args, *tree.args.kwonlyargs]}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id not in own and node.id in function.__globals__:
                self._include(node.id, function.__globals__[node.id])
        return tree

    def _include(self, name: str, value: object) -> None:
        """Include what a name refers to where a method uses it."""
        if isinstance(value, ModuleType):
            if value.__name__ not in MODULES:
                raise ValueError(f"{name} is not NumPy's, nor this package's")
            self.imports.add(MODULES[value.__name__])
        elif name in self.helpers:
            return
        elif inspect.isfunction(value) and value.__module__.startswith("explorer."):
            self.helpers[name] = ""
            text = ast.unparse(self._function(value))
            self.helpers.pop(name)  # behind all that it calls
            self.helpers[name] = text
        elif inspect.isclass(value) and issubclass(value, tuple):
            fields = getattr(value, "_fields", ())
            self.imports.add("from collections import namedtuple")
            self.helpers[name] = f"{name} = namedtuple({name!r}, {list(fields)!r})"
        elif value is not np.ndarray:
            self.helpers[name] = f"{name} = {self._literal(value)}"

    def _literal(self, value: object) -> str:
        """A number, a text or an array as Python reads it."""
        if isinstance(value, np.ndarray):
            return f"np.array({value.tolist()!r})"
        if isinstance(value, float) and not np.isfinite(value):
            return f'float("{value}")'
        if value is None or isinstance(value, (bool, int, float, str, list, tuple)):
            return repr(value)
        raise ValueError(f"{value!r} cannot be written out")


def _own(function: ast.FunctionDef) -> list[str]:
    """The attributes of its object that a method uses, in order."""
    return [
        node.attr
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
    ]


def _simplify(tree: ast.FunctionDef) -> None:
    """Take out annotations, and all of the docstring but its first line."""
    tree.returns = None
    for argument in [*tree.args.args, *tree.args.kwonlyargs]:
        argument.annotation = None
    for node in ast.walk(tree):
        for name, body in ast.iter_fields(node):
            if name == "body" and isinstance(body, list):
                body[:] = [
                    ast.copy_location(ast.Assign([s.target], s.value), s) if isinstance(s, ast.AnnAssign) and s.value else s
                    for s in body
                ]
    first = tree.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        line = first.value.value.strip().split("\n")[0]
        first.value = ast.Constant(line)
