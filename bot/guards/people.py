"""Children and families who are named in a question, by what stands beside the name.

A name alone is nobody's secret: an age, a birth, a school year, or a family or a case beside it
makes it one child's.
"""

from bot.guards.aged import has_age, has_birth
from bot.guards.families import is_in_family
from bot.guards.persons import Stands
from bot.guards.scene import Scene


def named(text: str, stands: Stands) -> list[str]:
    """Which kinds of naming a folded text holds, as `prompts/guards` calls them.

    `stands` says whether documents hold a name, or a word.
    """
    scene = Scene(text, stands)
    rules = (
        ("name_and_age", has_age),
        ("name_and_birth", has_birth),
        ("name_in_family", is_in_family),
    )
    return [kind for kind, holds in rules if holds(scene)]
