"""Asking a language model in bounds: of time, of tries, and not at all while it is down."""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from pybreaker import STATE_OPEN, CircuitBreaker, CircuitBreakerError
from pydantic import BaseModel
from tenacity import (
    RetryCallState,
    Retrying,
    stop_after_attempt,
    stop_any,
    stop_before_delay,
    wait_random_exponential,
)

from bot.models.connecting import check, connected
from bot.models.faults import Failure, ModelFailedError
from bot.models.shapes import Shape, read, schema_of
from bot.models.streaming import taken_in
from bot.observing.metrics import BREAKER, MODELS
from bot.observing.watch import gauge, timed

if TYPE_CHECKING:  # importing it takes more than a second
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable

Messages = list[tuple[str, str]]

log = logging.getLogger(__name__)

# Worth another try at once or soon; the others would only fail again.
_PASSING: frozenset[Failure] = frozenset({"slow", "down", "limited", "malformed", "empty"})
# A server that answers, if only with nonsense, is there.
_ANSWERED: frozenset[Failure] = frozenset({"malformed", "empty"})
_LONGEST_PAUSE = 8.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how often a model is asked.

    `timeout`: seconds for an answer, all tries and pauses together; `stall`: seconds between
    two pieces of one; `tries`: how often at most; `pause`: seconds before the second try at
    most, doubled each time, of which a random part is waited. After `faults` questions in a
    row that failed the model is left alone for `rest` seconds.
    """

    timeout: float = 30.0
    stall: float = 10.0
    tries: int = 3
    pause: float = 0.5
    faults: int = 3
    rest: float = 60.0


class Model:
    """A language model, by LangChain's "provider:model". Threads may share it."""

    def __init__(
        self,
        name: str,
        base_url: str | None = None,
        limits: Limits | None = None,
        temperature: float | None = None,
    ) -> None:
        """Nothing is imported or asked yet. Raises `ModelSetupError`."""
        check(name)
        self.name = name
        self._base_url = base_url
        self._limits = limits or Limits()
        self._temperature = temperature
        self._turn = Lock()
        self._client: BaseChatModel | None = None
        self._way = 0
        self._last: Failure = "down"
        self._breaker = CircuitBreaker(
            fail_max=self._limits.faults,
            reset_timeout=self._limits.rest,
            exclude=[lambda e: isinstance(e, ModelFailedError) and e.kind in _ANSWERED],
            throw_new_error_on_trip=False,
        )
        gauge(BREAKER, lambda: self._breaker.current_state == STATE_OPEN, model=name)

    def ask(
        self, instructions: str, request: str, shape: type[Shape], *, hurried: bool = False
    ) -> Shape:
        """What the model answers, in this shape; `hurried`: in half the time, with one try.

        Raises `ModelFailedError`, and `ModelSetupError` when the model is first needed.
        """
        client = self._connected()
        messages = [("system", instructions), ("human", request)]
        limits = self._limits
        if hurried:
            limits = replace(limits, timeout=limits.timeout / 2, tries=1)
        began = time.monotonic()
        with timed(MODELS, "model", model=self.name) as seen:
            try:
                # `calling` and not `call`, which would let one thread ask at a time.
                with self._breaker.calling():
                    told: Shape = _trying(limits)(
                        self._asked, client, messages, shape, limits, began
                    )
                    return told
            except CircuitBreakerError:
                seen.outcome = "resting"
                raise ModelFailedError(self._last) from None
            except ModelFailedError as failed:
                self._last = seen.outcome = failed.kind
                seconds = time.monotonic() - began
                log.warning("%s gave nothing to use: %s, %.1f s", self.name, failed.kind, seconds)
                raise

    def _connected(self) -> "BaseChatModel":
        with self._turn:
            if self._client is None:
                self._client = connected(
                    self.name, self._base_url, self._limits.timeout, self._temperature
                )
            return self._client

    def _asked(
        self,
        client: "BaseChatModel",
        messages: Messages,
        shape: type[Shape],
        limits: Limits,
        began: float,
    ) -> Shape:
        """One try, in the first form that the server knows of, or in none."""
        until = began + limits.timeout
        for way, runnable in enumerate(_ways(client, shape, self.name)):
            if way < self._way:
                continue
            try:
                text = _answer(runnable, messages, until, limits.stall)
            except ModelFailedError as failed:
                if failed.form and runnable is not client:
                    continue
                raise
            self._way = way
            return read(text, shape, messages[-1][1])
        raise AssertionError("the last way is to ask without a form")


def _answer(runnable: "Runnable[Any, Any]", messages: Messages, until: float, stall: float) -> str:
    return taken_in(partial(runnable.stream, messages), until - time.monotonic(), stall)


def _ways(
    client: "BaseChatModel", shape: type[BaseModel], name: str
) -> "Iterator[Runnable[Any, Any]]":
    """The client asked for this shape, in forms that fewer servers know of first.

    Its provider's own way (a JSON schema, a tool) comes first; then, for OpenAI's protocol, what
    llama-cpp-python's server has in its place; then no form at all: the instructions ask for
    JSON as well.
    """
    from langchain_core.runnables import RunnableSequence

    schema = schema_of(shape)
    structured = client.with_structured_output(schema)
    # The parser behind it, which completes half an object, is left out.
    yield structured.first if isinstance(structured, RunnableSequence) else client
    if name.startswith("openai:"):
        yield client.bind(response_format={"type": "json_object", "schema": schema})
    yield client


def _trying(limits: Limits) -> Retrying:
    backoff = wait_random_exponential(multiplier=limits.pause, max=_LONGEST_PAUSE)

    def wait(state: RetryCallState) -> float:
        failed = state.outcome.exception() if state.outcome is not None else None
        told = failed.retry_after if isinstance(failed, ModelFailedError) else None
        return backoff(state) if told is None else told

    def is_worth_it(state: RetryCallState) -> bool:
        failed = state.outcome.exception() if state.outcome is not None else None
        if not isinstance(failed, ModelFailedError) or failed.kind not in _PASSING:
            return False
        return failed.kind not in _ANSWERED or state.attempt_number == 1

    return Retrying(
        stop=stop_any(stop_after_attempt(limits.tries), stop_before_delay(limits.timeout)),
        wait=wait,
        retry=is_worth_it,
        reraise=True,
    )
