"""Mutations of web pages and of plain text."""

import re
from random import Random

from evals.fuzzing.plain_bytes import scrambled

_TAG = re.compile(rb"<[^<>]*>")
_TAGS = (
    b"<div>", b"</div>", b"<table>", b"<tr>", b"<td>", b"<td colspan=9999999999>", b"</td>",
    b"</table>", b"<ul><li>", b"</li>", b"<p>", b"<br>", b"<script>", b"</script>", b"<style>",
    b"<!--", b"-->", b"<![CDATA[", b"<svg>", b"<math>", b"<template>", b"<form>", b"<header>",
    b"<title>", b"<plaintext>", b"<textarea>", b"<meta charset=utf-7>", b"<meta charset=utf-16>",
    b"<img src=http://127.0.0.1:9/x>", b"<iframe src=http://127.0.0.1:9/>", b"&#0;", b"&#xD800;",
    b"&nosuch;", b"<html hidden>", b"<a href='javascript:x'>", b"<x:y z=\"", b"<?php ",
    b"<link rel=stylesheet href=//127.0.0.1:9/x>", b"<base href=//127.0.0.1:9/>",
)  # fmt: skip
_LINES = (
    b"1. ", b"2.10 ", b"Minutes of a meeting held on 31 February 2024", b"| a | b |", b"- ",
    b"12 March 2024", b"99999999999999999999. ", b"\f", b"\xe2\x80\xa8", b"RESOLVED: that ",
    b"Recommendation 1: ", b"Overall effectiveness Good", b"Judgement Grade", b"\xef\xbb\xbf",
    b"Lead inspector: \xe2\x80\xae", b"Agenda item 5", b"<ul>", b"\xc2\xa0" * 300, b"\0",
    b"4 to 15 March 0000", b"Inspection dates: 1 to 99 June 20244", b"a " * 3_000, b"1." * 2_000,
)  # fmt: skip
_CODECS = ("utf-16", "utf-16-le", "utf-16-be", "utf-7", "cp1252", "utf-32", "cp037", "shift_jis")


def mutated_html(data: bytes, random: Random) -> bytes:
    """The web page with its tags changed, doubled, nested and lost."""
    for _ in range(random.choice((1, 2, 4, 12))):
        found = list(_TAG.finditer(data))
        if not found or random.random() < 0.1:
            data = scrambled(data, random, 2)
            continue
        match, tag = random.choice(found), random.choice(_TAGS)
        new = random.choice((b"", tag, match[0] + tag, tag * random.choice((1, 3, 400))))
        data = data[: match.start()] + new + data[match.end() :]
    return _recoded(data, random)


def mutated_text(data: bytes, random: Random) -> bytes:
    """The text with its lines changed, doubled, joined and lost."""
    lines = data.split(b"\n")
    for _ in range(random.choice((1, 2, 4, 12))):
        at = random.randrange(len(lines))
        match random.randrange(7):
            case 0:
                lines[at] = random.choice(_LINES)
            case 1:
                lines[at] = random.choice(_LINES) + lines[at]
            case 2 if len(lines) > 1:
                del lines[at : at + random.choice((1, 3, 40))]
                lines = lines or [b""]
            case 3:
                lines[at:at] = [random.choice(lines)] * random.choice((1, 3, 400))
            case 4:
                random.shuffle(lines)
            case 5:
                lines[at : at + 50] = [b" ".join(lines[at : at + 50])]
            case _:
                lines[at] = scrambled(lines[at], random, 3)
    return _recoded(b"\n".join(lines), random)


def _recoded(data: bytes, random: Random) -> bytes:
    if random.random() < 0.1:
        return data.decode("utf-8", "replace").encode(random.choice(_CODECS), "replace")
    return scrambled(data, random, 3) if random.random() < 0.2 else data
