"""Pictures for docs/slack.md: what the bot says of the sample documents, as Chromium draws it.

python -m tests.bot.slack.pictures FOLDER
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bot.running import index_sample
from tests.bot.slack.desk import Desk, at_work, emulated
from tests.slack_emulator.render import Renderer, document

_WIDTH = 800
_TALLEST = 2_400


def main() -> None:
    """Draw them all."""
    into = Path(sys.argv[1])
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = index_sample(Path(folder)).home
        with emulated() as slack, at_work(slack, home, Path(folder) / "state.sqlite") as desk:
            for name, html in _pages(desk):
                _draw(html, into / f"slack-{name}.png")


def _pages(desk: Desk) -> Iterator[tuple[str, str]]:
    slack, people = desk.slack, desk.slack.people
    draw = Renderer(people)
    said = slack.say(
        people.amira, people.inspections, f"{people.bot.mention} What must Aldermere improve now?"
    )
    answer = slack.wait_for(lambda: slack.replies(said), 60)[0]
    yield "answer", document(draw.message(said.message), draw.message(answer), width=_WIDTH)
    slack.press(people.amira, answer, "show_passage:1")
    window = slack.wait_for(lambda: slack.modal(people.amira))
    yield "passage", document(draw.modal(window), width=_WIDTH)
    slack.command(people.ben, people.inspections, "/judgements", "Aldermere")
    register = slack.wait_for(lambda: slack.ephemerals(people.ben)[1:], 30)[0]
    yield "judgements", document(draw.message(register), width=_WIDTH)
    unknown = desk.ask("How many electric buses does Aldermere own?")
    yield "no-evidence", document(draw.message(unknown), width=_WIDTH)
    slack.command(people.carys, people.inspections, "/brief", "Care leavers in Aldermere")
    form = slack.wait_for(lambda: slack.modal(people.carys), 30)
    yield "brief-form", document(draw.modal(form), width=_WIDTH)
    slack.submit(form, {})
    [shared] = slack.wait_for(lambda: [m for m in slack.from_app() if m.files], 60)
    told = next(m for m in slack.from_app() if m.ts == shared.thread_ts)
    slack.wait_for(lambda: "in this thread" in told.text, 30)
    yield "brief", document(draw.message(told), draw.message(shared), width=_WIDTH)
    slack.open_home(people.amira)
    home = slack.wait_for(lambda: slack.home(people.amira))
    yield "home", document(draw.home(home), width=_WIDTH)


def _draw(html: str, into: Path) -> None:
    """A screenshot of a page, without the empty space below what it shows."""
    from PIL import Image, ImageChops

    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("Chromium draws the pictures. Run: sudo apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder) / "page.html", Path(folder) / "shot.png"
        page.write_text(html, "utf-8")
        subprocess.run(
            [
                chromium,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                f"--window-size={_WIDTH + 40},{_TALLEST}",
                f"--screenshot={shot}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
        )
        with Image.open(shot) as drawn:
            picture = drawn.convert("RGB")
        blank = Image.new(
            "RGB", picture.size, picture.getpixel((picture.width - 1, picture.height - 1))
        )
        box = ImageChops.difference(picture, blank).getbbox()
        height = min(picture.height, (box[3] if box else picture.height) + 16)
        picture.crop((0, 0, picture.width, height)).quantize(64).save(into, optimize=True)


if __name__ == "__main__":
    main()
