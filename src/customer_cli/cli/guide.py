"""The commands of `guide`: which guides there are, one on paper, whether they hold, a new one."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from customer_cli.cli.options import (
    FORMAT_HELP,
    PLANS,
    SHEETS,
    Dir,
    Force,
    Output,
    Spoken,
    argument,
    find_language,
    find_workshops,
    option,
)
from customer_cli.cli.output import (
    STANDARD_OUTPUT,
    Report,
    choose_destination,
    save_file,
    write_text,
)
from customer_cli.errors import Unreadable, WrongUse

if TYPE_CHECKING:
    from customer_cli.reports.worksheet import Plan

NEW_GUIDE = Path(__file__).parent.parent / "data" / "new_guide.yaml"
"""The guide a team starts its own from; NAME stands for the name."""


def guide(context: typer.Context) -> int:
    """List, print, check and write guides: what is asked.

    \b
    Examples:
      customer-cli guide list
      customer-cli guide show drucker
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
    return 0


def list_guides(language: Spoken = None, directory: Dir = None) -> int:
    """List the guides: the team's own and those that come along.

    \b
    Examples:
      customer-cli guide list
      customer-cli guide list --language de
    """
    from customer_cli.guide import files
    from customer_cli.text import visible

    guides = files.list_guides(find_workshops(directory), find_language(language))
    names = max(len(visible(guide.id)) for guide in guides)
    for guide in guides:
        title = guide.title or "cannot be read; see `customer-cli guide check`"
        source = guide.source.origin + (", instead of the built-in one" if guide.instead else "")
        asked, *others = guide.languages or ("",)
        spoken = f"{asked}, also {', '.join(others)}" if others else asked
        about = "; ".join(filter(None, (source, spoken)))
        sys.stdout.write(f"{visible(guide.id):<{names}}  {visible(title)}  ({visible(about)})\n")
    return 0


def show_guide(
    name: Annotated[str, argument("GUIDE", "A guide's name or file.")] = "drucker",
    plan: Annotated[str, option(PLANS, "For how many minutes (default: 60).")] = "60",
    language: Spoken = None,
    format: Annotated[str | None, option(SHEETS, FORMAT_HELP)] = None,
    output: Output = None,
    force: Force = False,
    directory: Dir = None,
) -> int:
    """Print a guide as a sheet to hold in the hand.

    \b
    Examples:
      customer-cli guide show drucker
      customer-cli guide show drucker --plan 90
      customer-cli guide show drucker -o drucker.html
    """
    to = choose_destination(format, output, SHEETS, force=force)
    from customer_cli.guide import files
    from customer_cli.reports import worksheet
    from customer_cli.text import visible

    found = files.load_guide(name, find_workshops(directory), find_language(language))
    sys.stderr.writelines(f"{visible(note)}\n" for note in found.notes)
    # It was held against the same list that the worksheet has.
    chosen = cast("Plan", plan)
    page = worksheet.build_worksheet_page(found.guide, chosen)
    report = Report(lambda: page, language=lambda: page.language)
    if to.format == "text":
        text = worksheet.render_worksheet(found.guide, chosen)
    else:
        text = str(report.render(to.format))
    if to.output in (None, STANDARD_OUTPUT):
        write_text(text)
    else:
        save_file(text, Path(str(to.output)), to.format, force=force)
    return 0


def check_guides(
    paths: Annotated[
        list[Path] | None, argument("[PATH]...", "Guides or folders (default: the team's own).")
    ] = None,
    directory: Dir = None,
) -> int:
    """Check that guides can be asked; silent when all is well.

    \b
    Examples:
      customer-cli guide check
    """
    from customer_cli.workshop import guide_check

    if problems := guide_check.check_guides(paths or [], find_workshops(directory)):
        raise Unreadable(problems)
    return 0


def new_guide(
    name: Annotated[str, argument("NAME", "The new guide's name.")], directory: Dir = None
) -> int:
    """Write a small working guide to change into your own.

    \b
    Examples:
      customer-cli guide new our-own
    """
    from customer_cli import ids
    from customer_cli.guide import files
    from customer_cli.storage import disk
    from customer_cli.text import visible

    workshops = find_workshops(directory)
    if not re.match(r"^[a-z0-9][a-z0-9_-]*$", name) or "\n" in name:
        better = ids.slug(name)
        raise WrongUse(
            f'"{name}" cannot be the name of a guide.',
            "Use small Latin letters, digits and hyphens" + (f": {better}" if better else "."),
        )
    taken = [source for source in files.find_sources(workshops) if source.id == name]
    if taken:
        raise WrongUse(
            f'There is a guide called "{name}" already ({taken[0].origin}).',
            f"Choose another name; `customer-cli guide show {name}` shows that one.",
        )
    path = disk.make_folder(workshops / files.OWN) / f"{name}.yaml"
    wording = NEW_GUIDE.read_text(encoding="utf-8").replace("NAME", name)
    disk.save(path, wording.encode(), disk.ABSENT)
    sys.stderr.write(f"Wrote {visible(str(path))}\n")
    sys.stderr.write("next: change the questions to yours, then run `customer-cli guide check`\n")
    return 0
