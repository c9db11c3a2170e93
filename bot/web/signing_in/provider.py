"""The OpenID Connect provider, asked through Authlib's client for Starlette.

Authlib makes and checks state, nonce and PKCE, gets the provider's keys, and checks the ID token's
signature, audience and time. What it takes from the provider on trust is held against the settings
here: who issued it all, where it is asked, and which signatures count.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import OAuth, OAuthError
from joserfc.errors import JoseError
from starlette.requests import Request
from starlette.responses import Response

from bot.settings import Settings, on_this_machine, variable

_SECONDS = 10.0
_LEEWAY = 60
_SIGNATURES = frozenset(
    f"{kind}{bits}" for kind in ("RS", "ES", "PS") for bits in (256, 384, 512)
) | {"EdDSA", "Ed25519"}
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_KNOWN = (
    *_NEEDED,
    "end_session_endpoint",
    "id_token_signing_alg_values_supported",
    "issuer",
    "token_endpoint_auth_methods_supported",
)
_CODE = re.compile(r"[a-z_]{1,40}")
_WAYS_TO_SHOW_THE_SECRET = ("client_secret_basic", "client_secret_post")


class ProviderDownError(Exception):
    """The provider does not answer, or not as one does; the message is for whoever runs this."""


class NotSignedInError(Exception):
    """Somebody came back from the provider without a proof that holds; the message says why."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a provider says of somebody who has signed in: claims of an ID token that holds."""

    claims: Mapping[str, Any]


class Provider:
    """The provider of settings that lack nothing."""

    def __init__(self, settings: Settings) -> None:
        issuer, secret = settings.oidc_issuer, settings.oidc_client_secret
        assert issuer is not None
        assert secret is not None
        self._issuer = issuer
        self._client_id = settings.oidc_client_id
        self._client = OAuth().register(
            name="provider",
            client_id=settings.oidc_client_id,
            client_secret=secret.get_secret_value(),
            server_metadata_url=issuer.rstrip("/") + "/.well-known/openid-configuration",
            client_kwargs={
                "scope": " ".join(settings.oidc_scopes),
                "code_challenge_method": "S256",
                "timeout": _SECONDS,
            },
        )

    async def check(self) -> None:
        """Ask the provider what it says of itself. Raises `ProviderDownError`."""
        await self._described()

    async def sign_in(self, request: Request, back: str) -> Response:
        """What sends somebody to the provider, which sends them back. Raises `ProviderDownError`.

        What is needed when they come back is in their session.
        """
        await self._described()
        response: Response = await self._client.authorize_redirect(request, back)
        return response

    async def signed_in(self, request: Request) -> Told:
        """Who has come back. Raises `NotSignedInError`, `ProviderDownError`."""
        await self._described()
        checks = {
            "iss": {"essential": True, "values": [self._issuer]},
            "aud": {"essential": True, "values": [self._client_id]},
            "exp": {"essential": True},
        }
        try:
            token = await self._client.authorize_access_token(
                request, claims_options=checks, leeway=_LEEWAY
            )
        except httpx2.HTTPError as error:
            raise ProviderDownError(type(error).__name__) from error
        except OAuthError as error:
            # It may come from an address that anybody has made up, and it is logged.
            code = error.error if _CODE.fullmatch(str(error.error)) else "something odd"
            raise NotSignedInError(f"the provider says {code}") from error
        except (AuthlibBaseError, JoseError) as error:
            raise NotSignedInError(error.error) from error
        except (ValueError, KeyError, TypeError) as error:
            raise NotSignedInError(f"a malformed answer ({type(error).__name__})") from error
        claims = token.get("userinfo")
        if not claims:
            raise NotSignedInError("there is no ID token")
        return Told(claims)

    async def signing_out(self, back: str) -> str | None:
        """Where somebody signs out of the provider, to come back; None where they cannot."""
        try:
            described = await self._described()
        except ProviderDownError:
            return None
        if not described.get("end_session_endpoint"):
            return None
        made = await self._client.create_logout_url(
            post_logout_redirect_uri=back, client_id=self._client_id
        )
        return str(made["url"])

    async def _described(self) -> Mapping[str, Any]:
        """What the provider says of itself and is believed. Raises `ProviderDownError`."""
        try:
            described: dict[str, Any] = await self._client.load_server_metadata()
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, TypeError) as error:
            raise ProviderDownError(type(error).__name__) from error
        if described.get("issuer") != self._issuer:
            raise ProviderDownError(
                f"it calls itself {described.get('issuer')!r}, and {variable('oidc_issuer')} is "
                f"{self._issuer}"
            )
        # Authlib hands all of it on to its client, as if the settings had said so.
        for name in [name for name in described if name not in (*_KNOWN, "_loaded_at", "jwks")]:
            del described[name]
        for name in (*_NEEDED, "end_session_endpoint"):
            address = described.get(name)
            if address is None and name not in _NEEDED:
                continue
            if not isinstance(address, str) or not _is_safe(address):
                raise ProviderDownError(f"its {name} is no address that begins with https://")
        signatures = described.get("id_token_signing_alg_values_supported") or ["RS256"]
        described["id_token_signing_alg_values_supported"] = [
            name for name in signatures if name in _SIGNATURES
        ]
        taken = described.get("token_endpoint_auth_methods_supported") or _WAYS_TO_SHOW_THE_SECRET
        self._client.client_kwargs["token_endpoint_auth_method"] = next(
            (way for way in _WAYS_TO_SHOW_THE_SECRET if way in taken), _WAYS_TO_SHOW_THE_SECRET[0]
        )
        return described


def _is_safe(address: str) -> bool:
    return address.startswith("https://") or on_this_machine(address)
