"""Whether there is such a thing: "is there a kinship team?", "do they run a mentoring scheme?"."""

import re

_THING = (
    r"(?:team|service|panel|board|group|forum|council|hub|scheme|programme|project|home|unit|"
    r"centre|policy|protocol|charter|pledge|officer|coordinator|champion|agency|helpline|academy|"
    r"strategy)s?"
)
_WORD = r"(?!(?:for|of|in|on|with|to|that|who|which|and|or)\b)[\w’'-]+"
_ASKED = re.compile(
    r"\A\W*(?:and |but |so )?(?:(?:is|are|was|were) there|"
    r"(?:do|does|did|has|have|had)\b[^?]{0,40}?"
    r"\b(?:have|got|run|offer|provide|operate|use|employ))\s+"
    r"(?:(?:an?|any|some|its|their|own|specialist|dedicated) )+"
    rf"(?P<thing>(?:{_WORD} ){{1,4}}?{_THING})\b",
    re.IGNORECASE,
)


def asked_whether_there_is(text: str) -> str:
    """The thing that a question asks whether there is; empty where it asks for none."""
    match = _ASKED.search(text)
    return match["thing"] if match else ""
