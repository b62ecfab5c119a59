"""Names from the data and from links are shown as they are."""

from __future__ import annotations

from explorer.ui.markdown import literal


def test_text_for_markdown_is_escaped():
    assert literal("**b** :red[x] $x$ <img>") == r"\*\*b\*\* \:red\[x\] \$x\$ \<img\>"
