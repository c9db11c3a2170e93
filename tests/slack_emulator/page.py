"""A page on which a person types, clicks, and sees what the app did."""

import asyncio
import html
import re
import time
from pathlib import Path

from aiohttp import web

from tests.slack_emulator.checking import Json
from tests.slack_emulator.emulator import SlackEmulator
from tests.slack_emulator.records import Delivery, Message, View
from tests.slack_emulator.render import STYLE, Renderer
from tests.slack_emulator.workspace import BOT_USER, Channel, User

_HERE = Path(__file__).parent


class Page:
    """The page's routes, to be added to an emulator before it starts."""

    def __init__(self, emulator: SlackEmulator, shortcut: str | None = None) -> None:
        self.emulator = emulator
        self.people = emulator.people
        self.renderer = Renderer(emulator.people)
        self.shortcut = shortcut

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.page),
            web.get("/ui/look", self.look),
            web.post("/ui/{what}", self.do),
        ]

    async def page(self, _request: web.Request) -> web.Response:
        text = (_HERE / "page.html").read_text().replace("/* STYLE */", STYLE)
        return web.Response(text=text, content_type="text/html")

    async def look(self, request: web.Request) -> web.Response:
        """What the user sees now."""
        user = self.people.users[request.query["user"]]
        place = request.query["channel"]
        modal = self.emulator.modal(user)
        told = {
            "side": self._side(user, place),
            "messages": self._home(user) if place == "home" else self._told(user, place),
            "modal": self.renderer.modal(modal) if modal else "",
        }
        return web.json_response(told)

    def _side(self, user: User, place: str) -> str:
        def entry(name: str, value: str, label: str, here: bool) -> str:
            kind = "here" if here else ""
            return f'<a class="{kind}" href="#" data-{name}="{value}">{html.escape(label)}</a>'

        connected = len(self.emulator.courier.connections)
        parts = [
            "<h1>Aldermere</h1>",
            f'<div class="hint">{connected} connection(s) of the app · '
            f"{len(self.emulator.violations)} violation(s)</div>",
            "<p>Channels</p>",
        ]
        for channel in self.people.channels.values():
            if user.id in channel.members and channel.kind != "im" and not channel.archived:
                sign = "🔒 " if channel.kind == "private" else "# "
                parts.append(entry("channel", channel.id, sign + channel.name, channel.id == place))
        im = self.people.im(user)
        parts.append("<p>App</p>")
        parts.append(entry("channel", im.id, "Scrutineer", im.id == place))
        parts.append(entry("home", "1", "Scrutineer: Home", place == "home"))
        parts.append("<p>You are</p>")
        for other in self.people.users.values():
            if other.bot is None and not other.deleted:
                parts.append(entry("user", other.id, other.real_name, other.id == user.id))
        return "".join(parts)

    def _home(self, user: User) -> str:
        home = self.emulator.home(user)
        return self.renderer.home(home) if home else "Nothing was published yet."

    def _told(self, user: User, place: str) -> str:
        channel = self.people.channels[place]
        if user.id not in channel.members:
            return "You are not in this channel."
        there = [m for m in self.emulator.messages if m.channel == channel.id]
        there += self.emulator.ephemerals(user, channel)
        there.sort(key=lambda message: message.ts)
        told = []
        for message in there:
            if message.thread_ts not in (None, message.ts):
                continue
            told.append(self._one(message))
            replies = [m for m in there if m.thread_ts == message.ts and m is not message]
            inside = "".join(self._one(reply) for reply in replies)
            status = self.emulator.status(message)
            inside += self.renderer.status(status) if status else ""
            told.append(f'<div class="thread">{inside}</div>' if inside else "")
        roots = {message.ts for message in there}
        told += [self._one(m) for m in there if m.thread_ts and m.thread_ts not in roots]
        return "".join(told)

    def _one(self, message: Message) -> str:
        clock = time.strftime("%H:%M", time.localtime(float(message.ts)))
        root = message.thread_ts or message.ts
        below = f'<button class="reply" data-thread="{root}">Reply in thread</button>'
        if self.shortcut and message.user != BOT_USER:
            below += f'<button class="check" data-check="{message.ts}">{self.shortcut}</button>'
        shown = self.renderer.message(message, clock)
        return shown if message.seen_by else f"{shown}<div class=status>{below}</div>"

    async def do(self, request: web.Request) -> web.Response:
        """Does what the person did, and says what went wrong, or which inputs were refused."""
        args: Json = await request.json()
        user = self.people.users[args["user"]]
        try:
            return web.json_response(await self._do(request.match_info["what"], user, args))
        except (LookupError, ValueError) as error:
            return web.json_response({"wrong": str(error)})

    async def _do(self, what: str, user: User, args: Json) -> Json:
        emulator = self.emulator
        match what:
            case "home":
                emulator.open_home(user)
            case "say":
                delivery = self._say(user, self.people.channels[args["channel"]], args)
                return await self._told_of(delivery) if delivery else {}
            case "press":
                delivery = emulator.press(
                    user,
                    self._on(user, args["on"]),
                    args["action"],
                    value=args.get("value"),
                    block_id=args.get("block"),
                )
                return await self._told_of(delivery)
            case "submit":
                delivery = emulator.submit(emulator.state.views[args["view"]], args["values"])
                return await self._told_of(delivery)
            case "close":
                emulator.close_view(emulator.state.views[args["view"]])
            case "shortcut":
                message = emulator.state.messages[args["channel"], args["ts"]]
                return await self._told_of(emulator.shortcut(user, message, self._callback()))
        return {}

    async def _told_of(self, delivery: Delivery) -> Json:
        """What the person sees of it: that the app did not answer, or refused inputs."""
        while not delivery.done.is_set():
            await asyncio.sleep(0.02)
        if delivery.error:
            return {"wrong": f"The app did not answer well: {delivery.error}"}
        return {"errors": (delivery.answer or {}).get("errors", {})}

    def _callback(self) -> str:
        known = self.emulator.state.app.shortcuts
        return next(iter(sorted(known))) if known else "check"

    def _say(self, user: User, channel: Channel, args: Json) -> Delivery | None:
        words = str(args["words"])
        if words.startswith("/"):
            command, _, rest = words.partition(" ")
            return self.emulator.command(user, channel, command, rest)
        escaped = html.escape(words, quote=False)
        for other in self.people.users.values():
            escaped = re.sub(rf"@{re.escape(other.name)}\b", other.mention, escaped)
        self.emulator.say(user, channel, escaped, args.get("thread"))
        return None

    def _on(self, user: User, told: str) -> Message | View:
        kind, _, name = told.partition(":")
        if kind == "view":
            home = self.emulator.home(user)
            return home if home and home.id == name else self.emulator.state.views[name]
        channel, _, ts = name.partition(":")
        for message in self.emulator.ephemerals(user):
            if message.ts == ts:
                return message
        return self.emulator.state.messages[channel, ts]
