"""A file goes into a thread once, whatever fails on the way; or it is told why not."""

from dataclasses import replace

import pytest
from slack_sdk import WebClient

from bot.slack.briefs.uploading import NoPlaceError, NotTakenError, Uploads
from bot.slack.patience import UnreachableError
from bot.slack.refusals import TokenRefusedError
from tests.bot.slack.briefs.asking import file_of, files_in
from tests.bot.slack.desk import HURRIED
from tests.slack_emulator.emulator import Said, SlackEmulator
from tests.slack_emulator.faults import Fault, dropped, ratelimited, refused, reset, server_error

DATA = b"%PDF-1.7 a brief"
ANNOUNCE, COMPLETE = "files.getUploadURLExternal", "files.completeUploadExternal"


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def uploads(emulator: SlackEmulator, waits: list[float]) -> Uploads:
    client = WebClient(emulator.bot_token, emulator.api_url, timeout=5, retry_handlers=[])
    return Uploads(client, replace(HURRIED, wait=waits.append))


@pytest.fixture
def said(emulator: SlackEmulator) -> Said:
    people = emulator.people
    return emulator.say(people.amira, people.inspections, "A brief, please")


def put(uploads: Uploads, said: Said) -> str:
    file = uploads.upload("brief.pdf", DATA, "An inspection brief")
    uploads.share(file, "Brief", "Here it is", said.message.channel, said.ts)
    return file


@pytest.mark.parametrize("method", [ANNOUNCE, "upload", COMPLETE])
@pytest.mark.parametrize(
    "fault",
    [server_error(), server_error(503), dropped(), reset(), ratelimited(3)],
    ids=["500", "503", "dropped", "reset", "429"],
)
def test_what_passes_is_tried_again_and_arrives_once(
    emulator: SlackEmulator, uploads: Uploads, said: Said, method: str, fault: Fault
) -> None:
    emulator.faults.script(method, fault)
    put(uploads, said)
    [message] = emulator.replies(said)
    assert (message.text, message.files[0]["title"]) == ("Here it is", "Brief")
    file = file_of(emulator, message)
    assert (file.data, file.name, file.alt_text) == (DATA, "brief.pdf", "An inspection brief")


@pytest.mark.parametrize("sharing", [0.0, 0.05])
def test_what_arrived_though_slack_could_not_say_so_is_not_shared_again(
    emulator: SlackEmulator, said: Said, sharing: float
) -> None:
    client = WebClient(emulator.bot_token, emulator.api_url, timeout=5, retry_handlers=[])
    uploads = Uploads(client, replace(HURRIED, first_pause=0.2))
    emulator.state.timing.sharing = sharing
    emulator.faults.script(COMPLETE, dropped(done=True))
    put(uploads, said)
    assert len(emulator.replies(said)) == 1
    assert len(emulator.calls_of(COMPLETE)) == 1


def test_it_waits_as_long_as_slack_says(
    emulator: SlackEmulator, uploads: Uploads, said: Said, waits: list[float]
) -> None:
    for method, seconds in ((ANNOUNCE, 7), ("upload", 8), (COMPLETE, 9)):
        emulator.faults.script(method, ratelimited(seconds))
    put(uploads, said)
    assert [wait for wait in waits if wait > 1] == [7.0, 8.0, 9.0]


@pytest.mark.parametrize(
    ("method", "fault", "told"),
    [
        (ANNOUNCE, refused("missing_scope"), "files:write"),
        (ANNOUNCE, refused("file_upload_size_restricted"), "larger than"),
        ("upload", server_error(413), "larger than"),
        (ANNOUNCE, refused("file_uploads_disabled"), "does not let this app"),
        (COMPLETE, refused("storage_limit_reached"), "no room"),
        (COMPLETE, refused("malware_detected"), "malware_detected"),
    ],
)
def test_what_nobody_can_help_is_told_in_a_sentence(
    emulator: SlackEmulator, uploads: Uploads, said: Said, method: str, fault: Fault, told: str
) -> None:
    emulator.faults.script(method, fault)
    with pytest.raises(NotTakenError) as raised:
        put(uploads, said)
    assert told in raised.value.said
    assert emulator.replies(said) == []


def test_where_there_is_no_place_for_it_that_is_told_apart(
    emulator: SlackEmulator, uploads: Uploads
) -> None:
    people = emulator.people
    file = uploads.upload("brief.pdf", DATA, "An inspection brief")
    for channel in (people.closed, people.elsewhere):
        with pytest.raises(NoPlaceError):
            uploads.share(file, "Brief", "Here it is", channel.id, None)
    uploads.share(file, "Brief", "Here it is", people.im(people.amira).id, None)
    assert len(files_in(emulator, people.im(people.amira))) == 1
    assert uploads.is_there(file, people.im(people.amira).id, None)


def test_a_refused_token_and_a_slack_that_stays_away_are_told_apart(
    emulator: SlackEmulator, uploads: Uploads, said: Said
) -> None:
    emulator.faults.script("upload", server_error(), times=HURRIED.tries)
    with pytest.raises(UnreachableError):
        put(uploads, said)
    emulator.revoke()
    with pytest.raises(TokenRefusedError):
        put(uploads, said)


def test_a_file_is_found_by_its_id_alone(uploads: Uploads, said: Said) -> None:
    first = put(uploads, said)
    second = uploads.upload("brief.pdf", DATA, "An inspection brief")
    assert uploads.is_there(first, said.message.channel, said.ts)
    assert not uploads.is_there(second, said.message.channel, said.ts)
