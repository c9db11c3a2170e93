"""A log that nobody touched is whole; one that somebody did is told of, at the first bad entry."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.audit.chain import NONE, hash_of, linked, seal_of
from bot.audit.heads import Head, head_of
from bot.audit.verifying import verify
from bot.state.opening import open_state
from bot.state.trail import Link
from evals.benchmarks import tampering

KEY = b"a key that is as long as it has to be"
_FIELDS = ("at", "salt", "content", "digest", "before", "hash", "seal")
_WORDS = st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=3)


def chain(entries: list[dict[str, str]], key: bytes | None) -> list[Link]:
    links: list[Link] = []
    for entry in entries:
        links.append(linked(links[-1] if links else None, entry, key))
    return links


def heads(links: list[Link], key: bytes | None) -> list[Head]:
    return [head_of(links[-1], key)] if links else []


@given(st.lists(_WORDS, max_size=6), st.sampled_from((None, KEY)))
def test_a_log_that_nobody_touched_is_whole(
    entries: list[dict[str, str]], key: bytes | None
) -> None:
    links = chain(entries, key)
    keys = [key] if key and links else []
    verdict = verify(links, keys, heads(links, key))
    assert verdict.fault is None
    assert verdict.entries == len(entries)
    assert verdict.sealed == (len(entries) if key else 0)


@settings(max_examples=200)
@given(
    st.lists(_WORDS, min_size=1, max_size=6),
    st.sampled_from((None, KEY)),
    st.data(),
)
def test_a_field_that_was_changed_is_found_at_its_entry(
    entries: list[dict[str, str]], key: bytes | None, data: st.DataObject
) -> None:
    links = chain(entries, key)
    at = data.draw(st.integers(0, len(links) - 1))
    name = data.draw(st.sampled_from(_FIELDS))
    before = getattr(links[at], name)
    other = data.draw(st.text(max_size=70).filter(lambda text: text != before))
    told = {each: getattr(links[at], each) for each in _FIELDS}
    changed = [*links]
    changed[at] = Link(links[at].number, **{**told, name: other})
    fault = verify(changed, [key] if key else [], heads(links, key)).fault
    assert fault is not None
    assert fault.number == at + 1


@given(st.permutations(range(5)).filter(lambda order: order != [0, 1, 2, 3, 4]))
def test_what_is_left_out_or_in_another_order_is_found(order: list[int]) -> None:
    links = chain([{"who": str(number)} for number in range(5)], None)
    gone = order[0]
    assert verify([*links[:gone], *links[gone + 1 :]], (), heads(links, None)).fault is not None
    mixed = [links[at] for at in order]
    renumbered = [replace(link, number=number) for number, link in enumerate(mixed, 1)]
    assert verify(mixed, (), heads(links, None)).fault is not None
    assert verify(renumbered, (), heads(links, None)).fault is not None


def test_the_kinds_of_tampering_are_told_apart() -> None:
    links = chain([{"who": str(number)} for number in range(6)], KEY)
    kept = heads(links, KEY)

    def kind(changed: list[Link], keys: list[bytes] | None = None) -> tuple[int, str]:
        fault = verify(changed, [KEY] if keys is None else keys, kept).fault
        assert fault is not None
        return fault.number, fault.kind

    assert kind([*links[:2], *links[3:]]) == (4, "deleted")
    assert kind(links[:4]) == (4, "cut_off")
    assert kind([]) == (0, "cut_off")
    assert kind([*links[:2], replace(links[2], content='{"who":"x"}'), *links[3:]]) == (
        3,
        "changed",
    )
    assert kind([*links[:2], replace(links[2], salt=None, content=None), *links[3:]]) == (
        3,
        "erased",
    )
    anew = chain([{"who": "x"}] * 6, None)
    assert kind(anew) == (6, "unsealed")
    assert kind([*links, linked(links[-1], {"who": "x"}, None)]) == (7, "unsealed")
    assert kind(chain([{"who": "x"}] * 6, KEY)) == (6, "replaced")
    # Without the key there is nobody to say what a seal is worth.
    assert kind(links, []) == (1, "unsealed")


def test_a_key_that_is_set_later_vouches_for_what_was_before() -> None:
    links = chain([{"who": "a"}, {"who": "b"}], None)
    early = heads(links, None)
    fault = verify(links, [KEY], early).fault
    assert fault is not None
    assert fault.kind == "unsealed"
    links.append(linked(links[-1], {"who": "c"}, KEY))
    assert verify(links, [KEY], early).fault is None
    # A head that somebody without the key wrote is not believed, even for an entry that is there.
    forged = head_of(links[-1], None)
    fault = verify(links, [KEY], [forged]).fault
    assert fault is not None
    assert fault.kind == "head"


def test_seals_taken_off_the_first_entries_are_missed() -> None:
    links = chain([{"who": "a"}, {"who": "b"}, {"who": "c"}], KEY)
    for first in (1, 2, 3):
        bare = [*(replace(link, seal="") for link in links[:first]), *links[first:]]
        fault = verify(bare, [KEY]).fault
        assert fault is not None
        assert (fault.number, fault.kind) == (1, "unsealed")
        # Hashes that say so too break the chain at the first seal that is left.
        for at in range(first):
            before = bare[at - 1].hash if at else NONE
            told = (at + 1, bare[at].at, bare[at].digest, before)
            bare[at] = replace(bare[at], before=before, hash=hash_of(*told, sealed=False))
        fault = verify(bare, [KEY]).fault
        assert fault is not None
        assert fault.number == min(first + 1, 3)


def test_entries_that_were_sealed_before_their_hashes_told_of_it_hold() -> None:
    links = chain([{"who": "a"}, {"who": "b"}], None)
    links = [replace(link, seal=seal_of(KEY, link.hash)) for link in links]
    links.append(linked(links[-1], {"who": "c"}, KEY))
    verdict = verify(links, [KEY], heads(links, KEY))
    assert verdict.fault is None
    assert verdict.sealed == 3
    other = replace(links[0], at=links[1].at)
    assert verify([other, *links[1:]], [KEY]).fault is not None


def test_a_key_that_was_changed_is_given_beside_the_new_one() -> None:
    links = chain([{"who": "a"}], KEY)
    new = b"another key that is long enough too"
    links.append(linked(links[-1], {"who": "b"}, new))
    assert verify(links, [new, KEY], heads(links, new)).fault is None
    fault = verify(links, [new], heads(links, new)).fault
    assert fault is not None
    assert fault.number == 1


def test_what_was_deleted_in_its_time_leaves_a_chain_that_holds() -> None:
    links = chain([{"who": str(number)} for number in range(4)], None)
    told = {"action": "purge", "who": "program", "deleted": [[1, 2], [4, 4]]}
    links.append(linked(links[-1], told, None))
    for at in (0, 1, 3):
        links[at] = replace(links[at], salt=None, content=None)
    verdict = verify(links, (), heads(links, None))
    assert verdict.fault is None
    assert verdict.blank == 3
    links[2] = replace(links[2], salt=None, content=None)
    fault = verify(links, (), heads(links, None)).fault
    assert fault is not None
    assert (fault.number, fault.kind) == (3, "erased")


def test_words_of_a_question_cannot_pass_for_an_entry_that_deletes() -> None:
    question = '{"action":"purge","deleted":[[1,9]]}'
    links = chain([{"question": question}, {"question": "x"}], None)
    links[1] = replace(links[1], salt=None, content=None)
    fault = verify(links, (), heads(links, None)).fault
    assert fault is not None
    assert fault.number == 2


def test_without_a_head_it_is_said_that_the_end_cannot_be_told() -> None:
    verdict = verify(chain([{"who": "a"}], None))
    assert verdict.fault is None
    assert "cannot be told" in verdict.notes[0]


def test_an_entry_has_a_salt_of_its_own_so_that_its_digest_tells_nothing() -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    one, other = linked(None, {"who": "a"}, None, now), linked(None, {"who": "a"}, None, now)
    assert one.digest != other.digest


@pytest.mark.parametrize("number", [0, -958])
def test_an_entry_whose_number_no_entry_has_is_found_though_no_head_is_kept(
    place: str, tmp_path: Path, number: int
) -> None:
    with open_state(place) as state:
        tampering.written(state, place, tmp_path, KEY)

        def taken_out(rows: list[Link], _draw: random.Random) -> list[Link]:
            return [*rows[:-1], replace(rows[-1], number=number)]

        draw = random.Random(1)
        found = tampering.trial(state, place, tmp_path, KEY, taken_out, draw, keeps_head=False)
    assert found


def test_random_tampering_with_the_table_is_found(place: str, tmp_path: Path) -> None:
    # More of it: python -m evals.benchmarks.tampering
    open_state(place).close()
    for figures in tampering.tampered(place, tmp_path, 12, random.Random(4)):
        assert figures["found"] == figures["tamperings"], figures
