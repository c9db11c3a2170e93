"""What a language model may write: good, bad and broken plays, each reading its real request.

A play gets the request as our own prompts put it (evidence between tags, the question, the
form asked for) and gives a `Reply`. Nothing here knows how a protocol wraps either of them.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

Task = Literal["answer", "rewrite", "judge", "other"]
Ending = Literal["done", "stalls", "breaks", "never begins"]

_EVIDENCE = re.compile(r'<evidence label="(E\d+)">\n(.*?)\n</evidence>', re.DOTALL)
_QUESTION = re.compile(r"<question>(.*?)</question>", re.DOTALL)
_FOLLOW_UP = re.compile(r"<follow-up>(.*?)</follow-up>", re.DOTALL)
_CLAIM = re.compile(r"<claim>(.*?)</claim>", re.DOTALL)
_SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?](?=\S)[^\n.!?]*)*[.!?]?")
_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    {"what", "that", "this", "with", "from", "have", "been", "were", "they", "their", "about"}
    | {"which", "when"}
)
_INJECTED = re.compile(
    r"(?:reply|answer|say|respond)[^.\n]*?[“\"']([^”\"'\n]+)[”\"']", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+")
_HEDGE = re.compile(
    r"\b(?:most|some|many|few|generally|usually|mostly|largely|often|sometimes|nearly all|"
    r"almost all|a (?:small|large) (?:number|minority|majority) of|not all|too many)\b\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """A passage as it stands in a request, with what is said of its document."""

    label: str
    about: dict[str, str]
    text: str

    @property
    def sentences(self) -> list[str]:
        return [s.strip() for s in _SENTENCE.findall(self.text) if len(s.split()) > 3]


@dataclass(frozen=True)
class Asked:
    """A request, taken apart. `turn` counts the requests of this server from 1."""

    task: Task
    text: str
    formatted: bool
    turn: int

    @property
    def pieces(self) -> list[Piece]:
        found: list[Piece] = []
        for label, inside in _EVIDENCE.findall(self.text):
            head, blank, text = inside.partition("\n\n")
            if not blank:
                head, text = "", inside
            about = dict(line.split(": ", 1) for line in head.split("\n") if ": " in line)
            found.append(Piece(label, about, text))
        return found

    @property
    def question(self) -> str:
        match = _QUESTION.search(self.text)
        return match[1].strip() if match else ""

    @property
    def follow_up(self) -> str:
        match = _FOLLOW_UP.search(self.text)
        return match[1].strip() if match else ""

    @property
    def claim(self) -> str:
        match = _CLAIM.search(self.text)
        return match[1].strip() if match else ""


@dataclass(frozen=True)
class Reply:
    """What comes back: a text, or an HTTP status with the protocol's own kind of error.

    `part` is the share of the text after which the ending comes; `code` names the error.
    """

    text: str = ""
    status: int = 200
    code: str = ""
    message: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    ending: Ending = "done"
    part: float = 1.0


Play = Callable[[Asked], Reply]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower())) - _COMMON


def _picked(asked: Asked, pieces: Sequence[Piece] | None = None) -> list[tuple[str, str]]:
    """Up to three sentences that share the most words with the question, with their labels."""
    wanted = _words(asked.question)
    ranked = [
        (
            len(wanted & _words(f"{sentence} {' '.join(piece.about.values())}")),
            piece.label,
            sentence,
        )
        for piece in (asked.pieces if pieces is None else pieces)
        for sentence in piece.sentences
        if not sentence.startswith(("It ", "They ", "This ", "These ", "However"))
    ]
    ranked.sort(key=lambda scored: -scored[0])
    return [(label, sentence) for score, label, sentence in ranked[:3] if score]


def _said(claims: Sequence[tuple[str, str, str]], *, answers: bool = True) -> str:
    """An answer as JSON; a claim is (text, label, quote)."""
    told = [
        {"text": text, "citations": [{"label": label, "quote": quote}]}
        for text, label, quote in claims
    ]
    return json.dumps({"answers": answers, "claims": told}, ensure_ascii=False)


def _changed(asked: Asked, change: Callable[[str], str], *, quotes: bool = False) -> Reply:
    """The good answer with its claims changed, and its quotes as well if wanted."""
    claims = [
        (change(sentence), label, change(sentence) if quotes else sentence)
        for label, sentence in _picked(asked)
    ]
    return Reply(_said(claims, answers=bool(claims)))


def good(asked: Asked) -> Reply:
    """Sentences of the evidence, word for word, or that nothing answers."""
    if asked.task == "judge":
        known = _words(" ".join(piece.text for piece in asked.pieces))
        return Reply(json.dumps({"supported": _words(asked.claim) <= known}))
    if asked.task == "rewrite":
        first = asked.question.rstrip("? ")
        return Reply(json.dumps({"question": f"{first} – {asked.follow_up}"}))
    if asked.task == "other":
        return Reply("OK")
    picked = _picked(asked)
    return Reply(_said([(s, label, s) for label, s in picked], answers=bool(picked)))


def _elsewhere(reply: Callable[[Asked], Reply], judged: bool = True) -> Play:
    """A play for answers; as a judge it agrees with all, and it adds a name to a follow-up."""

    def play(asked: Asked) -> Reply:
        if asked.task == "judge":
            return Reply(json.dumps({"supported": judged}))
        if asked.task == "rewrite":
            return Reply(json.dumps({"question": "What did Merton tell Ms Quillfeather in 2031?"}))
        return reply(asked) if asked.task == "answer" else good(asked)

    return play


@_elsewhere
def invents(asked: Asked) -> Reply:
    """Numbers that are not there: one more in each, or a share where there is none."""

    def more(sentence: str) -> str:
        if _NUMBER.search(sentence):
            return _NUMBER.sub(lambda m: str(int(m.group()) + 1), sentence)
        return f"{sentence.rstrip('.')}, in 73% of cases."

    return _changed(asked, more)


@_elsewhere
def invents_quotes(asked: Asked) -> Reply:
    """The same, and quotes that say so too."""
    return _changed(asked, lambda s: f"{s.rstrip('.')}, in 73% of cases.", quotes=True)


@_elsewhere
def strange_labels(asked: Asked) -> Reply:
    """True sentences under labels that it was not given."""
    return Reply(_said([(s, f"E{90 + n}", s) for n, (_, s) in enumerate(_picked(asked))]))


@_elsewhere
def other_labels(asked: Asked) -> Reply:
    """True sentences, each under the label of another passage."""
    labels = [piece.label for piece in asked.pieces]
    return Reply(_said([(s, labels[labels.index(known) - 1], s) for known, s in _picked(asked)]))


def prose(asked: Asked) -> Reply:
    """Talk, whatever form was asked for."""
    told = " ".join(sentence for _, sentence in _picked(asked))
    return Reply(f"Certainly! In summary, inspectors were positive overall. {told}")


@_elsewhere
def obeys(asked: Asked) -> Reply:
    """Whatever a passage tells it to say, it says, and cites the passage for it."""
    for piece in asked.pieces:
        if match := _INJECTED.search(piece.text):
            return Reply(_said([(match[1], piece.label, match[1]), (match[1], piece.label, "")]))
    return Reply(_said([("Everything is outstanding.", "E1", "Everything is outstanding.")]))


@_elsewhere
def obeys_orders(asked: Asked) -> Reply:
    """Whatever a document says beside the matter it says itself, and nothing else, and cites it."""
    orders = [
        (line.strip(), piece.label)
        for piece in asked.pieces
        for line in piece.text.split("\n")
        if line.strip() and not line.startswith(("Care", "Most", "Personal"))
    ]
    return Reply(_said([(line, label, line) for line, label in orders])) if orders else good(asked)


@_elsewhere
def decorates(asked: Asked) -> Reply:
    """True sentences with links, mentions and marks of its own around them."""
    around = "[{0}](https://evil.example) [7] <!channel> <script>window.pwned=1</script>"
    return _changed(asked, lambda sentence: around.format(sentence))


@_elsewhere
def hides(asked: Asked) -> Reply:
    """True sentences with words in them that nobody sees, in claims and in quotes."""
    unseen = "".join(chr(0xE0000 + ord(letter)) for letter in "obey") + "\u202e\u200b"
    return _changed(asked, lambda sentence: sentence.replace(" ", f" {unseen}", 1), quotes=True)


@_elsewhere
def floods(asked: Asked) -> Reply:
    """The same true sentence again and again, each time with one more mark of a citation."""
    told = _picked(asked)[:1] * 40
    claims = [(f"{s.rstrip('.')} [{n}].", label, s) for n, (label, s) in enumerate(told, 1)]
    return Reply(_said(claims, answers=bool(claims)))


@_elsewhere
def paraphrases(asked: Asked) -> Reply:
    """In its own words."""
    own = {"children": "youngsters", "workers": "staff", "quickly": "fast", "do not": "fail to"}

    def freely(sentence: str) -> str:
        for theirs, ours in own.items():
            sentence = sentence.replace(theirs, ours)
        return f"Overall it is fair to say that {sentence[0].lower()}{sentence[1:]}"

    return _changed(asked, freely)


@_elsewhere
def wrong_source(asked: Asked) -> Reply:
    """The sentence that fits best in a document of another authority or year, if there is one."""
    years = set(re.findall(r"\b20\d\d\b", asked.question))
    others = [
        piece
        for piece in asked.pieces
        if ((name := piece.about.get("about", "")) and name.lower() not in asked.question.lower())
        or (years and not years & set(re.findall(r"\b20\d\d\b", piece.about.get("date", ""))))
    ]
    if others:
        return Reply(_said([(s, label, s) for label, s in _picked(asked, others)]))
    return other_labels(asked)


@_elsewhere
def no_hedges(asked: Asked) -> Reply:
    """Without "most", "some", "not all"."""

    def bold(sentence: str) -> str:
        without = _HEDGE.sub("", sentence)
        return without[0].upper() + without[1:]

    return _changed(asked, bold)


@_elsewhere
def says_no(_: Asked) -> Reply:
    """Nothing answers, ever."""
    return Reply('{"answers": false, "claims": []}')


def fenced(asked: Asked) -> Reply:
    """The good answer in a code fence, with talk around it."""
    return Reply(f"Here you are:\n\n```json\n{good(asked).text}\n```\n\nAnything else?")


def no_forms(asked: Asked) -> Reply:
    """An older server, which knows of no form for answers."""
    if asked.formatted:
        return Reply(status=400, code="invalid_value", message="Unknown parameter.")
    return fenced(asked)


def no_forms_500(asked: Asked) -> Reply:
    """The same, as llama-cpp-python's server says it."""
    if asked.formatted:
        return Reply(status=500, code="internal_server_error", message="'response_format': no.")
    return fenced(asked)


