"""An OpenID Connect provider as those of councils are, which can be told to misbehave.

Authorization code with PKCE, one client, one person who is signed in already. Codes are good once.
"""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "scrutineer", "a secret of the client's"

# What is sent back in the place of a proof, and why no proof is.
UnsoundProof = Literal[
    "wrong_nonce",
    "no_nonce",
    "wrong_issuer",
    "wrong_audience",
    "another_party",
    "expired",
    "not_yet",
    "bad_signature",
    "unsigned",
    "signed_with_the_secret",
    "unknown_key",
    "no_id_token",
    "refuses",
]
# What a provider says of itself that cannot be used.
Unusable = Literal[
    "no_json",
    "not_an_object",
    "fails",
    "calls_itself_otherwise",
    "insecure_token_endpoint",
]
Play = Literal["well"] | UnsoundProof | Unusable


@dataclass
class Provider:
    """One provider; `claims` are what it says of the person, `play` how it behaves."""

    address: str = ""
    play: Play = "well"
    claims: dict[str, Any] = field(default_factory=lambda: {"email": "ann@aldermere.example"})
    logout: bool = True
    asked: list[dict[str, str]] = field(default_factory=list)
    shown_secrets: list[str] = field(default_factory=list)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1"}))
    stranger: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1"}))
    ways: tuple[str, ...] = ("client_secret_basic",)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def application(self) -> Starlette:
        """What a server serves."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._describe),
                Route("/keys", self._keys),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/end", lambda _: PlainTextResponse("Signed out.")),
            ]
        )

    def _describe(self, _request: Request) -> Response:
        if self.play == "no_json":
            return PlainTextResponse("<html>The network's own page</html>")
        if self.play == "not_an_object":
            return JSONResponse(["issuer"])
        if self.play == "fails":
            return PlainTextResponse("", 502)
        told: dict[str, Any] = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            "token_endpoint_auth_methods_supported": list(self.ways),
            # Things that no client may take for settings of its own.
            "verify": False,
            "scope": "everything",
            "timeout": 0.001,
        }
        if self.logout:
            told["end_session_endpoint"] = f"{self.address}/end"
        if self.play == "calls_itself_otherwise":
            told["issuer"] = "https://elsewhere.example"
        if self.play == "insecure_token_endpoint":
            told["token_endpoint"] = "http://elsewhere.example/token"
        return JSONResponse(told)

    def _keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.asked.append(asked)
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        if self.play == "refuses":
            told = {"error": "access_denied", "state": asked["state"]}
        else:
            code = secrets.token_urlsafe(8)
            self._codes[code] = asked
            told = {"code": code, "state": asked["state"]}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(told)}", 302)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        asked = self._codes.pop(str(form["code"]), None)
        if "client_secret_basic" in self.ways:
            basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
            way, known = "basic", request.headers.get("authorization") == f"Basic {basic}"
        else:
            way, known = "post", form.get("client_secret") == SECRET
        self.shown_secrets.append(way)
        if not known:
            return JSONResponse({"error": "invalid_client"}, 401)
        digest = hashlib.sha256(str(form.get("code_verifier", "")).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != challenge:
            return JSONResponse({"error": "invalid_grant"}, 400)
        assert asked["code_challenge_method"] == "S256"
        assert asked["redirect_uri"] == form["redirect_uri"]
        answer = {"access_token": secrets.token_urlsafe(8), "token_type": "Bearer"}
        if self.play != "no_id_token":
            answer["id_token"] = self._id_token(asked["nonce"])
        return JSONResponse(answer)

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": "248289761001",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
        } | self.claims
        changed: dict[str, dict[str, Any]] = {
            "wrong_nonce": {"nonce": "another"},
            "wrong_issuer": {"iss": "https://elsewhere.example"},
            "wrong_audience": {"aud": "another client"},
            "another_party": {"aud": ["another client", "a third"], "azp": CLIENT},
            "expired": {"iat": now - 7200, "exp": now - 3600},
            "not_yet": {"nbf": now + 3600},
        }
        claims |= changed.get(self.play, {})
        if self.play == "no_nonce":
            del claims["nonce"]
        header = {"alg": "RS256", "kid": "k1"}
        if self.play == "unsigned":
            return ".".join((_encoded({"alg": "none"}), _encoded(claims), ""))
        if self.play == "signed_with_the_secret":
            key = OctKey.import_key(SECRET * 2)
            return jwt.encode({"alg": "HS256", "kid": "k1"}, claims, key, algorithms=["HS256"])
        if self.play == "unknown_key":
            header["kid"] = "k2"
        return jwt.encode(
            header, claims, self.stranger if self.play == "bad_signature" else self.key
        )


def _encoded(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
