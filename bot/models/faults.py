"""What can go wrong with a language model, told apart by what a reader or an owner can do.

ModelSetupError     a MendableError: the model that is set cannot be used on this machine
ModelFailedError    the model was asked and gave nothing to use; `kind` says why
"""

from typing import Final, Literal, get_args

from bot.faults import MendableError

Failure = Literal["slow", "down", "limited", "unpaid", "refused", "malformed", "empty"]
FAILURES: Final[tuple[Failure, ...]] = get_args(Failure)


class ModelSetupError(MendableError):
    """The model that is set cannot be used here; the message says how to mend it."""


class ModelFailedError(Exception):
    """A model gave nothing that can be used.

    `slow`: too late, or it stopped in the middle; `down`: not reached, or broken on its side;
    `limited`: asked too often; `unpaid`: out of credit; `refused`: the request was turned down
    (key, name, size, content); `malformed`: not of the form asked for; `empty`: nothing at all.
    `retry_after`: the seconds that it asked to be left alone; `form`: whether it may be the form
    asked for that it does not know.

    It carries no text of the request, of the answer or of the provider's own message.
    """

    def __init__(
        self, kind: Failure, *, form: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(kind)
        self.kind: Failure = kind
        self.form = form
        self.retry_after = retry_after