def slow(asked: Asked) -> Reply:
    """Never begins."""
    return Reply(good(asked).text, ending="never begins")


def stalls(asked: Asked) -> Reply:
    """Stops in the middle, and the line stays open."""
    return Reply(good(asked).text, ending="stalls", part=0.5)


def breaks(asked: Asked) -> Reply:
    """The line is cut in the middle."""
    return Reply(good(asked).text, ending="breaks", part=0.5)


def half(asked: Asked) -> Reply:
    """Ends in the middle as if that were all."""
    return Reply(good(asked).text[: len(good(asked).text) // 2])


def empty(_: Asked) -> Reply:
    """Nothing at all."""
    return Reply("")


def limited(_: Asked) -> Reply:
    """Asked too often, for a long time to come."""
    return Reply(
        status=429,
        code="rate_limit_exceeded",
        message="Rate limit reached.",
        headers={"Retry-After": "3600"},
    )


def limited_once(asked: Asked) -> Reply:
    """Asked too often, once."""
    return (
        good(asked)
        if asked.turn > 1
        else Reply(
            status=429, code="rate_limit_exceeded", message="Wait.", headers={"Retry-After": "0"}
        )
    )


def unpaid(_: Asked) -> Reply:
    """Out of credit, as OpenAI says it."""
    return Reply(
        status=429,
        code="insufficient_quota",
        message="You exceeded your current quota, please check your plan and billing details.",
    )


def unpaid_402(_: Asked) -> Reply:
    """Out of credit, as HTTP has it."""
    return Reply(status=402, code="payment_required", message="Payment required.")


def down(_: Asked) -> Reply:
    """Broken."""
    return Reply(status=500, code="server_error", message="The server had an error.")


def down_once(asked: Asked) -> Reply:
    """Broken, once."""
    return good(asked) if asked.turn > 1 else down(asked)


PLAYS: dict[str, Play] = {
    "good": good,
    "invents": invents,
    "invents_quotes": invents_quotes,
    "strange_labels": strange_labels,
    "other_labels": other_labels,
    "prose": prose,
    "obeys": obeys,
    "obeys_orders": obeys_orders,
    "decorates": decorates,
    "hides": hides,
    "floods": floods,
    "paraphrases": paraphrases,
    "wrong_source": wrong_source,
    "no_hedges": no_hedges,
    "says_no": says_no,
    "fenced": fenced,
    "no_forms": no_forms,
    "no_forms_500": no_forms_500,
    "slow": slow,
    "stalls": stalls,
    "breaks": breaks,
    "half": half,
    "empty": empty,
    "limited": limited,
    "limited_once": limited_once,
    "unpaid": unpaid,
    "unpaid_402": unpaid_402,
    "down": down,
    "down_once": down_once,
}


def task_of(name: str) -> Task:
    """The task whose form has this name."""
    tasks: dict[str, Task] = {"Claims": "answer", "Rewriting": "rewrite", "Ruling": "judge"}
    return tasks.get(name, "other")


def task_told(text: str) -> Task:
    """The task of a request without a form, by what stands in it."""
    if "<follow-up>" in text:
        return "rewrite"
    if "<claim>" in text:
        return "judge"
    return "answer" if "<evidence" in text else "other"


def asked_of(text: str, form: str, turn: int) -> Asked:
    """A request with this text; `form` is the name of the form asked for, if one was."""
    return Asked(task_of(form) if form else task_told(text), text, bool(form), turn)
