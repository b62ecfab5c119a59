"""Modules made one: each once, after those it imports from, its names its own."""

from __future__ import annotations

import re

import pytest

from explorer.ui.chart.bundle import bundle
from explorer.ui.chart.document import SCRIPT
from explorer.ui.chart.routes import ENTRY, WEB

FILES = {
    "core/a.js": "const OWN = 1;\nexport const one = OWN;\nexport class Two {}\n",
    "b.js": 'import { one as first,\n  Two } from "./core/a.js";\nconst OWN = 2;\nexport async function three() {}\n',
    "part/c.js": 'import { one } from "../core/a.js";\nimport { three } from "../b.js";\nexport function draw() {}\n',
}


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_each_module_is_a_function_called_once_after_those_it_imports_from(folder):
    assert (
        bundle(folder, "part/c.js")
        == """// core/a.js
const $module0 = (() => {
const OWN = 1;
const one = OWN;
class Two {}
return { one, Two };
})();
// b.js
const $module1 = (() => {
const { one: first,
  Two } = $module0;
const OWN = 2;
async function three() {}
return { three };
})();
// part/c.js
const $module2 = (() => {
const { one } = $module0;
const { three } = $module1;
function draw() {}
return { draw };
})();
export const { draw } = $module2;
"""
    )


def test_modules_in_a_circle_are_refused_with_the_circle(folder):
    (folder / "core" / "a.js").write_text('import { three } from "../b.js";\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"part/c\.js > core/a\.js > b\.js > core/a\.js"):
        bundle(folder, "part/c.js")


@pytest.mark.parametrize(
    "line", ['import "./b.js";', "export default function () {}", "export { one };", 'import * as a from "./b.js";']
)
def test_what_cannot_be_made_one_is_refused_with_its_line(folder, line):
    (folder / "core" / "a.js").write_text(f"const one = 1;\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"core/a\.js: .* is no import or export by names in braces"):
        bundle(folder, "part/c.js")


def test_what_changes_after_it_was_exported_cannot_be_exported(folder):
    """A binding that changes would keep its first value in whoever imports it."""
    (folder / "core" / "a.js").write_text("export let one = 1;\n", encoding="utf-8")
    with pytest.raises(ValueError, match="export let one"):
        bundle(folder, "part/c.js")


def test_all_modules_of_the_component_are_in_it_once():
    found = re.findall(r"^// (\S+\.js)$", bundle(WEB, ENTRY), re.MULTILINE)
    alone = {SCRIPT, "stub.js"}  # what the document runs by itself, and what Streamlit sends
    assert sorted(found) == sorted({path.relative_to(WEB).as_posix() for path in WEB.rglob("*.js")} - alone)
