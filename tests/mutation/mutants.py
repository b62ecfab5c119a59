"""The mutants of a module's arithmetic: cosmic-ray's operators, wherever the source computes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.provider import OperatorProvider

NOT_ARITHMETIC = {"RemoveDecorator", "ExceptionReplacer", "VariableReplacer", "VariableInserter"}
WORDS = {"formula", "label", "shape"}
"""Properties that are texts."""

OPERATORS = {name: OperatorProvider()[name]() for name in OperatorProvider() if name not in NOT_ARITHMETIC}
Place = tuple[int, int]


class Mutant(NamedTuple):
    """One change to a module; ``scope`` is the outermost function it is in, or the class, or "" for the module itself."""

    path: str
    line: int
    column: int
    operator: str
    occurrence: int
    scope: str
    in_function: bool

    def apply(self, source: str) -> str:
        """The source with this one change."""
        return mutate_code(source, OPERATORS[self.operator], self.occurrence)

    def describe(self, source: str) -> str:
        """Where it is, what the line was and what it becomes."""
        before, after = source.splitlines()[self.line - 1], self.apply(source).splitlines()[self.line - 1]
        return f"{self.path}:{self.line}:{self.column} in {self.scope}\n    - {before.strip()}\n    + {after.strip()}"


def mutants(path: str, source: str) -> list[Mutant]:
    """Every mutant of the arithmetic of one module, in the order of its lines."""
    tree = ast.parse(source)
    spared, lines = [span(node) for node in texts(tree)], source.splitlines()
    nodes, found = list(ast_nodes(get_ast(source))), []
    for name, operator in OPERATORS.items():
        starts = (start for node in nodes for start, _ in operator.mutation_positions(node))
        for occurrence, (line, column) in enumerate(starts):
            at = line, len(lines[line - 1][:column].encode())
            if not any(first <= at < last for first, last in spared):
                found.append(Mutant(path, line, column, name, occurrence, *scope(tree, at)))
    return sorted(found)


def span(node: ast.AST) -> tuple[Place, Place]:
    """Where a node starts and ends, as (line, byte)."""
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)


def texts(tree: ast.Module) -> Iterator[ast.AST]:
    """Whatever is no arithmetic: annotations, decorators, words, messages, ranks, ranges of parameters, unread arguments."""
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr() | ast.Raise() | ast.Call(func=ast.Name(id="param")):
                yield node
            case ast.IfExp() if isinstance(node.body, ast.Constant) and isinstance(node.body.value, str):
                yield node
            case ast.AnnAssign():
                fact = ast.unparse(node.annotation)
                yield node if fact == "ClassVar[str]" or ast.unparse(node.target) == "rank" else node.annotation
            case ast.FunctionDef():
                yield from [node] * (node.name in WORDS)
                yield from node.decorator_list
                arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
                yield from (a.annotation for a in arguments if a and a.annotation)
                yield from [node.returns] if node.returns else []
                read = {name.id for part in node.body for name in ast.walk(part) if isinstance(name, ast.Name)}
                optional = zip(node.args.args[::-1], node.args.defaults[::-1], strict=False)
                yield from (default for argument, default in optional if argument.arg not in read)
            case ast.ClassDef():
                yield from node.decorator_list


def scope(tree: ast.Module, at: Place) -> tuple[str, bool]:
    """The qualified name of the outermost function at a place, or of the class, and whether it is a function."""
    names, inside = [], [tree]
    while inside:
        parent, inside = inside[0], []
        for node in ast.walk(parent):
            if node is parent or not isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.Lambda)):
                continue
            body = node.body if isinstance(node.body, list) else [node.body]
            if not span(body[0])[0] <= at < span(body[-1])[1]:
                continue
            names.append(getattr(node, "name", "<lambda>"))
            if not isinstance(node, ast.ClassDef):
                return ".".join(names), True
            inside = [node]
            break
    return ".".join(names), False
