"""What OpenTelemetry's standard variables ask for."""

import os
from typing import Literal

from bot.faults import MendableError

Signal = Literal["traces", "metrics"]


def leaves(signal: Signal) -> bool:
    """Whether traces, or metrics, are to be sent somewhere; without a variable nothing is.

    Raises `MendableError` for an exporter that there is not.
    """
    if os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return False
    name = f"OTEL_{signal.upper()}_EXPORTER"
    exporter = os.environ.get(name, "")
    if exporter not in ("", "otlp", "none"):
        raise MendableError(f"{name} is {exporter!r}; it can be otlp or none.")
    return exporter == "otlp" or (exporter == "" and of_exporter(signal, "ENDPOINT") != "")


def of_exporter(signal: Signal, name: str) -> str:
    """A variable of the exporter: its value for this signal, else that for all, else ""."""
    own = os.environ.get(f"OTEL_EXPORTER_OTLP_{signal.upper()}_{name}", "")
    return own or os.environ.get(f"OTEL_EXPORTER_OTLP_{name}", "")
