"""Names from the data and from links are shown as they are."""

from __future__ import annotations

import re

import pytest

from explorer.ui.markdown import JOINER, literal


def test_text_for_markdown_is_escaped():
    assert literal("**b** :red[x] $x$ <img>") == r"\*\*b\*\* \:red\[x\] \$x\$ \<img\>"


@pytest.mark.parametrize(
    "text", ["http://a.example", "HTTPS://a.example/x", "www.a.example", "me@a.example", "go http://b.c now"]
)
def test_an_address_is_no_link(text):
    """Streamlit's Markdown looks for addresses in the text as shown, by these patterns (mdast-util-gfm-autolink-literal)."""
    shown = re.sub(r"\\(.)", r"\1", literal(text))
    assert shown.replace(JOINER, "") == text
    for pattern in (r"(https?://|www(?=\.))([-.\w]+)([^ \t\r\n]*)", r"([-.\w+]+)@([-\w]+(?:\.[-\w]+)+)"):
        assert re.search(pattern, shown, re.IGNORECASE) is None
