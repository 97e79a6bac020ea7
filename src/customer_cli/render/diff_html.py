"""The difference as one page for a browser or a printer, with nothing in it that runs or loads."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterator

from customer_cli.diff.word_diff import WordRun
from customer_cli.reports.diff import DiffReport, PrimaryReport, ReportBlock
from customer_cli.reports.diff_order import OrderReport
from customer_cli.reports.wording import ReportLine
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
_TAGS = {"same": ("", ""), "removed": ("<del>", "</del>"), "added": ("<ins>", "</ins>")}


def render(report: DiffReport, *, brief: bool = False) -> str:
    """Return *report* as an HTML page; *brief* its first block alone."""
    return "\n".join(_page(report, brief=brief)) + "\n"


def _page(report: DiffReport, *, brief: bool) -> Iterator[str]:
    title = f"{_text(report.team)}: {_text(' to '.join(report.labels))}"
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield '<head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title><style>{STYLE}</style></head>"
    yield f'<body dir="auto">\n<h1>{title}</h1>'
    if report.nothing:
        yield f"<p>{_text(report.nothing)}</p>"
    else:
        yield from _first(report)
        if not brief:
            yield from _table(report.order, report.word)
            for block in report.blocks:
                yield from _block(block)
            yield from (f"<p>{_text(note)}</p>" for note in report.notes)
    yield "</body>\n</html>"


def _first(report: DiffReport) -> Iterator[str]:
    yield f"<p>{_text(report.old)}, and {_text(report.new)}</p>"
    yield from _primary(report.primary)
    yield from (f'<p class="open">Open: {_text(one)}</p>' for one in report.questions)
    yield f"<p>{_text(report.counts)}</p>"
    if report.because:
        yield f"<p>Why it was decided so: {_text(report.because)}</p>"


def _primary(primary: PrimaryReport) -> Iterator[str]:
    yield f"<p><strong>{_text(primary.sentence)}</strong></p>"
    if primary.names:
        yield "<dl>"
        for side, name in primary.names:
            yield f"<dt>{_text(side)}</dt><dd><strong>{_text(name)}</strong></dd>"
        yield "</dl>"
    if primary.because:
        yield f"<p>Why: {_text(primary.because)}</p>"


def _table(order: OrderReport, word: str) -> Iterator[str]:
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


def _block(block: ReportBlock) -> Iterator[str]:
    rank = f"{block.rank}. " if block.rank.isdigit() else ""
    yield f"<section>\n<h2>{_text(f'{rank}{block.title}')}</h2>\n<dl>"
    yield from map(_line, block.lines)
    yield "</dl>\n</section>"


def _line(line: ReportLine) -> str:
    said = " ".join(filter(None, map(_mark_run, line.runs)))
    return f"<dt>{_text(line.label)}</dt><dd>{said}</dd>"


def _mark_run(run: WordRun) -> str:
    before, behind = _TAGS[run.mark]
    text = _text(run.text)
    return f"{before}{text}{behind}" if text else ""


def _text(text: str) -> str:
    return html.escape(" ".join(visible(text, breaks=True).split()))
