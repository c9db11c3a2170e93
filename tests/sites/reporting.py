"""Inspection reports about boroughs that do not exist, as PDF files."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

_LINE = 92


def report_pdf(
    borough: str, ended: date, improve: Sequence[str], grade: str = "Good", words: str = ""
) -> bytes:
    """A report of an inspection of five days that ended on a day, with what needs to improve."""
    began = ended - timedelta(days=11)
    first = [
        f"Inspection of {borough} local authority",
        "children’s services",
        f"Inspection dates: {_said(began)} to {_said(ended)}",
        "Lead inspector: Odalys Quillfeather, His Majesty’s Inspector",
        "",
        "Judgement Grade",
        "The impact of leaders on social work",
        f"practice with children and families {grade}",
        "The experiences and progress of",
        f"children who need help and protection {grade}",
        "The experiences and progress of",
        f"children in care {grade}",
        f"Overall effectiveness {grade}",
        "",
        f"{borough} has steadied since its last inspection, and most families meet one worker who",
        f"stays with them. {words}",
    ]
    second = [
        "What needs to improve?",
        *(f"• {item}" for item in improve),
        f"The experiences and progress of children in care: {grade.lower()}",
        "1. Families who ask for help are met by a small team that knows the borough well. Plans",
        "are clear, and managers look at each of them before it is agreed with the family.",
    ]
    return pdf_of([first, second])


def letter_pdf(borough: str, visited: date, words: str) -> bytes:
    """A letter on a focused visit of two days that ended on a day."""
    return pdf_of(
        [
            [
                f"Focused visit to {borough} local authority children’s services",
                "",
                "Dear Director",
                f"This letter summarises the findings of the focused visit to {borough} local",
                f"authority children’s services on {_said(visited - timedelta(days=1))} and",
                f"{_said(visited)}.",
                words,
            ]
        ]
    )


def pdf_of(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF of these lines, the same bytes each time."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=True)
    for lines in pages:
        y = 800
        for line in _wrapped(lines):
            canvas.drawString(60, y, line)
            y -= 16
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _wrapped(lines: Sequence[str]) -> list[str]:
    done: list[str] = []
    for line in lines:
        words, now = line.split(), ""
        for word in words:
            if len(now) + len(word) > _LINE:
                done.append(now)
                now = word
            else:
                now = f"{now} {word}".strip()
        done.append(now)
    return done


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
