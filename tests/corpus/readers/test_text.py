import pytest

from corpus.readers import text as text_module
from corpus.readers.extracts import Extract, Refusal
from corpus.readers.text import decode, read_text

LETTER = "Inspection of Mertonshire – children’s services\r\nCafé costs £40.\n"


def extract(data: bytes) -> Extract:
    result = read_text(data)
    assert isinstance(result, Extract), result
    return result


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_declared_encodings_need_no_note(encoding: str) -> None:
    result = extract(LETTER.encode(encoding))
    assert [page.text for page in result.pages] == [LETTER]
    assert result.pages[0].number is None
    assert result.notes == ()


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("cp1252", "Windows-1252"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")],
)
def test_guessed_encodings_are_noted(encoding: str, named: str) -> None:
    result = extract(LETTER.encode(encoding))
    assert result.pages[0].text == LETTER
    assert named in result.notes[0]


def test_a_stray_byte_spoils_only_itself() -> None:
    result = extract(LETTER.encode() + b"Total \xa350")
    assert result.pages[0].text == LETTER + "Total £50"
    assert "UTF-8 with stray bytes" in result.notes[0]


def test_bytes_that_no_encoding_has_do_not_fail() -> None:
    text, note = decode(b"Costs \x81 \x8d \xa3")
    assert text == "Costs \ufffd \ufffd £"
    assert note is not None


def test_line_ends_and_form_feeds_stay() -> None:
    assert extract(b"one\r\ntwo\rthree\n\x0cfour").pages[0].text == "one\r\ntwo\rthree\n\x0cfour"


def test_a_nul_or_two_do_not_make_a_text_binary() -> None:
    assert extract(b"Minutes of the panel. " * 10 + b"\0").pages[0].text.endswith("\0")


@pytest.mark.parametrize(
    ("data", "what", "mend"),
    [
        (bytes(range(256)) * 4, "binary data", "save it as PDF"),
        (b"\x00\x01\x02\x03words\x00\x00", "binary data", "save it as PDF"),
        (b"--- \n * * *\n", "no words", "put the document's text into it"),
    ],
)
def test_refusals(data: bytes, what: str, mend: str) -> None:
    result = read_text(data)
    assert isinstance(result, Refusal)
    assert what in result.reason
    assert mend in result.reason


def test_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_module, "TEXT_LIMIT", 10)
    result = read_text(b"a long text")
    assert isinstance(result, Refusal)
    assert "split it" in result.reason
