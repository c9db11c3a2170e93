"""Which papers a question asks for: their kind, the panel's, the inspectors'."""

import re

from corpus.documents import Kind

_KINDS: tuple[tuple[re.Pattern[str], tuple[Kind, ...]], ...] = (
    (re.compile(r"\b(?:presentation|slides?)\b", re.I), ("presentation",)),
    (re.compile(r"\b(?:forward plan|work programme)\b", re.I), ("work_programme",)),
    (
        re.compile(r"\bperformance (?:monitoring )?(?:report|index)\b", re.I),
        ("performance_report",),
    ),
    (
        re.compile(
            r"\b(?:the|panel|meeting|committee|commission|board|scrutiny|council|20\d\d)"
            r"(?:[’']?s)? minutes\b|"
            r"\bminutes of\b",
            re.I,
        ),
        ("minutes",),
    ),
    (re.compile(r"\bcover(?:ing)? report\b", re.I), ("scrutiny_report", "update_report")),
    (re.compile(r"\bfocused visit", re.I), ("focused_visit_letter",)),
    (re.compile(r"\bmonitoring[ -](?:visit|letter)", re.I), ("monitoring_visit_letter",)),
    (re.compile(r"\bunannounced inspection", re.I), ("unannounced_inspection_letter",)),
)
_PANEL = re.compile(
    r"\b((?<!which )(?<!what )panel|scrutiny|councillors?|minutes|committee|cabinet|agenda|"
    r"work programme|performance (?:report|table)|KPI|indicator|cllrs?|members were told)\b",
    re.IGNORECASE,
)
_INSPECTORS = re.compile(r"\b(inspectors?|ofsted|inspection report|HMI)\b", re.IGNORECASE)


def kinds_in(text: str) -> tuple[Kind, ...]:
    """The kinds of documents that a question names."""
    named = (found for pattern, found in _KINDS if pattern.search(text))
    return tuple(dict.fromkeys(kind for found in named for kind in found))


def asks_the_panel(text: str) -> bool:
    """Whether a question is about what councillors and their papers say."""
    return _PANEL.search(text) is not None


def asks_the_inspectors(text: str) -> bool:
    """Whether a question is about what inspectors say."""
    return _INSPECTORS.search(text) is not None
