import pytest

from prompts import PromptNotFoundError, load, section


def test_the_newest_version_is_loaded() -> None:
    text, version = load("refusals")
    assert version >= 1
    assert "## no_evidence" in text


def test_a_section_is_its_own_text() -> None:
    assert section("caveats", "undated", version=1).startswith("“{title}” states no date")


@pytest.mark.parametrize(
    "missing", [("nothing", None), ("refusals", 99)], ids=["template", "version"]
)
def test_what_is_not_there_is_named(missing: tuple[str, int | None]) -> None:
    with pytest.raises(PromptNotFoundError, match=missing[0]):
        load(*missing)


def test_a_section_that_is_not_there_is_named() -> None:
    with pytest.raises(PromptNotFoundError, match="nonsense"):
        section("refusals", "nonsense")
