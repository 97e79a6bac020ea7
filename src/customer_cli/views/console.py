"""The one way to a screen: a console that interprets no data, and text that is safe on it."""

from __future__ import annotations

import os
from typing import Literal, TextIO

from rich.console import Console
from rich.style import StyleType
from rich.text import Text

from customer_cli.text import visible

Color = Literal["auto", "always", "never"]

ACCENT = "cyan"
"""The only colour. Every other difference is bold, reversed, or said in words."""
SMALLEST_WIDTH = 20
"""Narrower terminals are drawn to as if they had this width; they fold the lines themselves."""


def console(stream: TextIO, color: Color = "auto", width: int | None = None) -> Console:
    """Return a console that writes to *stream* and takes nothing in the data as markup.

    *color* is what the person asked for; `auto` honours `NO_COLOR` (no colour), `FORCE_COLOR`
    (colour in a pipe, none when it is 0), and `TERM=dumb`, and is plain in a pipe. `never` sends
    no escape sequence at all. A stream that cannot write every character replaces it.
    """
    styled = _is_styled(stream, color)
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure and not _is_unicode(stream):
        reconfigure(errors="replace")
    made = Console(
        file=stream,
        width=width,
        force_terminal=styled,
        color_system="standard" if styled else None,
        no_color=color != "always" and bool(os.environ.get("NO_COLOR")),
        markup=False,
        emoji=False,
        highlight=False,
    )
    if made.width < SMALLEST_WIDTH:
        made.width = SMALLEST_WIDTH
    return made


def shown(text: str, style: StyleType = "") -> Text:
    """Return *text* from a file as it may stand on a screen, with its line breaks."""
    return Text(visible(text, breaks=True), style=style)


def _is_styled(stream: TextIO, color: Color) -> bool:
    if color != "auto":
        return color == "always"
    forced = os.environ.get("FORCE_COLOR")
    if forced == "0":
        return False
    if forced and not os.environ.get("NO_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM", "").lower() not in ("dumb", "unknown")


def _is_unicode(stream: TextIO) -> bool:
    return (stream.encoding or "utf-8").lower().startswith("utf")
