"""Setting up a provider's client through LangChain, without asking it anything yet."""

import logging
import math
import os
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from bot.models.faults import ModelSetupError

if TYPE_CHECKING:  # importing it takes more than a second
    from langchain_core.language_models import BaseChatModel


@dataclass(frozen=True, slots=True)
class _Provider:
    """What a provider needs here: our extra, its package, the variables that it reads."""

    extra: str
    package: str
    variables: tuple[str, ...] = ()


_PROVIDERS: Final = {
    "anthropic": _Provider("anthropic", "langchain_anthropic", ("ANTHROPIC_API_KEY",)),
    "azure_openai": _Provider(
        "openai", "langchain_openai", ("AZURE_OPENAI_API_KEY", "OPENAI_API_VERSION")
    ),
    "bedrock": _Provider("bedrock", "langchain_aws"),
    "bedrock_converse": _Provider("bedrock", "langchain_aws"),
    "ollama": _Provider("ollama", "langchain_ollama"),
    "openai": _Provider("openai", "langchain_openai", ("OPENAI_API_KEY",)),
}
# At a low level some of them write down whole requests: questions, evidence, keys.
_TALKATIVE = (
    *("anthropic", "botocore", "boto3", "httpcore", "httpcore2", "httpx", "httpx2", "ollama"),
    *("langchain_anthropic", "langchain_aws", "langchain_core", "langchain_ollama"),
    *("langchain_openai", "langsmith", "openai", "urllib3"),
)


def check(name: str) -> None:
    """See that a "provider:model" can be set up, as far as can be seen without importing it.

    Raises `ModelSetupError`.
    """
    known = _PROVIDERS.get(name.partition(":")[0])
    if known is not None and find_spec(known.package) is None:
        raise ModelSetupError(
            f"The model {name} needs a package that is not installed. "
            f"Run: pip install 'scrutineer[{known.extra}]'"
        )


def connected(
    name: str, base_url: str | None, timeout: float, temperature: float | None = None
) -> "BaseChatModel":
    """The client of a "provider:model". Nothing is sent.

    It tries nothing twice and gives a request up after `timeout` seconds without a byte; how
    often and how long is decided by who asks it. Raises `ModelSetupError`.
    """
    check(name)
    provider, _, model = name.partition(":")
    missing = [v for v in _needed(provider, base_url) if not os.environ.get(v)]
    if missing:
        raise ModelSetupError(
            f"The model {name} needs {' and '.join(missing)} in the environment, and it is not set."
        )
    from langchain.chat_models import init_chat_model

    for talkative in _TALKATIVE:
        logger = logging.getLogger(talkative)
        logger.setLevel(max(logging.WARNING, logger.level))
    options = _options(provider, base_url, timeout)
    if temperature is not None:
        options["temperature"] = temperature
    try:
        client: BaseChatModel = init_chat_model(model, model_provider=provider, **options)
    except ImportError as error:
        raise ModelSetupError(
            f"The model {name} needs a package that is not installed. Install the LangChain "
            f"package of {provider}; docs/models.md names those that are tested."
        ) from error
    except Exception as error:
        # Each provider has its own, and some say in them what they were given, keys included.
        raise ModelSetupError(
            f"The model {name} cannot be set up ({type(error).__name__}). "
            "Check its name, its variables and SCRUTINEER_MODEL_BASE_URL; see docs/models.md."
        ) from None
    return client


def _needed(provider: str, base_url: str | None) -> tuple[str, ...]:
    if provider == "openai" and base_url is not None:
        return ()  # servers of one's own want no key, for the most part
    known = _PROVIDERS.get(provider)
    variables = known.variables if known is not None else ()
    if provider == "azure_openai" and base_url is None:
        return (*variables, "AZURE_OPENAI_ENDPOINT")
    return variables


def _options(provider: str, base_url: str | None, timeout: float) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if provider == "ollama":
        options["client_kwargs"] = {"timeout": timeout}
    elif provider in ("bedrock", "bedrock_converse"):
        options |= {"timeout": math.ceil(timeout), "max_retries": 0}
    elif provider in _PROVIDERS:
        options |= {"timeout": timeout, "max_retries": 0}
    if base_url is not None:
        options["azure_endpoint" if provider == "azure_openai" else "base_url"] = base_url
        if provider == "openai" and not os.environ.get("OPENAI_API_KEY"):
            options["api_key"] = "none"
    return options
