from email.utils import formatdate
from time import time
from types import SimpleNamespace

import pytest
from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAuthenticationError,
    ModelConnectionError,
)

from bot.models.classifying import failure_of
from bot.models.faults import Failure


class ResponseError(Exception):
    """An error as ollama has it: a status of its own."""

    def __init__(self, status_code: int, said: str = "") -> None:
        super().__init__(said)
        self.status_code = status_code
        self.response: SimpleNamespace | None = None


class ClientError(Exception):
    """An error as botocore has it."""

    def __init__(self, code: str, status: int, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"An error occurred ({code}) when calling Converse")
        self.response = {
            "Error": {"Code": code},
            "ResponseMetadata": {"HTTPStatusCode": status, "HTTPHeaders": headers or {}},
        }


class ReadTimeoutError(Exception):
    """An error as urllib3 has it."""


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def with_headers(**headers: str) -> Exception:
    error = ResponseError(429)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    error.response = SimpleNamespace(headers=named)
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ResponseError(401), "refused"),
        (ResponseError(404), "refused"),
        (ResponseError(402), "unpaid"),
        (ResponseError(400, "Your credit balance is too low"), "unpaid"),
        (ResponseError(408), "slow"),
        (ResponseError(429), "limited"),
        (ResponseError(503), "down"),
        (ClientError("ThrottlingException", 400), "limited"),
        (ClientError("AccessDeniedException", 403), "refused"),
        (ClientError("InternalServerException", 500), "down"),
        (ReadTimeoutError(), "slow"),
        (TimeoutError(), "slow"),
        (ConnectionRefusedError(), "down"),
        (caused(RuntimeError(), ReadTimeoutError()), "slow"),
        (caused(RuntimeError(), ResponseError(429)), "limited"),
        (ModelConnectionError(), "down"),
        (ModelAuthenticationError(), "refused"),
        (ContextOverflowError(), "refused"),
        (ValueError("Expecting value"), "malformed"),
        (KeyError("choices"), "down"),
    ],
)
def test_errors_of_any_package_are_told_apart(error: Exception, kind: Failure) -> None:
    assert failure_of(error).kind == kind


def test_how_long_to_wait_is_read_in_every_form() -> None:
    assert failure_of(with_headers(retry_after="7")).retry_after == 7
    assert failure_of(with_headers(retry_after_ms="250")).retry_after == 0.25
    dated = failure_of(with_headers(retry_after=formatdate(time() + 60, usegmt=True)))
    assert dated.retry_after is not None
    assert 50 < dated.retry_after <= 60
    assert failure_of(with_headers(retry_after="soon")).retry_after is None
    assert (
        failure_of(ClientError("ThrottlingException", 429, {"retry-after": "2"})).retry_after == 2
    )


def test_nothing_that_was_said_is_kept() -> None:
    failed = failure_of(ResponseError(500, "your key sk-secret and your question"))
    assert "secret" not in repr(failed) + repr(failed.__dict__)
