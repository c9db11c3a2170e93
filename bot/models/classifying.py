"""Which failure an error of a provider's package is, without knowing the package."""

import time
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from bot.models.faults import Failure, ModelFailedError

_UNPAID = ("insufficient_quota", "insufficient_credit", "credit balance", "billing_")
_LIMITED = ("throttling", "too many requests", "toomanyrequests")
# What servers say that do not know of the form an answer is asked for in.
_INVALID = (400, 422, 501)
_FORM = ("response_format", "json_schema", "tool_choice")
_REQUEST_TIMEOUT, _UNPAID_STATUS, _LIMITED_STATUS, _BROKEN = 408, 402, 429, 500


def failure_of(error: BaseException) -> ModelFailedError:
    """The failure that an error means; nothing of what it says is kept.

    LangChain's own classes are looked at first, then the HTTP status, then the error's name,
    each of them also of the errors that led to it.
    """
    chain = list(_causes(error))
    status = next((s for e in chain if (s := _status(e)) is not None), None)
    said = " ".join(f"{type(e).__name__} {e} {getattr(e, 'body', '')}" for e in chain).lower()
    # llama-cpp-python's own server calls a form that it does not know an error of its own.
    form = status in _INVALID or any(word in said for word in _FORM)
    return ModelFailedError(_kind(chain, status, said), form=form, retry_after=_retry_after(chain))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _kind(chain: list[BaseException], status: int | None, said: str) -> Failure:
    if status == _UNPAID_STATUS or any(word in said for word in _UNPAID):
        return "unpaid"
    if status is not None:
        return _kind_of_status(status, said)
    for error in chain:
        if isinstance(error, TimeoutError) or "timeout" in type(error).__name__.lower():
            return "slow"
    if any(word in said for word in _LIMITED):
        return "limited"
    if _is_invalid(chain):
        return "refused"
    if any(isinstance(error, ValueError) or _was_cut(error) for error in chain):
        return "malformed"
    return "down"


def _kind_of_status(status: int, said: str) -> Failure:
    if status == _REQUEST_TIMEOUT:
        return "slow"
    if status == _LIMITED_STATUS or any(word in said for word in _LIMITED):
        return "limited"
    return "down" if status >= _BROKEN or status < 400 else "refused"


def _is_invalid(chain: list[BaseException]) -> bool:
    from langchain_core import exceptions

    turned_down = (
        exceptions.ModelAuthenticationError,
        exceptions.ModelPermissionDeniedError,
        exceptions.ModelInvalidRequestError,
        exceptions.ModelNotFoundError,
        exceptions.ContextOverflowError,
    )
    return any(isinstance(error, turned_down) for error in chain)


def _was_cut(error: BaseException) -> bool:
    """The OpenAI client raises this where an answer ran into the limit of its length."""
    return type(error).__name__ == "LengthFinishReasonError"


def _status(error: BaseException) -> int | None:
    response = getattr(error, "response", None)
    if isinstance(response, Mapping):  # botocore's
        status: Any = response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    else:
        status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    return status if isinstance(status, int) and status > 0 else None


def _retry_after(chain: list[BaseException]) -> float | None:
    """Seconds, from `retry-after-ms`, or `retry-after` in seconds or as a date (RFC 9110)."""
    for error in chain:
        response = getattr(error, "response", None)
        if isinstance(response, Mapping):
            headers: Any = response.get("ResponseMetadata", {}).get("HTTPHeaders", {})
        else:
            headers = getattr(response, "headers", None)
        if headers is None:
            continue
        if (milliseconds := _number(headers.get("retry-after-ms"))) is not None:
            return milliseconds / 1000
        if (said := headers.get("retry-after")) is None:
            continue
        if (seconds := _number(said)) is not None:
            return seconds
        try:
            return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
        except ValueError:
            continue
    return None


def _number(text: str | None) -> float | None:
    try:
        return max(0.0, float(text)) if text is not None else None
    except ValueError:
        return None
