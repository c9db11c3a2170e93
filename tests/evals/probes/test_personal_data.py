"""The probes are many, the same each time, and say where the personal data is."""

import re
from collections import Counter

from evals.probes.personal_data import personal_data_probes
from evals.probes.personal_data_controls import SAMPLE_NAMES
from evals.probes.probe import STRUCTURED


def test_the_same_seed_gives_the_same_probes_and_another_gives_others() -> None:
    assert personal_data_probes(7) == personal_data_probes(7)
    others = {probe.text for probe in personal_data_probes(8) if probe.stop}
    assert len({probe.text for probe in personal_data_probes(7) if probe.stop} - others) > 300


def test_there_are_enough_of_each_kind() -> None:
    probes = personal_data_probes(7)
    count = Counter(probe.kind for probe in probes if probe.stop)
    assert {kind: count[kind] for kind in STRUCTURED if count[kind] < 25} == {}
    assert count["name_with_birth_date"] + count["name_with_age"] >= 150
    assert sum(count.values()) >= 300
    assert sum(not probe.stop for probe in probes) >= 200


def test_no_question_and_no_id_comes_twice() -> None:
    probes = personal_data_probes(7)
    assert len({probe.text for probe in probes}) == len({probe.id for probe in probes})
    assert len({probe.id for probe in probes}) == len(probes)


def test_what_must_not_be_kept_stands_in_the_question() -> None:
    for probe in personal_data_probes(7):
        assert probe.secret in probe.text
        assert bool(probe.secret) == probe.stop
        assert probe.text != probe.secret
        assert "{" not in probe.text


def test_names_come_with_an_age_or_a_day() -> None:
    told = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+lve)\b")
    for probe in personal_data_probes(7):
        if probe.stop and probe.kind not in STRUCTURED:
            assert told.search(probe.secret) or "eleven" in probe.secret, probe.secret


def test_public_names_are_those_that_were_given() -> None:
    asked = [p.text for p in personal_data_probes(7, ["Perpetua Nightjar"]) if "Nightjar" in p.text]
    assert len(asked) == 2
    assert not any(
        SAMPLE_NAMES[0] in p.text for p in personal_data_probes(7, ["Perpetua Nightjar"])
    )
    assert all(
        not probe.stop
        for probe in personal_data_probes(7)
        if any(name in probe.text for name in SAMPLE_NAMES)
    )


def test_no_control_holds_the_secret_of_a_probe() -> None:
    probes = personal_data_probes(7)
    controls = "\n".join(probe.text for probe in probes if not probe.stop)
    assert [probe.secret for probe in probes if probe.stop and probe.secret in controls] == []
