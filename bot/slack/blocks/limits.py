"""Slack's documented limits, and the length of a text as Slack counts it."""

from typing import Final

MESSAGE_TEXT: Final = 40_000
"""Characters of a message's own text, which stands in for its blocks where they cannot."""

MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100

BLOCKS_WEIGHT: Final = 12_000
"""What all blocks of a message may amount to. Slack does not document it: messages are refused
(`msg_blocks_too_long`) at about 13,200 characters, a block on its own counting some 125 of them
(slackapi/bolt-js, issues 2509 and 2867)."""

BLOCK_WEIGHT: Final = 125

TEXT: Final = 3_000
"""Characters of a text object, a section's among them."""

HEADER: Final = 150
CONTEXT_ELEMENTS: Final = 10
CONTEXT_ACTIONS: Final = 5
ACTIONS: Final = 25
BUTTON_TEXT: Final = 75
BUTTON_VALUE: Final = 2_000
BUTTON_URL: Final = 3_000
ACCESSIBILITY_LABEL: Final = 75
ACTION_ID: Final = 255
BLOCK_ID: Final = 255
OPTION_TEXT: Final = 75
OPTION_VALUE: Final = 150
OPTIONS: Final = 100
INPUT_LABEL: Final = 2_000
INPUT_HINT: Final = 2_000
INPUT_VALUE: Final = 3_000
PLACEHOLDER: Final = 150
TABLE_ROWS: Final = 100
TABLE_COLUMNS: Final = 20
TABLE_TEXT: Final = 10_000
VIEW_BYTES: Final = 250_000
VIEW_TITLE: Final = 24
VIEW_BUTTON: Final = 24
PRIVATE_METADATA: Final = 3_000
LOADING_MESSAGES: Final = 10
SUGGESTED_PROMPTS: Final = 4


def length(text: str) -> int:
    """Characters as Slack's clients count them, one outside the basic plane being two."""
    return len(text) + sum(character > "\uffff" for character in text)
