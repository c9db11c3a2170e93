"""A language model that makes a follow-up question whole."""

from bot.models.asking import Model
from bot.models.evidence import plain
from bot.models.faults import ModelFailedError
from bot.models.shapes import Rewriting
from prompts import section


class ModelRewriter:
    """Writes out what a follow-up question leaves to the one before it."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def rewrite(self, question: str, earlier: str) -> str | None:
        """The follow-up as a question of its own, not to be believed yet; None if there is none.

        Raises `ModelSetupError` when the model is first needed.
        """
        request = section("rewrite", "request").format(
            earlier=plain(earlier), question=plain(question)
        )
        try:
            written = self._model.ask(
                section("rewrite", "instructions"), request, Rewriting, hurried=True
            )
        except ModelFailedError:
            return None  # it is logged; the rules have read the question already
        return written.question.strip() or None
