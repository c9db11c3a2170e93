import pytest

from evals.injection.trial import Field, probes, sown
from tests.fakes.embedding import WordEmbedder

# One or two of each kind, those that the tests turn an escaping off for among them.
CHOSEN = (
    "order-001", "order-021", "frame-001", "markdown-001", "mrkdwn-001", "html-001", "letter-010",
    "formula-001", "mark-001", "link-001", "terminal-001", "log-001", "direction-001", "hidden-001",
    "flood-001",
)  # fmt: skip


@pytest.fixture(scope="package")
def sowed(tmp_path_factory: pytest.TempPathFactory) -> Field:
    """A small field of probes, and the same without them."""
    chosen = [each for each in probes() if each.probe.id in CHOSEN]
    assert len(chosen) == len(CHOSEN)
    return sown(chosen, tmp_path_factory.mktemp("injection"), WordEmbedder())
