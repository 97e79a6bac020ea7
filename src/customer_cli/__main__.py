"""The entry point: streams, exit codes, and how an error is told."""

from __future__ import annotations

import sys

from customer_cli import __version__

TYPE_CHECKING = False  # importing typing would cost more than saying the version does
if TYPE_CHECKING:
    from collections.abc import Sequence

    from customer_cli.errors import CustomerError

PROGRAM = "customer-cli"
DRIVERS = ("git-text", "git-diff")
"""What git starts, for each file and commit: nothing is imported before it but what it needs."""
DONE, MISSING, BUG, STOPPED = 0, 4, 70, 130
PIPE_CLOSED = 141
"""128 + SIGPIPE: what a shell reports of any program whose reader went away."""


def main() -> None:
    """Run the command named on the command line and end the process with its exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        # Answered before anything is imported: 1 start of Python instead of 6.
        print(f"{PROGRAM} {__version__}")  # noqa: T201 - there is no console yet
        _exit(DONE)
    _prepare_streams()
    import gc

    # A command makes some 200,000 objects that live until its end; looking through them
    # again and again is a quarter of a start. An interview runs for hours, so never is wrong.
    gc.set_threshold(200_000, 20, 100)
    _exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; every error is told on standard error."""
    code = _run(arguments)
    from customer_cli import errors

    _say_lines(list(errors.notes))
    return code


def _run(arguments: Sequence[str]) -> int:
    try:
        from customer_cli import errors

        errors.notes.clear()
        errors.tell_note = lambda sentence: _say_lines([sentence])
        if arguments and arguments[0] in DRIVERS:
            from customer_cli.cli import git_driver

            return git_driver.DRIVERS[arguments[0]](arguments[1:])
        from customer_cli.cli.program import run_command

        return run_command(arguments, PROGRAM)
    except KeyboardInterrupt:
        _say_lines(["", "stopped"])
        return STOPPED
    except BrokenPipeError:
        return PIPE_CLOSED
    except SystemExit as leaving:
        # Rich ends the process itself when the reader of a pipe goes away.
        closed = isinstance(leaving.__context__, BrokenPipeError)
        return PIPE_CLOSED if closed else int(leaving.code or DONE)
    except Exception as error:
        return _tell_error(error)


def _tell_error(error: Exception) -> int:
    from customer_cli.errors import CustomerError, error_lines, hint_lines
    from customer_cli.text import visible

    if gone := _folder_gone(error):
        _say_lines(error_lines(gone))
        return gone.exit_code
    if isinstance(error, CustomerError):
        _say_lines(error_lines(error))
        return error.exit_code
    if isinstance(error, PermissionError) and error.filename:
        from pathlib import Path

        from customer_cli.storage.os_errors import not_read

        return _tell_error(not_read(error, Path(str(error.filename))))
    if isinstance(error, OSError) and error.strerror:
        place = f"{visible(str(error.filename))}: " if error.filename else ""
        _say_lines([f"error: {place}{visible(error.strerror)}"])
        _say_trace(error)
        return MISSING
    _say_lines([f"error: this is a bug in {PROGRAM} {__version__}: {_summarise(error)}"])
    _say_lines(hint_lines("What was saved is safe. CUSTOMER_CLI_DEBUG=1 shows where it happened."))
    _say_trace(error)
    return BUG


def _folder_gone(error: Exception) -> CustomerError | None:
    """Return what to say where *error* comes from the folder people are in, which is no more."""
    import os
    import shlex
    from pathlib import Path

    from customer_cli.errors import NotHere

    if not isinstance(error, FileNotFoundError | NotHere):
        return None
    try:
        Path.cwd()
    except FileNotFoundError:
        folder = Path(os.environ.get("PWD") or Path.home())
        there = next((one for one in (folder, *folder.parents) if one.is_dir()), Path.home())
        message = f"The folder you are in is gone: {folder}."
        return NotHere(message, shlex.join(["cd", str(there)]))
    return None


def _summarise(error: BaseException) -> str:
    # The type and the place, never str(error): a report must not carry what a team said.
    name, trace = type(error).__name__, error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return name
    file = trace.tb_frame.f_code.co_filename.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{name} in {file}, line {trace.tb_lineno}"


def _say_trace(error: BaseException) -> None:
    import os

    if not os.environ.get("CUSTOMER_CLI_DEBUG"):
        return
    import traceback

    cause: BaseException | None = error
    while cause is not None:
        _say_lines("".join(traceback.format_tb(cause.__traceback__)).splitlines())
        _say_lines([_summarise(cause)])
        cause = cause.__cause__ or cause.__context__


def _say_lines(lines: Sequence[str]) -> None:
    if sys.stderr is None or not lines:  # a test, or somebody who calls `run` alone
        return
    try:
        sys.stderr.write("\n".join(lines) + "\n")
    except OSError:
        return  # nobody is left to tell; the exit code still speaks


def _prepare_streams() -> None:
    # A scheduler may start a program without them. In their order each takes the number that is
    # free, so that no file of ours becomes what somebody else calls standard output.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            import os

            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    # A redirected stream is a file or a pipe and gets UTF-8 whatever the locale says; a
    # terminal keeps its own encoding, and what it cannot show becomes a question mark.
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if stream is None or reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        elif stream is sys.stdin:
            reconfigure(encoding="utf-8", errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _exit(code: int) -> None:
    # Handing every page back one by one takes as long as a small command; the system does
    # it at once. Whatever must outlive the process is flushed or synced before.
    import os

    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except BrokenPipeError:
            code = PIPE_CLOSED
        except OSError as error:
            code = _tell_error(error) if stream is sys.stdout else code
    os._exit(code)


if __name__ == "__main__":
    main()
