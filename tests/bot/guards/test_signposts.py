from pathlib import Path

import pytest

from bot.guards.signposts import SignpostsError, Wording, read_wording

OURS = """
front_door = "Aldermere First Contact"
phone = "020 7946 0000"
out_of_hours = "020 7946 0001"
link = "https://aldermere.example/worried"
lines = ["Weekends: ask for the duty manager."]

[wording]
live_case = "Ask your manager.\\n{contacts}"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "signposts.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_wording_comes_with_national_numbers() -> None:
    text = read_wording(None).text("child_at_risk")
    assert text.startswith("If a child may be in danger now, call 999.")
    assert "0808 800 5000" in text
    assert "0800 1111" in text
    assert "{" not in text


def test_an_authority_gives_its_own_contacts_and_texts(tmp_path: Path) -> None:
    wording = read_wording(written(tmp_path, OURS))
    assert wording.text("live_case").splitlines() == [
        "Ask your manager.",
        "- Aldermere First Contact",
        "- Phone: 020 7946 0000",
        "- Evenings, nights and weekends: 020 7946 0001",
        "- https://aldermere.example/worried",
        "- Weekends: ask for the duty manager.",
    ]
    assert "020 7946 0001" in wording.text("child_at_risk")
    assert "NSPCC" not in wording.text("child_at_risk")


def test_texts_alone_leave_the_national_contacts(tmp_path: Path) -> None:
    wording = read_wording(written(tmp_path, '[wording]\nlegal_advice = "Ask legal services."'))
    assert wording.text("legal_advice") == "Ask legal services."
    assert "0808 800 5000" in wording.text("live_case")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("front_dor = 'x'", "front_dor means nothing here. Use: front_door, phone"),
        ("phone = 999", "phone must be a text in quotes"),
        ("lines = 'x'", "lines must be a list of texts"),
        ("wording = 'x'", r"\[wording\] must be a table"),
        ("[wording]\njailbreak = 'x'", "jailbreak means nothing here"),
        ("[wording]\nchild_at_risk = 'Ring us.'", "must tell readers to call 999"),
        ("phone = ", "cannot be read"),
    ],
)
def test_a_file_at_fault_says_what_is_wrong(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(SignpostsError, match=reason):
        read_wording(written(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SignpostsError, match=r"gone\.toml does not exist"):
        read_wording(tmp_path / "gone.toml")


def test_kinds_are_told_in_words() -> None:
    wording = Wording()
    assert wording.kinds(("nhs_number",)) == "an NHS number"
    assert (
        wording.kinds(("nhs_number", "phone_number", "address"))
        == "an NHS number, a phone number and an address or a postcode"
    )
