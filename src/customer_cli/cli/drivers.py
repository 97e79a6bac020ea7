"""The two commands that git starts, answered before anything else is imported.

Git starts a driver twice for each file and commit, so it must be up in the time in which git
itself would have drawn the difference.
"""

from collections.abc import Sequence

TEXT, DIFF = "git-text", "git-diff"


def answer(arguments: Sequence[str]) -> int | None:
    """Run the driver that *arguments* begin with, or return None where that is another command."""
    named = arguments[0] if arguments else ""
    if named == TEXT:
        from customer_cli.commands.git_drivers import text

        return text(arguments[1:])
    if named == DIFF:
        from customer_cli.commands.git_drivers import diff

        return diff(arguments[1:])
    return None
