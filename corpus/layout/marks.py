"""What marks the beginning of a line: bullets, numbers of paragraphs, numbered titles."""

import re

# The last two kinds are what text recognition and lost fonts make of a square or a dot.
BULLET = re.compile(
    r"(?:[•◼■▪●○◦‣⁃∙·➢➤✓⇒\uf000-\uf0ff]|[-–—−*](?=\s)|"
    r"(?:o|m?[«»¢°®©§¤@™]{1,2})(?=\s+[A-Za-z])|[Bmnle.](?=\s[A-Z]))\s*",
)
# These are letters too: they are bullets where one is to be expected.
DOUBTFUL_BULLET = "Bmnle."
NUMBERED = re.compile(
    r"(?:[-–•]\s+)?(?P<number>\d{1,3}(?:\.\d{1,2}){0,2})(?P<stop>[.)]?)\s*(?=[A-Z‘'“\"(£*])"
)
# "1. PURPOSE OF REPORT", "6 ACTION PLAN: ROUTES INTO EMPLOYMENT (Agenda Item 6)"
NUMBERED_TITLE = re.compile(r"\d{1,2}\.?\s+[A-Z][A-Z’',:;&/–\- \d]{4,}(?:\(.{3,30}\))?\Z")
