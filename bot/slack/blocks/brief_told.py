"""What is told of a brief: that it is being made, how far it is, that it is there or cannot be."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.answering.telling import Statement
from bot.briefs.content import Brief, Section, Table, Told
from bot.briefs.sections.glance import TITLE, unknown_in
from bot.slack.blocks.cutting import shortened
from bot.slack.blocks.elements import context_ours, mention
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import fallback, on_one_line
from bot.slack.blocks.rich import Run, line
from bot.slack.blocks.splitting import Piece, note, packed, pieces_of
from bot.slack.blocks.wording import counted, words

_MOST_GRADES, _MOST_UNKNOWN = 4, 2
_A_LINE, _SAID = 600, 2_000
_TOPIC = 300


def about(
    authority: str,
    topic: str,
    first: date | None = None,
    last: date | None = None,
    length: str = "full",
    form: str = "docx",
    changed: date | None = None,
) -> str:
    """What a brief is about, and what kind of file it becomes, in a line."""
    on = shortened(on_one_line(topic), _TOPIC) if topic else words("brief_all_areas")
    if first and last:
        on += words("brief_between", first=_day(first), last=_day(last))
    elif first:
        on += words("brief_since", first=_day(first))
    elif last:
        on += words("brief_until", last=_day(last))
    if changed:
        on += words("brief_and_changed", day=_day(changed))
    return words(
        "brief_about",
        authority=on_one_line(authority),
        on=on,
        length=words(f"brief_length_{length}"),
        form=words(f"brief_format_{form}"),
    )


def progress(heading: str, said: str, asker: str, instead: str = "") -> Message:
    """The message that stands for a brief: what it is about, and what is being done or was done.

    `instead` says why it stands here and not where it was asked for.
    """
    lines = [line(Run(heading, bold=True)), line(shortened(on_one_line(said), _SAID))]
    pieces = [*pieces_of([line(instead)])] if instead else []
    pieces += pieces_of(lines)
    pieces.append(Piece(context_ours(words("brief_asked_by", user=mention(asker)))))
    return packed(pieces)[0]


def doing(what: str = "", done: int = 0, of: int = 0) -> str:
    """What is being done, and how far it is."""
    if not what:
        return words("brief_starting")
    if of <= 1:
        return words("brief_doing", what=what)
    return words("brief_counting", what=what, done=done, of=of)


def in_line(ahead: int) -> Message:
    """That other briefs are made before this one."""
    return note(words("brief_ahead", briefs=counted(ahead, "brief")))


def file_title(brief: Brief) -> str:
    """What the file is called in Slack."""
    return shortened(on_one_line(": ".join(filter(None, (brief.title, brief.topic)))), 200)


def file_alt(brief: Brief, form: str) -> str:
    """What the file is, for those who do not see it."""
    return words(
        "brief_alt",
        form=words(f"brief_format_{form}"),
        title=file_title(brief),
        day=_day(brief.made),
        statements=counted(len(list(brief.statements())), "statement"),
    )


def comment(brief: Brief) -> str:
    """What stands over the file, a few lines: what is current, what was left out and is not known.

    Escaped, for a text that Slack parses.
    """
    lines = (one for each in _comment(brief) for one in each.split("\n"))
    return fallback("\n".join(shortened(on_one_line(each), _A_LINE) for each in lines))


def _comment(brief: Brief) -> Iterator[str]:
    every = [statement for _, statement in brief.statements()]
    documents = {identity for each in every for identity in each.document_ids}
    yield words(
        "brief_holds",
        title=file_title(brief),
        period=brief.period[:1].lower() + brief.period[1:],
        statements=counted(len(every), "statement"),
        documents=counted(len(documents), "document"),
    )
    glance = next((section for section in brief.sections if section.title == TITLE), None)
    if glance is not None and (current := list(_current(glance))):
        yield words("brief_current", current="; ".join(current))
    if brief.left_out:
        yield words("brief_left", left=" ".join(brief.left_out))
    if glance is not None and (unknown := unknown_in(glance)):
        told = " ".join(unknown[:_MOST_UNKNOWN])
        more = len(unknown) - _MOST_UNKNOWN
        rest = f" {words('brief_more_unknown', more=more)}" if more > 0 else ""
        yield words("brief_unknown", unknown=told + rest)


def _current(glance: Section) -> Iterator[str]:
    """The newest grades, and how long each current list is, as the brief has them."""
    for block in glance.blocks:
        if isinstance(block, Table) and len(block.head) > 1:
            given = [
                f"{row[0]} {row[1].text}" for row in block.rows if isinstance(row[1], Statement)
            ]
            yield words("brief_grades", day=block.head[1], grades=", ".join(given[:_MOST_GRADES]))
        elif isinstance(block, Told):
            yield f"{block.label[:1].lower()}{block.label[1:]}: {_texts(block.statements)}"


def _texts(statements: Sequence[Statement]) -> str:
    return ", ".join(statement.text for statement in statements)


def _day(when: date) -> str:
    return f"{when.day} {when:%B %Y}"
