"""A brief as one HTML file that needs nothing else."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from bot.briefs.content import Brief
from bot.briefs.writers.layout import Layout, layout

_STYLE = """
body{font:1rem/1.5 Arial,Helvetica,sans-serif;color:#1d1d1d;max-width:46rem;margin:2rem auto;
padding:0 1rem}
h1,h2,h3,h4{color:#1d4f91;line-height:1.25}
.note{color:#505050}.label,.lead{font-weight:bold;margin-bottom:.25rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{border:1px solid #8a8a8a;padding:.3rem .5rem;text-align:left;vertical-align:top}
thead th{background:#dce6f2}caption,figcaption{text-align:left;color:#505050;padding:.3rem 0}
img{max-width:100%}figure{margin:1rem 0}.footnotes{font-size:.85rem}
sup{line-height:0}a{color:#1d4f91}
@media print{body{margin:0;max-width:none}h2{break-after:avoid}}
"""


def html(brief: Brief, public_url: str | None = None) -> str:
    """The whole brief; pictures and styles are in it."""
    made = layout(brief, public_url)
    return "\n".join(_Writer(made).lines()) + "\n"


@dataclass(slots=True)
class _Writer:
    made: Layout

    def lines(self) -> Iterator[str]:
        values = self.made.values
        title = escape(values["title"])
        yield '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>"
        yield f"<h1>{title}</h1>"
        said = " · ".join(f"{label}: {value}" for label, value in values["described"])
        yield f'<p class="note">{escape(said)}</p>'
        yield '<section aria-label="Cover note">\n<p class="label">Cover note</p>'
        yield from (f'<p class="note">{escape(sentence)}</p>' for sentence in values["cover"])
        yield "</section>"
        yield from self._contents(values["sections"])
        for number, part in enumerate(values["sections"], 1):
            yield from self._section(part, 2, f"section-{number}")
        yield '<section class="footnotes" aria-label="Footnotes">\n<h2>Footnotes</h2>\n<ol>'
        yield from (self._footnote(*each) for each in enumerate(self.made.footnotes, 1))
        yield "</ol>\n</section>\n</main>\n</body>\n</html>"

    def _contents(self, sections: list[Any]) -> Iterator[str]:
        yield '<nav aria-label="Contents">\n<p class="label">Contents</p>\n<ul>'
        for number, part in enumerate(sections, 1):
            yield f'<li><a href="#section-{number}">{escape(part["title"])}</a></li>'
        yield "</ul>\n</nav>"

    def _section(self, part: Any, level: int, identity: str = "") -> Iterator[str]:
        named = f' id="{identity}"' if identity else ""
        yield f"<h{level}{named}>{escape(part['title'])}</h{level}>"
        for block in part["blocks"]:
            yield from self._block(block)
        for inner in part["parts"]:
            yield from self._section(inner, level + 1)

    def _block(self, block: Any) -> Iterator[str]:
        match block["is"]:
            case "note":
                yield f'<p class="note">{escape(block["text"])}</p>'
            case "told":
                yield f'<p class="label">{escape(block["label"])}</p>\n<ul>'
                yield from (f"<li>{self._told(each)}</li>" for each in block["statements"])
                yield "</ul>"
            case "item":
                told = self._told(block["statement"])
                yield f'<ol start="{block["number"]}"><li>{told}</li></ol>'
            case "question":
                yield f'<p class="lead">{escape(block["lead"])}</p>'
                if block["findings"]:
                    yield "<ul>"
                for each in block["findings"]:
                    yield f"<li>{escape(each['label'])}: {self._told(each['told'])}</li>"
                if block["findings"]:
                    yield "</ul>"
                if block["why"]:
                    yield f'<p class="note">{escape(block["why"])}</p>'
            case "table":
                yield from self._table(block)
            case _:
                data = b64encode(self.made.pictures[block["file"]]).decode("ascii")
                yield f'<figure><img alt="{escape(block["alt"])}"'
                yield f'src="data:image/png;base64,{data}">'
                yield f"<figcaption>{escape(block['caption'])}</figcaption></figure>"

    def _table(self, block: Any) -> Iterator[str]:
        yield f"<table>\n<caption>{escape(block['caption'])}</caption>\n<thead><tr>"
        yield from (f'<th scope="col">{escape(head)}</th>' for head in block["head"])
        yield "</tr></thead>\n<tbody>"
        for row in block["rows"]:
            yield "<tr>" + "".join(f"<td>{self._told(cell)}</td>" for cell in row) + "</tr>"
        yield "</tbody>\n</table>"

    def _told(self, told: Any) -> str:
        if not (number := told["number"]):
            return escape(told["text"])
        mark = f'<a href="#note-{number}" aria-label="Footnote {number}">{number}</a>'
        return f'{escape(told["text"])}<sup id="mark-{number}">{mark}</sup>'

    def _footnote(self, number: int, cited: list[Any]) -> str:
        shown = "; ".join(
            f'<a href="{escape(place["link"])}">{escape(place["text"])}</a>'
            if place["link"]
            else escape(place["text"])
            for place in cited
        )
        back = f'<a href="#mark-{number}" aria-label="Back to the text">↩</a>'
        return f'<li id="note-{number}">{shown} {back}</li>'
