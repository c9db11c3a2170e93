"""The people, channels and user groups of a workspace that does not exist."""

from dataclasses import dataclass, field, replace

from tests.slack_emulator.checking import Json

TEAM = "T0ALDERMERE"
TEAM_NAME = "Aldermere Children's Services"
OTHER_TEAM = "T0THORNBECK"
ENTERPRISE: str | None = None
APP = "A0SCRUTINEER"
BOT_USER = "U0SCRUTINEER"
BOT = "B0SCRUTINEER"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who can write; `team` is another than the workspace's for people from outside."""

    id: str
    name: str
    real_name: str
    team: str = TEAM
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    bot: str | None = None
    deleted: bool = False

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    def to_json(self) -> Json:
        """As `users.info` gives it."""
        return {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "deleted": self.deleted,
            "color": "9f69e7",
            "real_name": self.real_name,
            "tz": "Europe/London",
            "tz_label": "Greenwich Mean Time",
            "tz_offset": 0,
            "profile": {
                "real_name": self.real_name,
                "display_name": self.name,
                "team": self.team,
                **({"bot_id": self.bot, "api_app_id": APP} if self.bot else {}),
            },
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_bot": self.bot is not None,
            "is_app_user": False,
            "updated": 1_700_000_000,
            **({"is_stranger": False} if self.team != TEAM else {}),
        }


@dataclass(slots=True)
class Channel:
    """A place to write. `kind` is `public`, `private` or `im`."""

    id: str
    name: str
    kind: str = "public"
    members: set[str] = field(default_factory=set)
    shared_with: str | None = None
    archived: bool = False

    @property
    def type(self) -> str:
        """As events name it."""
        return {"public": "channel", "private": "group", "im": "im"}[self.kind]

    def to_json(self) -> Json:
        """As `conversations.info` gives it."""
        if self.kind == "im":
            other = next((member for member in sorted(self.members) if member != BOT_USER), "")
            return {
                "id": self.id,
                "created": 1_700_000_000,
                "is_im": True,
                "is_org_shared": False,
                "user": other,
                "is_user_deleted": False,
            }
        shared = self.shared_with is not None
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "public",
            "is_group": False,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.kind == "private",
            "is_archived": self.archived,
            "is_general": False,
            "is_shared": shared,
            "is_ext_shared": shared,
            "is_org_shared": False,
            "is_member": BOT_USER in self.members,
            "created": 1_700_000_000,
            "creator": "U0DILYS",
            "context_team_id": TEAM,
            "shared_team_ids": [TEAM, self.shared_with] if self.shared_with else [TEAM],
            "connected_team_ids": [self.shared_with] if self.shared_with else [],
            "num_members": len(self.members),
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
        }


@dataclass(slots=True)
class Group:
    """A user group, mentioned as `@handle`."""

    id: str
    handle: str
    members: set[str] = field(default_factory=set)


class People:
    """Everybody and everything of the workspace, by name and by id."""

    def __init__(self) -> None:
        self.bot = User(BOT_USER, "scrutineer", "Scrutineer", bot=BOT)
        self.amira = User("U0AMIRA", "amira", "Amira Osei")
        self.ben = User("U0BEN", "ben", "Ben Halloran")
        self.carys = User("U0CARYS", "carys", "Carys Penhale")
        self.dilys = User("U0DILYS", "dilys", "Dilys Marchetti", is_admin=True)
        self.guest = User("U0GWEN", "gwen", "Gwen Adeyemi", is_restricted=True)
        self.single_channel_guest = User(
            "U0ULF", "ulf", "Ulf Sorrell", is_restricted=True, is_ultra_restricted=True
        )
        self.outsider = User("U0EDDA", "edda", "Edda Quill", team=OTHER_TEAM)
        self.leaver = User("U0LEON", "leon", "Leon Vasey", deleted=True)
        self.other_bot = User("U0ROTABOT", "rotabot", "Rota Bot", bot="B0ROTABOT")
        self.users: dict[str, User] = {
            user.id: user
            for user in (
                self.bot,
                self.amira,
                self.ben,
                self.carys,
                self.dilys,
                self.guest,
                self.single_channel_guest,
                self.outsider,
                self.leaver,
                self.other_bot,
            )
        }
        staff = {BOT_USER, "U0AMIRA", "U0BEN", "U0CARYS", "U0DILYS", "U0ROTABOT"}
        self.inspections = Channel("C0INSPECTIONS", "inspections", members={*staff, "U0GWEN"})
        self.practice = Channel("C0PRACTICE", "practice", members=set(staff))
        self.leaders = Channel(
            "C0LEADERS", "leaders", "private", members={BOT_USER, "U0CARYS", "U0DILYS"}
        )
        self.reviewers = Channel(
            "C0REVIEWERS", "reviewers", "private", members={BOT_USER, "U0BEN", "U0DILYS"}
        )
        self.shared = Channel(
            "C0SHARED", "with-thornbeck", members={*staff, "U0EDDA"}, shared_with=OTHER_TEAM
        )
        self.elsewhere = Channel("C0ELSEWHERE", "elsewhere", members={"U0AMIRA", "U0BEN"})
        self.closed = Channel("C0ARCHIVED", "closed", members={BOT_USER, "U0AMIRA"}, archived=True)
        self.channels: dict[str, Channel] = {
            channel.id: channel
            for channel in (
                self.inspections,
                self.practice,
                self.leaders,
                self.reviewers,
                self.shared,
                self.elsewhere,
                self.closed,
            )
        }
        self.leadership = Group("S0LEADERSHIP", "leadership", {"U0CARYS", "U0DILYS"})
        self.groups: dict[str, Group] = {self.leadership.id: self.leadership}

    def im(self, user: User) -> Channel:
        """The direct messages between a user and the bot."""
        channel_id = f"D000{user.id[1:]:0>6}"
        if channel_id not in self.channels:
            self.channels[channel_id] = Channel(channel_id, "", "im", members={user.id, BOT_USER})
        return self.channels[channel_id]

    def crowd(self, number: int) -> list[User]:
        """So many more members, in the channels `inspections` and `practice`."""
        crowd = [
            User(f"U0CROWD{place:04}", f"person{place}", f"Person {place}")
            for place in range(number)
        ]
        for user in crowd:
            self.users.setdefault(user.id, user)
            self.inspections.members.add(user.id)
            self.practice.members.add(user.id)
        return crowd

    def make_guest(self, user: User) -> User:
        """The user as a guest from now on."""
        guest = self.users[user.id] = replace(user, is_restricted=True)
        return guest
