"""The parts that settings ask for: what writes, what judges, what writes follow-ups out."""

from bot.answering.drafts import Answerer
from bot.models.answering import ModelAnswerer
from bot.models.asking import Limits, Model
from bot.models.judging import ModelJudge
from bot.models.rewriting import ModelRewriter
from bot.settings import EXTRACTIVE, Settings


class Parts:
    """Made once from settings; the writer and what writes follow-ups out share one model.

    Nothing is imported from a provider or sent before a part is first used.
    """

    def __init__(self, settings: Settings) -> None:
        """Raises `ModelSetupError` where the package of a model is not installed."""
        self._budget = settings.model_tokens
        self.writer = writing(settings)
        self.second = judging(settings)

    def answerer(self, rules: Answerer) -> Answerer:
        """A model behind the rules, or the rules where none is set."""
        return rules if self.writer is None else ModelAnswerer(self.writer, rules, self._budget)

    def rewriter(self) -> ModelRewriter | None:
        """What writes follow-up questions out; None without a model."""
        return None if self.writer is None else ModelRewriter(self.writer)

    def judge(self) -> ModelJudge | None:
        """The second judge; None where none is set."""
        return None if self.second is None else ModelJudge(self.second)


def writing(settings: Settings) -> Model | None:
    """The model that writes answers, None without one. Raises `ModelSetupError`."""
    if settings.model == EXTRACTIVE:
        return None
    return _model(settings, settings.model, settings.model_base_url)


def judging(settings: Settings) -> Model | None:
    """The model that judges, None without one. Raises `ModelSetupError`."""
    if settings.judge is None:
        return None
    # The address is that of the model that writes; another provider's judge is elsewhere.
    same = settings.model == EXTRACTIVE or _provider(settings.model) == _provider(settings.judge)
    return _model(settings, settings.judge, settings.model_base_url if same else None)


def _provider(name: str) -> str:
    return name.partition(":")[0]


def _model(settings: Settings, name: str, base_url: str | None) -> Model:
    limits = Limits(settings.model_timeout, settings.model_stall, settings.model_tries)
    return Model(name, base_url, limits, settings.model_temperature)
