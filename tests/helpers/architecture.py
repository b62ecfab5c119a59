"""How a tree of packages is laid out, read from its files alone: what imports what, circles, faces, long files, tests."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Rooms = Mapping[str, Sequence[str]]
"""Folder or module, as in "path/kkt" -> what it may import beside itself. The longest name that fits a module is its room."""


@dataclass(frozen=True)
class Tree:
    """A package below `root`: its modules by name, as in "losses/base"; an `__init__` goes by the name of its folder."""

    root: Path

    @cached_property
    def modules(self) -> dict[str, Path]:
        """Name -> file; the package's own `__init__` is the name ""."""
        return {self._name(path.relative_to(self.root)): path for path in sorted(self.root.rglob("*.py"))}

    @cached_property
    def parsed(self) -> dict[str, ast.Module]:
        return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in self.modules.items()}

    @cached_property
    def imports(self) -> dict[str, set[str]]:
        """Module -> modules of this tree that it imports anywhere: for type checkers and inside functions too."""
        return {name: set(self._own(name)) for name in self.modules}

    @cached_property
    def packages(self) -> dict[str, set[str]]:
        """Module -> packages from elsewhere that it imports, without those of Python itself."""
        own = sys.stdlib_module_names | {self.root.name}
        return {name: {found.split(".")[0] for found, _ in self._imported(name)} - own for name in self.modules}

    @staticmethod
    def _name(path: Path) -> str:
        return "/".join(path.parent.parts if path.name == "__init__.py" else path.with_suffix("").parts)

    def _imported(self, name: str) -> Iterator[tuple[str, list[str]]]:
        """Every import of a module: the dotted name in front, and what is taken from there."""
        for node in _statements(self.parsed[name]):
            if isinstance(node, ast.Import):
                yield from ((alias.name, []) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield self._absolute(name, node), [alias.name for alias in node.names]

    def _absolute(self, name: str, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = [self.root.name, *filter(None, name.split("/"))]
        is_folder = self.modules[name].name == "__init__.py"
        package = parts[: len(parts) - node.level + is_folder]
        return ".".join([*package, *filter(None, [node.module])])

    def _own(self, name: str) -> Iterator[str]:
        for found, taken in self._imported(name):
            top, *below = found.split(".")
            if top == self.root.name:
                place = "/".join(below)
                deeper = ["/".join([*below, each]) for each in taken]
                modules = [each for each in deeper if each in self.modules]
                yield from modules
                if len(modules) < len(taken) or not taken:
                    yield place


def _statements(module: ast.Module) -> Iterator[ast.stmt]:
    """All statements of a module, those inside others too; no expressions, which are most of a tree."""
    waiting: list[ast.AST] = [module]
    while waiting:
        node = waiting.pop()
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            inner = getattr(node, field, None)
            if isinstance(inner, list):
                waiting += inner
        if isinstance(node, ast.stmt):
            yield node


def room_of(module: str, rooms: Iterable[str]) -> str | None:
    """The longest room that the module is, or lies in."""
    fitting = [room for room in rooms if module == room or module.startswith(f"{room}/") or not room]
    return max(fitting, key=len, default=None)


def may_import(rooms: Rooms) -> dict[str, set[str]]:
    """Room -> all rooms it may import: those it names, and what these may import. ValueError where the table has a circle."""
    found: dict[str, set[str]] = {}

    def below(room: str, above: tuple[str, ...]) -> set[str]:
        if room in above:
            raise ValueError(f"the table goes in a circle: {' -> '.join([*above, room])}")
        if room not in found:
            found[room] = set().union(*({other} | below(other, (*above, room)) for other in rooms[room]))
        return found[room]

    for room in rooms:
        below(room, ())
    return found


def forbidden_imports(tree: Tree, rooms: Rooms) -> list[str]:
    """Imports from a room that the table does not allow, upward ones marked; and modules without a room."""
    allowed = may_import(rooms)
    faults = []
    for module, targets in tree.imports.items():
        own = room_of(module, rooms)
        if own is None:
            faults.append(f"{module} has no room")
            continue
        for target in sorted(targets):
            other = room_of(target, rooms)
            if other is not None and other != own and other not in allowed[own]:
                faults.append(f"{module} imports {target}" + (", which is above it" if own in allowed[other] else ""))
    return faults


def circles(imports: Mapping[str, set[str]]) -> list[list[str]]:
    """Groups of modules that import each other, directly or through others (Tarjan's strongly connected components)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        number[module] = lowest[module] = len(number)
        stack.append(module)
        for target in sorted(imports.get(module, ())):
            if target not in number:
                visit(target)
            if target in stack:
                lowest[module] = min(lowest[module], lowest[target])
        if lowest[module] == number[module]:
            at = stack.index(module)
            group = sorted(stack[at:])
            del stack[at:]
            if len(group) > 1 or module in imports.get(module, ()):
                found.append(group)

    for module in sorted(imports):
        if module not in number:
            visit(module)
    return found


def foreign_packages(tree: Tree, allowed: Mapping[str, set[str]], everywhere: set[str]) -> list[str]:
    """Imports of packages from elsewhere outside of the folders that may import them."""
    return [
        f"{module} imports {package}"
        for module, packages in tree.packages.items()
        for package in sorted(packages - everywhere)
        if package not in allowed.get(module.split("/")[0], set())
    ]


def faceless(root: Path) -> list[str]:
    """Folders of modules without an `__init__.py` that begins with a docstring."""
    folders = {path.parent for path in root.rglob("*.py")}
    faces = {folder: folder / "__init__.py" for folder in folders}
    return sorted(
        folder.relative_to(root).as_posix()
        for folder, face in faces.items()
        if not (face.exists() and ast.get_docstring(ast.parse(face.read_text(encoding="utf-8"))))
    )


def long_files(root: Path, most: int = 250) -> dict[str, int]:
    """Files of code with more lines than that: path below root -> lines."""
    paths = [path for ending in ("py", "js", "css") for path in root.rglob(f"*.{ending}")]
    lines = {path.relative_to(root).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return {path: count for path, count in sorted(lines.items()) if count > most}


def untested(tree: Tree, tests: Path) -> list[str]:
    """Modules without a test file of their own name in the same folder of the tests; faces need none."""
    return [
        module
        for module, path in tree.modules.items()
        if path.name != "__init__.py" and not (tests / module).with_name(f"test_{path.name}").exists()
    ]
