"""What is wrong with tests themselves, read from their code: imports of each other, several patches, ways not to check."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

CHECKING = ("raises", "warns", "fail", "expect")
"""Names that a check is called by; besides them what begins with `assert` and functions that assert themselves."""


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported_tests(module: ast.Module) -> list[str]:
    """Imports of test modules: what several tests share has its home in tests/helpers."""
    names = []
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            folder = base.startswith("tests") and "helpers" not in base.split(".")
            names += [f"{base}.{alias.name}" for alias in node.names] if folder else [base]
    return [name for name in names if any(part.startswith("test_") for part in name.split("."))]


def each_function(module: ast.Module) -> Iterator[ast.FunctionDef]:
    """Tests and fixtures."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef):
            marks = [ast.unparse(mark) for mark in node.decorator_list]
            if node.name.startswith("test_") or any(mark.startswith("pytest.fixture") for mark in marks):
                yield node


def patches(function: ast.FunctionDef, module: ast.Module, package: str) -> list[str]:
    """Which objects of a package a test replaces with `monkeypatch.setattr`, Streamlit's (`st`) aside; one in a loop twice."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and _name(node) == "setattr" and node.args]
    if not calls:
        return []
    ours = {package}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == package:
            ours |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            ours |= {alias.asname for alias in node.names if alias.asname and alias.name.split(".")[0] == package}
    repeated = {
        inner for node in ast.walk(function) if isinstance(node, ast.For | ast.While | ast.ListComp) for inner in ast.walk(node)
    }
    found = []
    for call in calls:
        target = ast.unparse(call.args[0]).strip("'\"")
        if target.split(".")[0] in ours and "st" not in target.split("."):
            name = ast.unparse(call.args[1]).strip("'\"") if len(call.args) > 2 else ""
            found += [f"{target}.{name}".rstrip(".")] * (1 + (call in repeated))
    return found


def checking_functions(module: ast.Module) -> set[str]:
    """The functions of a module that assert something."""
    functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
    return {function.name for function in functions if any(isinstance(node, ast.Assert) for node in ast.walk(function))}


def ways_not_to_check(module: ast.Module, helpers: Collection[str] = ()) -> list[str]:
    """Tests that may end without having checked anything: by a return, an `if` or an empty loop before their first check.

    `helpers`: functions from elsewhere that check.
    """
    checking = checking_functions(module) | set(helpers)
    return [
        f"{node.name}:{node.lineno}"
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and _outcome(node.body, checking) != "checked"
    ]


def idle_comparisons(module: ast.Module) -> list[int]:
    """Lines where a comparison or a constant is computed, or asserted, to no effect."""
    idle = [
        node for node in ast.walk(module) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Compare | ast.BoolOp)
    ]
    constant = [
        node for node in ast.walk(module) if isinstance(node, ast.Assert) and isinstance(node.test, ast.Constant | ast.Tuple)
    ]
    return sorted(node.lineno for node in [*idle, *constant])


def broad_raises(module: ast.Module) -> list[int]:
    """Lines that expect any exception at all."""
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and _name(node) == "raises"
        and any(isinstance(name, ast.Name) and name.id in ("Exception", "BaseException") for name in ast.walk(node))
    ]


def _outcome(statements: Sequence[ast.stmt], checking: set[str]) -> str:
    """How a list of statements ends: "checked" for sure, perhaps "left" by a return or "skipped" by a break, "open" so far."""
    for statement in statements:
        if _checks(statement, checking):
            return "checked"
        if isinstance(statement, ast.Return):
            return "left"
        if isinstance(statement, ast.Continue | ast.Break):
            return "skipped"
        if isinstance(statement, ast.If):
            ends = {_outcome(statement.body, checking), _outcome(statement.orelse, checking)}
        elif isinstance(statement, ast.Try):
            ends = {_outcome(branch, checking) for branch in _branches(statement)}
        elif isinstance(statement, ast.For | ast.While | ast.With):
            if isinstance(statement, ast.For) and _may_be_empty(statement.iter):
                continue
            ends = {_outcome(statement.body, checking)}
            if not isinstance(statement, ast.With):
                ends = {"open" if end == "skipped" else end for end in ends}
        elif isinstance(statement, ast.Match):
            ends = {_outcome(case.body, checking) for case in statement.cases}
        else:
            continue
        if ends == {"checked"}:
            return "checked"
        for end in ("left", "skipped"):
            if end in ends:
                return end
    return "open"


def _branches(statement: ast.Try) -> list[list[ast.stmt]]:
    """The ways through a `try`: its body with what follows where nothing is raised, and each handler."""
    smooth = [*statement.body, *statement.orelse]
    return [[*branch, *statement.finalbody] for branch in (smooth, *(handler.body for handler in statement.handlers))]


def _checks(statement: ast.stmt, checking: set[str]) -> bool:
    """Whether a statement checks something itself: an assert, or a call of what asserts."""
    if isinstance(statement, ast.Assert | ast.Raise):
        return True
    if isinstance(statement, ast.With):
        return any(_is_check(item.context_expr, checking) for item in statement.items)
    if isinstance(statement, ast.Expr | ast.Assign | ast.AnnAssign | ast.Return) and statement.value is not None:
        return any(_is_check(node, checking) for node in ast.walk(statement.value))
    return False


def _is_check(node: ast.AST, checking: set[str]) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = _name(node)
    return name in checking or name in CHECKING or name.startswith(("assert", "wait_for"))


def _name(call: ast.Call) -> str:
    """The last part of what is called."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


def _may_be_empty(iterable: ast.expr) -> bool:
    """Whether a loop goes over what was picked by a condition, and so perhaps over nothing."""
    return isinstance(iterable, ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp) and any(
        generator.ifs for generator in iterable.generators
    )
