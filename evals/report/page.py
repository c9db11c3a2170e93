"""The results as one HTML page that needs nothing but itself."""

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evals.report.contents import suites_of
from evals.report.visible import clipped, on_one_line, visible
from evals.results import Passage, Results

_TEMPLATES = Path(__file__).parent / "templates"
_OWN = ("page.css", "page.js")


def as_page(results: Results, baseline: Results | None = None) -> str:
    """The page. Whatever came from documents, questions and answers is escaped and made visible.

    Its style and its script are named by their hashes in a content security policy, which
    forbids everything else: a text that got through could neither run nor reach a network.
    """
    style, script = (_TEMPLATES.joinpath(name).read_text("utf-8") for name in _OWN)
    suites = suites_of(results, baseline)
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            results=results,
            baseline=baseline,
            suites=suites,
            config=_flat(results.config),
            config_before=None if baseline is None else _flat(baseline.config),
            types=sorted({case.result.type for suite in suites for case in suite.failing} - {""}),
            style=style,
            script=script,
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )


@cache
def _environment() -> Environment:
    made = Environment(
        finalize=_shown,
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "around": _around,
        "clipped": _clipped,
        "day": _day,
        "line": on_one_line,
        "moment": _moment,
    }
    return made


def _shown(value: object) -> object:
    """What is put in: plain texts with nothing hidden, markup that is ours as it is."""
    return visible(value) if type(value) is str else value


def _clipped(text: str) -> str:
    return clipped(text)


def _around(passage: Passage) -> tuple[str, str, str]:
    """A passage's text before, in and after its quote; the quote alone where it is not found."""
    text = passage.text or passage.quote
    at = text.find(passage.quote) if passage.quote else -1
    if at < 0:
        return ("", passage.quote, "") if passage.quote else (clipped(text), "", "")
    end = at + len(passage.quote)
    return clipped(text[:at]), clipped(passage.quote), clipped(text[end:])


def _day(text: str) -> str:
    """An ISO date as it is written, any other text as it is."""
    try:
        return f"{date.fromisoformat(text):%-d %B %Y}"
    except ValueError:
        return text


def _moment(text: str) -> str:
    """An ISO date and time as it is written, any other text as it is."""
    try:
        return f"{datetime.fromisoformat(text):%-d %B %Y, %H:%M %Z}".strip()
    except ValueError:
        return text


def _flat(config: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Settings as names and texts, by name."""
    return [
        (name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for name, value in sorted(config.items())
    ]


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
