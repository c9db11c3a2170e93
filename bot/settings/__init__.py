"""What can be set, and from where. All else is given plain values."""

from bot.settings.checks import on_this_machine as on_this_machine
from bot.settings.sources import SECRETS as SECRETS
from bot.settings.sources import Loaded as Loaded
from bot.settings.sources import keys_from_files as keys_from_files
from bot.settings.sources import load as load
from bot.settings.sources import variable as variable
from bot.settings.values import EXTRACTIVE as EXTRACTIVE
from bot.settings.values import PUBLIC as PUBLIC
from bot.settings.values import ChannelRules as ChannelRules
from bot.settings.values import Settings as Settings
from bot.settings.values import of_home as of_home
