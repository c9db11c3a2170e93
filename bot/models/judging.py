"""A language model as the second judge behind the grounding gate."""

from collections.abc import Sequence

from bot.models.asking import Model
from bot.models.evidence import bare, plain
from bot.models.faults import ModelFailedError
from bot.models.shapes import Ruling
from prompts import section


class ModelJudge:
    """Says whether passages support a claim. Whoever gives no clear yes has said no."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def supports(self, claim: str, passages: Sequence[str]) -> bool:
        """Whether the passages, taken together, say what the claim says.

        Raises `ModelSetupError` when the model is first needed.
        """
        request = section("judge", "request").format(evidence=bare(passages), claim=plain(claim))
        try:
            return self._model.ask(
                section("judge", "instructions"), request, Ruling, hurried=True
            ).supported
        except ModelFailedError:
            return False  # it is logged


def tried(model: Model) -> None:
    """Asks a model one short thing that gives nothing away.

    Raises `ModelSetupError` and `ModelFailedError`, which say what is wrong.
    """
    words = "The office is open on Mondays."
    request = section("judge", "request").format(evidence=bare([words]), claim=words)
    model.ask(section("judge", "instructions"), request, Ruling, hurried=True)
