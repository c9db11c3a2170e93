import re
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.signing_in.returning import safe_return

OURS = "https://scrutineer.aldermere.example"
PIECES = (
    "/",
    "//",
    "\\",
    "\t",
    "\n",
    "\r",
    " ",
    ":",
    "@",
    "?",
    "#",
    "%2f",
    "..",
    "evil.example",
    "https:",
)
BEGUN = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(lambda p: "/" + "".join(p))


@pytest.mark.parametrize(
    "address",
    ["/", "/library", "/documents/d1?page=2&start=3", "/authorities/St.%20Helens", "/a//b"],
)
def test_our_own_pages_are_returned_to(address: str) -> None:
    assert safe_return(address) == address


@given(st.one_of(st.none(), st.text(), BEGUN))
def test_nothing_leads_elsewhere(address: str | None) -> None:
    safe = safe_return(address)
    # What browsers make of it: they drop tabs and line ends, take a backslash for a slash, and
    # after two slashes skip more of them.
    seen = "".join(c for c in safe if c not in "\t\r\n").replace("\\", "/").strip()
    seen = re.sub("^/{2,}", "//", seen)
    parts = urlsplit(urljoin(OURS, seen))
    assert f"{parts.scheme}://{parts.netloc}" == OURS
    assert safe.isprintable()
