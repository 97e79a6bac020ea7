"""The difference as one page for a browser or a printer, with nothing in it that runs or loads."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterator

from customer_cli.diff.word_diff import Phrase
from customer_cli.reports.diff import Primary, Telling
from customer_cli.reports.diff_order import Order
from customer_cli.reports.diff_phrasing import Block, Line
from customer_cli.text import visible

STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #999; }
.number { text-align: right; }
dl { display: grid; grid-template-columns: 7rem 1fr; gap: .3rem 1rem; margin: 0; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
del { color: #a40000; } ins { color: #0b3fa8; }
.open { border-left: .3rem solid; padding-left: .7rem; font-weight: 600; }
@media (prefers-color-scheme: dark) {
  body { background: #16181c; color: #eee; } del { color: #ff9a8d; } ins { color: #9cc2ff; }
}
"""
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
_TAGS = {"same": ("", ""), "gone": ("<del>", "</del>"), "new": ("<ins>", "</ins>")}


def render(telling: Telling, *, brief: bool = False) -> str:
    """Return *telling* as an HTML page; *brief* its first block alone."""
    return "\n".join(_page(telling, brief=brief)) + "\n"


def _page(telling: Telling, *, brief: bool) -> Iterator[str]:
    title = f"{_text(telling.team)}: {_text(' to '.join(telling.labels))}"
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield '<head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title><style>{STYLE}</style></head>"
    yield f'<body dir="auto">\n<h1>{title}</h1>'
    if telling.nothing:
        yield f"<p>{_text(telling.nothing)}</p>"
    else:
        yield from _first(telling)
        if not brief:
            yield from _table(telling.order, telling.word)
            for block in telling.blocks:
                yield from _block(block)
            yield from (f"<p>{_text(note)}</p>" for note in telling.notes)
    yield "</body>\n</html>"


def _first(telling: Telling) -> Iterator[str]:
    yield f"<p>{_text(telling.old)}, and {_text(telling.new)}</p>"
    yield from _primary(telling.primary)
    yield from (f'<p class="open">Open: {_text(one)}</p>' for one in telling.questions)
    yield f"<p>{_text(telling.counts)}</p>"
    if telling.because:
        yield f"<p>Why it was decided so: {_text(telling.because)}</p>"


def _primary(primary: Primary) -> Iterator[str]:
    yield f"<p><strong>{_text(primary.sentence)}</strong></p>"
    if primary.names:
        yield "<dl>"
        for side, name in primary.names:
            yield f"<dt>{_text(side)}</dt><dd><strong>{_text(name)}</strong></dd>"
        yield "</dl>"
    if primary.because:
        yield f"<p>Why: {_text(primary.because)}</p>"


def _table(order: Order, word: str) -> Iterator[str]:
    if not order.rows:
        return
    head = _text(word[:1].upper() + word[1:])
    yield "<h2>The order</h2>\n<table>"
    yield f'<tr><th class="number">Now</th><th>{head}</th><th class="number">Then</th><th></th></tr>'
    for row in order.rows:
        yield (
            f'<tr><td class="number">{_text(row.rank)}</td><td>{_text(row.name)}</td>'
            f'<td class="number">{_text(row.before)}</td><td>{_text(row.word)}</td></tr>'
        )
    yield "</table>"
    yield from (f"<p>{_text(note)}</p>" for note in order.notes)


def _block(block: Block) -> Iterator[str]:
    rank = f"{block.rank}. " if block.rank.isdigit() else ""
    yield f"<section>\n<h2>{_text(f'{rank}{block.title}')}</h2>\n<dl>"
    yield from map(_line, block.lines)
    yield "</dl>\n</section>"


def _line(line: Line) -> str:
    said = " ".join(filter(None, map(_phrase, line.phrases)))
    return f"<dt>{_text(line.label)}</dt><dd>{said}</dd>"


def _phrase(phrase: Phrase) -> str:
    before, behind = _TAGS[phrase.mark]
    text = _text(phrase.text)
    return f"{before}{text}{behind}" if text else ""


def _text(text: str) -> str:
    return html.escape(" ".join(visible(text, breaks=True).split()))
