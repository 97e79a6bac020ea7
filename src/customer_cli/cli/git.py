"""The commands of `git`: let git tell records in sentences, say what is set up, undo it."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from customer_cli.cli.options import Dir, allow_one, option, repeat_place
from customer_cli.errors import WrongUse

if TYPE_CHECKING:
    from customer_cli.git import setup

Repo = Annotated[bool, option(None, "In this repository (the default).", "--repo")]
Global = Annotated[bool, option(None, "For all repositories of this person.", "--global")]
Cache = Annotated[
    bool, option(None, "Let git keep the texts, so that git log is quick.", "--cache")
]
DryRun = Annotated[bool, option(None, "Only say what would be written.", "--dry-run")]

REASONS = {
    "textconv": "git show, git log -p and git blame ask for a record as sentences",
    "command": "git diff asks what changed, in sentences",
    "xfuncname": "the customer stands above each hunk, also without this program",
    "wordRegex": "git diff --word-diff compares words",
    "path": "git keeps the sentences for as long as this version is installed",
}
"""Why each setting is there, by its first word."""
ATTRIBUTE_REASONS = (
    "the records, in any folder called workshops",
    "the same with the other ending",
    "guides are no records",
)
"""Why each attribute is there, in their order."""


def git(context: typer.Context) -> int:
    """Let git diff, log and blame tell records in sentences.

    \b
    Examples:
      customer-cli git status
      customer-cli git install --dry-run
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
    return 0


def install(
    repo: Repo = False,
    everywhere: Global = False,
    cache: Cache = False,
    dry_run: DryRun = False,
    directory: Dir = None,
) -> int:
    """Write the settings and the attributes, in marked blocks.

    With --cache git keeps the text of each version that it was asked for in a commit of its own, refs/notes/textconv/customer-cli, which `git log --all` shows. `git uninstall` removes it, and an upgrade begins it anew.

    \b
    Examples:
      customer-cli git install --dry-run
    """
    from customer_cli.git import settings, setup

    allow_one(repo=repo, **{"global": everywhere})
    folder = _find_folder(directory)
    where = setup.find_setup_files(folder, everywhere=everywhere)
    act = setup.find_missing if dry_run else setup.install
    written = act(where, folder, cache=cache)
    _say_written(written, dry_run=dry_run)
    if any(path == where.attributes for path, _ in written) and not (everywhere or dry_run):
        name = where.attributes.name
        _write_line(f"Commit {name}; whoever clones this runs the same command once.")
    if settings.find_program() is None:
        _write_line("customer-cli is not on the PATH of this shell; git needs to find it there.")
    if not dry_run:
        if setup.forget_cache(folder):
            _write_line(f"{settings.CACHE}: removed; git asks for each version again")
        _say_cache(setup.check_setup(where))
        whose = ["--global"] if everywhere else repeat_place(None, directory)
        _write_line("Undo: " + shlex.join(["customer-cli", "git", "uninstall", *whose]))
    return 0


def _say_written(written: "list[setup.BlockLines]", *, dry_run: bool) -> None:
    from customer_cli.git.setup import ATTRIBUTES

    attributes = (line.split()[0] for line in ATTRIBUTES)
    reasons = REASONS | dict(zip(attributes, ATTRIBUTE_REASONS, strict=True))
    for path, lines in written:
        _write_line(f"{_display_path(path)}: {'would be added' if dry_run else 'added'}")
        for line in lines:
            reason = reasons.get(line.strip().partition(" ")[0], "") if dry_run else ""
            _write_line(f"    {line}" + (f"   # {reason}" if reason else ""))
    if not written:
        _write_line("Everything is set up already.")


def _say_cache(found: "setup.SetupState") -> None:
    from customer_cli.git.settings import CACHE

    if found.is_cached:
        _write_line(f"git keeps the sentences in {CACHE}, which `git log --all` shows.")
    else:
        _write_line(
            "Long histories: with --cache git keeps the sentences, so that git log is quick."
        )


def status(directory: Dir = None) -> int:
    """Say what is set up here and what is not.

    \b
    Examples:
      customer-cli git status
    """
    from customer_cli.git import settings, setup
    from customer_cli.workshop.folder import Workshops

    folder = _find_folder(directory)
    here, everywhere = (_describe_setup(folder, everywhere=one) for one in (False, True))
    program = settings.find_running(
        setup.read_config(f"diff.{settings.DRIVER}.command", folder) or settings.DRIVER
    )
    _write_line(f"customer-cli: {program or 'not there, where git looks for it'}")
    if here is None:  # in no repository, what is set up for the person decides
        is_set_up = everywhere and everywhere.has_settings and everywhere.has_attributes
        return 0 if is_set_up and program else 1
    if (versions := setup.count_cached(folder)) is not None:
        _write_line(f"{settings.CACHE}: the sentences of {versions} versions")
    found = setup.check_driver(Workshops.find(Path.cwd(), directory).folder)
    command = f": {found.command}" if found.command else ""
    _write_line(f"git diff: {found.why}{command}")
    return 0 if found.is_ready else 1


def _describe_setup(folder: Path, *, everywhere: bool) -> "setup.SetupState | None":
    """Say what is set up here or *everywhere*, and return it; None where there is no repository."""
    from customer_cli.git import setup

    try:
        where = setup.find_setup_files(folder, everywhere=everywhere)
    except WrongUse as refused:
        _write_line(f"this repository: {refused.message}")
        return None
    found = setup.check_setup(where)
    scope = "everywhere" if everywhere else "this repository"
    for what, is_there, path, more in (
        ("settings", found.has_settings, where.settings, ", with the cache" * found.is_cached),
        ("attributes", found.has_attributes, where.attributes, ""),
    ):
        are = "are" if is_there else "are not"
        _write_line(f"{scope}: {what} {are} in {_display_path(path)}{more}")
    return found


def uninstall(repo: Repo = False, everywhere: Global = False, directory: Dir = None) -> int:
    """Take both out again, byte for byte.

    \b
    Examples:
      customer-cli git uninstall
    """
    from customer_cli.git import settings, setup

    allow_one(repo=repo, **{"global": everywhere})
    folder = _find_folder(directory)
    changed = setup.uninstall(setup.find_setup_files(folder, everywhere=everywhere))
    for path in changed:
        ended = "as it was before" if path.exists() else "removed; it was ours"
        _write_line(f"{_display_path(path)}: {ended}")
    if setup.forget_cache(folder):
        _write_line(f"{settings.CACHE}: removed")
    elif not changed:
        _write_line("Nothing of ours is set up here.")
    return 0


def _find_folder(directory: Path | None) -> Path:
    """Return the folder of the records, or where there is none yet the one people are in."""
    from customer_cli.workshop.folder import Workshops

    place = Workshops.find(Path.cwd(), directory)
    if directory is not None and not place.exists:
        raise WrongUse(
            f"There is no folder {directory}.", "Name the folder that holds the records."
        )
    return place.folder if place.exists else place.start


def _display_path(path: Path) -> str:
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    except ValueError:
        return str(path)


def _write_line(line: str) -> None:
    from customer_cli.text import visible

    sys.stdout.write(f"{visible(line.expandtabs(4))}\n")
