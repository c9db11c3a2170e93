"""What is done from time to time: approvals lapse by what is seen where they were given."""

from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

from bot.app import open_app
from bot.settings import ChannelRules, Settings
from bot.slack.upkeep import Lapses
from bot.state.opening import open_state
from corpus.sample import DOCUMENTS
from tests.fakes.embedding import WordEmbedder


def test_a_newer_document_that_is_hidden_in_a_channel_lets_nothing_lapse_there(
    tmp_path: Path,
) -> None:
    told: list[tuple[Sequence[str], Collection[str]]] = []
    reviewed = {
        "C1": ChannelRules(review="C9"),
        "C2": ChannelRules(review="C9", sets=("leaders",)),
        "C3": ChannelRules(),
    }
    settings = Settings(
        home=tmp_path / "home",
        document_sets={"leaders": ("aldermere-inspection-2024.pdf",)},
        slack_channels=reviewed,
    )
    with (
        closing(open_app(settings, WordEmbedder())) as app,
        open_state(tmp_path / "state.sqlite") as state,
    ):
        lapses = Lapses(app, state, lambda documents, channels: told.append((documents, channels)))
        lapses()  # nothing is indexed yet
        app.index([DOCUMENTS / "aldermere-inspection-2015.pdf"])
        lapses()
        assert told == []
        app.index([DOCUMENTS / "aldermere-inspection-2024.pdf"])
        lapses()
        [(documents, channels)] = told
        assert (len(documents), channels) == (1, {"C2"})
        lapses()
        assert len(told) == 1
        app.index([DOCUMENTS / "aldermere-inspection-2019.pdf"])
        lapses()
        # What was superseded already, by something hidden, is so in the other channel from now on.
        assert [channels for _, channels in told[1:]] == [{"C1"}, {"C2"}]
        assert told[1][0] == documents
