"""The way that the settings name, and whether pages may be served without one."""

from collections.abc import Callable, Collection, Sequence

from starlette.middleware import Middleware

from bot.faults import MendableError
from bot.settings import Settings, variable
from bot.state.opening import State
from bot.web.pages import Pages
from bot.web.signing_in.nobody import Everybody
from bot.web.signing_in.proxy import Proxy
from bot.web.signing_in.sign_in import SignIn
from bot.web.signing_in.ways import Way

_NEEDED = {
    "off": (),
    "proxy": ("public_url", "sign_in_proxies"),
    "oidc": (
        "public_url",
        "oidc_issuer",
        "oidc_client_id",
        "oidc_client_secret",
        "session_secret",
    ),
}


def require_settings(settings: Settings) -> None:
    """Raises `MendableError` where a setting is missing that the chosen way needs."""
    missing = [name for name in _NEEDED[settings.sign_in] if not getattr(settings, name)]
    if missing:
        names = ", ".join(map(variable, missing))
        raise MendableError(
            f"With {variable('sign_in')}={settings.sign_in} these have to be set: {names}. "
            "docs/web.md says how."
        )


def way_of(settings: Settings, state: State, pages: Pages) -> Way:
    """The way. Raises `MendableError` where a setting is missing that it needs."""
    require_settings(settings)
    if settings.sign_in == "off":
        return Everybody()
    if settings.sign_in == "proxy":
        return Proxy(settings)
    # What it imports takes a while.
    from bot.web.signing_in.openid import OpenId

    return OpenId(settings, state.ended_sessions, pages)


def signing_in(
    way: Way, settings: Settings, elsewhere: Collection[str], kept_out: Callable[[str], None]
) -> Sequence[Middleware]:
    """The middleware that finds out who somebody is; of whom it keeps out it tells the name."""
    middleware = [Middleware(SignIn, way=way, elsewhere=elsewhere, kept_out=kept_out)]
    if settings.sign_in == "oidc":
        from bot.web.signing_in.openid import sessions

        middleware.insert(0, sessions(settings))
    return middleware
