"""The one way to a screen: a console that interprets no data, and colour only where it is wanted."""

from __future__ import annotations

import os
from typing import Literal, TextIO

from rich.console import Console

Color = Literal["auto", "always", "never"]

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
    if reconfigure and not (stream.encoding or "utf-8").lower().startswith("utf"):
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


def _is_styled(stream: TextIO, color: Color) -> bool:
    if color != "auto":
        return color == "always"
    forced = os.environ.get("FORCE_COLOR")
    if forced == "0":
        return False
    if forced and not os.environ.get("NO_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM", "").lower() not in ("dumb", "unknown")
