"""The two commands that git starts, answered before anything else is imported.

Git starts a driver twice for each file and commit, so it must be up in the time in which git
itself would have drawn the difference.
"""

from collections.abc import Sequence

TEXT, DIFF = "git-text", "git-diff"


def answer(arguments: Sequence[str]) -> int | None:
    """Run the driver that *arguments* begin with, or return None where that is another command."""
    if arguments[:1] == [TEXT]:
        from customer_cli.commands.git_drivers import text

        return text(arguments[1:])
    if arguments[:1] == [DIFF]:
        from customer_cli.commands.git_drivers import diff

        return diff(arguments[1:])
    return None
