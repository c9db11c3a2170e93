"""The program as the terminal, Slack and the web pages see it, and where it is put together."""

from bot.app.composition import homes_of as homes_of
from bot.app.composition import open_app as open_app
from bot.app.owned import Indexed as Indexed
from bot.app.program import App as App
from bot.app.program import Outlook as Outlook
