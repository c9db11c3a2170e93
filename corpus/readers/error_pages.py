"""Web pages that stand where a document should: errors, logins, waiting rooms."""

import re
from collections.abc import Iterable

_FEW_WORDS = 200  # a page that has more to say is about the error rather than being one
_THING = r"(?:page|report|document|file|directory|resource|url|site|object|item|content|record)"
_CANNOT = r"(?:can['’]?t|cannot|could\ not|couldn['’]t)"
_STATUS = r"(?:40[0134]|410|429|50[0-4])"
_ERROR = re.compile(
    rf"""
      ^{_STATUS}\b | \b(?:error|http|status)\W{{1,3}}(?:code\W{{1,3}})?{_STATUS}\b | \W404$
    | ^not\ found | \b(?:{_THING}|{_STATUS})\W+(?:was\ |is\ |you\ [\w ]{{0,30}})?not\ found
    | \b{_THING}\b.{{0,40}}\b{_CANNOT}\ be\ (?:found|displayed|reached)
    | \b{_CANNOT}\ find\ (?:the|that|this|your)\ {_THING}
    | \b{_THING}\b.{{0,20}}\b(?:does\ not|doesn['’]t|no\ longer)\ exist
    | \b{_THING}\ (?:missing|expired|removed|unavailable|no\ longer\ available)
    | \b(?:service|temporarily|currently)\ unavailable | \bunder\ maintenance
    | ^error\b | \b(?:an|server|application|runtime|internal)\ error\b | \bsomething\ went\ wrong
    | \baccess\ (?:is\ )?denied | ^forbidden | ^unauthori[sz]ed | \bmoved\ permanently
    | \bbad\ gateway | \bgateway\ time-?out | \brequest\ (?:rejected|blocked)
    | \b(?:link|session)\ (?:has\ )?(?:expired|timed\ out)
    | ^just\ a\ moment | \bare\ you\ (?:a\ )?(?:human|robot) | \bcaptcha\b
    | ^(?:log|sign)\W?in(?:$|\ (?:to|required)\b|\W*[-|])
    """,
    re.IGNORECASE | re.VERBOSE,
)


def error_saying(signs: Iterable[str], text: str) -> str | None:
    """What a page says that is an error page and nothing else; None for any other page.

    `signs` are its heading and title: the first that sounds like an error is returned, if the
    page's own `text` is short besides.
    """
    if len(text.split()) > _FEW_WORDS:
        return None
    return next((sign for sign in signs if _ERROR.search(sign)), None)
