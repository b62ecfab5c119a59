"""The component's modules as one, so that a browser asks the server once and not a hundred times."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.MULTILINE)


def bundle(folder: Path, entry: str) -> str:
    """One module of all that ``entry``, a path below ``folder``, imports, with the exports of ``entry``.

    Each module becomes a function that is called once, after those it imports from; what it exports is what the function gives.

    Raises
    ------
    ValueError
        Where modules import each other in a circle, or one imports or exports in another way than by names in braces.
    """
    parts: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    _collect(folder, entry, parts, names, ())
    last = f"export const {{ {', '.join(names[entry])} }} = {_variable(parts, entry)};\n"
    return "".join(parts.values()) + last


def _collect(folder: Path, path: str, parts: dict[str, str], names: dict[str, list[str]], above: tuple[str, ...]) -> None:
    if path in above:
        raise ValueError(f"{' > '.join((*above, path))}: modules that import each other in a circle cannot be one")
    if path in parts:
        return
    text = (folder / path).read_text(encoding="utf-8")
    wanted = [posixpath.normpath(posixpath.join(posixpath.dirname(path), one)) for _, one in IMPORT.findall(text)]
    for one in wanted:
        _collect(folder, one, parts, names, (*above, path))
    targets = iter(wanted)
    body = IMPORT.sub(lambda found: f"const {{{found[1].replace(' as ', ': ')}}} = {_variable(parts, next(targets))};\n", text)
    names[path] = [name for _, name in EXPORT.findall(body)]
    body = EXPORT.sub(r"\1", body)
    if strange := re.search(r"^(?:import|export)\b.*", body, re.MULTILINE):
        raise ValueError(f"{path}: {strange[0]!r} is no import or export by names in braces")
    parts[path] = ""
    given = f"return {{ {', '.join(names[path])} }};"
    parts[path] = f"// {path}\nconst {_variable(parts, path)} = (() => {{\n{body}{given}\n}})();\n"


def _variable(parts: dict[str, str], path: str) -> str:
    """The name of what a module exports: by its place in the order."""
    return f"$module{list(parts).index(path)}"
