"""The guides on this machine: which there are, one on paper, whether they hold, a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from customer_cli.errors import Unreadable, WrongUse, did_you_mean
from customer_cli.text import visible

if TYPE_CHECKING:
    from customer_cli.guide.language import Language

NEW = Path(__file__).parent.parent / "data" / "new_guide.yaml"
"""The guide a team starts its own from; NAME stands for the name."""


def list_guides(workshops: Path | None, out: TextIO, language: Language) -> int:
    """Write a line for each guide there is, its name, title and source, and return 0."""
    from customer_cli.guide import files

    guides = files.listed(workshops, language)
    names = max(len(visible(guide.id)) for guide in guides)
    for guide in guides:
        title = guide.title or "cannot be read; see `customer-cli guide check`"
        source = guide.source.told + (", instead of the built-in one" if guide.instead else "")
        asked, *others = guide.languages or ("",)
        spoken = f"{asked}, also {', '.join(others)}" if others else asked
        about = "; ".join(filter(None, (source, spoken)))
        out.write(f"{visible(guide.id):<{names}}  {visible(title)}  ({visible(about)})\n")
    return 0


def show_guide(
    name: str,
    workshops: Path | None,
    out: TextIO,
    talk: TextIO,
    *,
    plan: str = "60",
    language: Language,
    width: int = 80,
) -> int:
    """Write the guide *name* as a sheet to print to *out*, notes to *talk*, and return 0.

    Raise `WrongUse` for an unknown plan, and what `guide_store.load` raises.
    """
    from customer_cli.guide import files
    from customer_cli.reports import worksheet

    chosen = next((known for known in worksheet.PLANS if known == plan), None)
    if chosen is None:
        hint = did_you_mean(plan, worksheet.PLANS) or f"There are: {', '.join(worksheet.PLANS)}."
        raise WrongUse(f'There is no plan "{plan}".', hint)
    found = files.load(name, workshops, language)
    talk.writelines(f"{visible(note)}\n" for note in found.notes)
    out.write(worksheet.render(found.guide, chosen, width))
    return 0


def check_guides(paths: Sequence[Path], workshops: Path | None) -> int:
    """Return 0 where the guides at *paths* hold; without paths, the team's own are meant.

    Raise `Unreadable` with every problem of all of them.
    """
    from customer_cli.workshop import guide_check

    problems = guide_check.check_guides(paths, workshops)
    if problems:
        raise Unreadable(problems)
    return 0


def new_guide(name: str, workshops: Path, talk: TextIO) -> int:
    """Write a small working guide called *name* for the team to change, and return 0.

    Raise `WrongUse` where the name will not do or is taken; no file is ever written over.
    """
    from customer_cli import ids
    from customer_cli.guide import files
    from customer_cli.storage import disk

    if not re.match(r"^[a-z0-9][a-z0-9_-]*$", name) or "\n" in name:
        better = ids.slug(name)
        raise WrongUse(
            f'"{name}" cannot be the name of a guide.',
            "Use small Latin letters, digits and hyphens" + (f": {better}" if better else "."),
        )
    taken = [source for source in files.sources(workshops) if source.id == name]
    if taken:
        raise WrongUse(
            f'There is a guide called "{name}" already ({taken[0].told}).',
            f"Choose another name; `customer-cli guide show {name}` shows that one.",
        )
    folder = disk.make_folder(workshops / files.OWN)
    path = folder / f"{name}.yaml"
    wording = NEW.read_text(encoding="utf-8").replace("NAME", name)
    disk.save(path, wording.encode(), disk.ABSENT)
    talk.write(f"Wrote {visible(str(path))}\n")
    talk.write("next: change the questions to yours, then run `customer-cli guide check`\n")
    return 0
