"""Encodings: the mark's, UTF-8, or the one asked for; another is offered and never guessed."""

from __future__ import annotations

import pytest

from explorer.datasets import TableError
from explorer.datasets.table.decoding import decoded
from explorer.datasets.table.limits import ENCODINGS


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
def test_marks_say_the_encoding_and_are_no_letters(encoding):
    assert decoded("é,😀\n".encode(encoding)) == ("é,😀\n", encoding.removesuffix("-sig"))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_can_be_asked_for(encoding):
    text = "Preis;1,5\n"
    assert decoded(text.encode(encoding), encoding.upper())[0] == text


@pytest.mark.parametrize("encoding", ["zlib", "rot13", "base64", "idna", "no such", "<b>"])
def test_other_codecs_are_refused(encoding):
    with pytest.raises(TableError, match="encoding: .* is not one of utf-8"):
        decoded(b"a", encoding)


def test_windows_1252_is_offered_with_the_place():
    with pytest.raises(TableError, match=r"line 2, column 3: byte 0xE4 is not UTF-8") as caught:
        decoded("a;b;c\n1;2;Käse\n".encode("cp1252"))
    assert caught.value.remedy == {"encoding": "cp1252"}
    assert decoded("a;b;c\n1;2;Käse\n".encode("cp1252"), **caught.value.remedy)[0].endswith("Käse\n")


def test_it_is_not_offered_where_it_would_not_do():
    with pytest.raises(TableError, match="0x81 is not UTF-8. Save") as caught:
        decoded(b"a,b\n1,\x81\n")
    assert caught.value.remedy == {}


def test_half_a_letter_at_the_end_and_a_wrong_choice():
    with pytest.raises(TableError, match="0xC3 is not UTF-8"):
        decoded(b"a,b\n1,\xc3")
    with pytest.raises(TableError, match="not in UTF-16: truncated data"):
        decoded(b"a,b", "utf-16")
    with pytest.raises(TableError, match="0xE9 is not SHIFT_JIS"):
        decoded(b"a,\xe9\n", "shift_jis")


@pytest.mark.parametrize("start", ["PK", "MZ", "BZh", "GIF8", "PAR1"])
def test_a_text_may_begin_as_another_file_does(start):
    assert decoded(f"{start},b\n1,2\n".encode())[0].startswith(start)
