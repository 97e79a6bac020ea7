"""The person's own editor: a text is handed to it, and what was written is taken back.

The text is in a file of ours from before the editor starts until the caller has kept what came
back; if anything fails in between, the file stays and the message says where. The editor is
started as the list of words that the setting holds, never by a shell.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import chain, count
from pathlib import Path

from customer_cli.errors import NotHere, NotSaved

_USUAL = ("notepad",) if sys.platform == "win32" else ("nano", "vi")
_REMEDY = "Set EDITOR to the name of your editor, such as nano."


def edit(text: str, path: Path, kept: Callable[[str], bool] = lambda _: False) -> str:
    """Open the editor on *text* in the file *path*, and return what was written there.

    Waits until the editor is closed, then calls *kept* with what was written: the file is
    deleted only if the answer is that it is safe elsewhere. A file that is there already is
    left alone and a free name beside it is taken. Raise `NotSaved` where the file cannot be
    written, and `NotHere` where there is no editor or it fails; the message says where the
    text is.
    """
    words = find_editor()
    path = _write_text(text, path)
    try:
        with _leave_interrupts_to_editor():
            code = subprocess.run([*words, str(path)], check=False).returncode  # noqa: S603
    except OSError as refusal:
        path.unlink(missing_ok=True)
        raise NotHere(
            f'The editor "{words[0]}" cannot be started: {refusal.strerror}.', _REMEDY
        ) from None
    if code:
        raise NotHere(
            f'The editor "{words[0]}" ended with an error ({code}), so its text was not taken.',
            f"The text is still in {path}.",
        )
    written = _read_text(path)
    if kept(written):
        path.unlink(missing_ok=True)
    return written


def find_editor() -> list[str]:
    """Return the words that start the editor, or raise `NotHere` where none is set up."""
    for name in ("VISUAL", "EDITOR"):
        setting = os.environ.get(name, "").strip()
        if setting:
            try:
                # On Windows a backslash is part of a path.
                words = shlex.split(setting, posix=sys.platform != "win32")
            except ValueError:
                raise NotHere(f"{name} cannot be read: {setting}", _REMEDY) from None
            if sys.platform == "win32":
                words = [word.strip('"') for word in words]
            return words
    for usual in _USUAL:
        if shutil.which(usual):
            return [usual]
    raise NotHere("No editor is set up on this machine.", _REMEDY)


def _write_text(text: str, path: Path) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        others = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
        free = next(name for name in chain([path], others) if not os.path.lexists(name))
        # Only for the owner: drafts hold what people said before they agreed to it.
        descriptor = os.open(free, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text if text.endswith("\n") or not text else f"{text}\n")
            file.flush()
            os.fsync(descriptor)
    except OSError as refusal:
        raise NotSaved(
            f"The text for the editor cannot be written beside {path}: {refusal.strerror}.",
            "Your words are still on the screen.",
        ) from None
    return free


def _read_text(path: Path) -> str:
    try:
        # Some editors on Windows begin a file with a mark.
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")
    except UnicodeDecodeError as misfit:
        raise NotHere(
            f"What the editor wrote is not UTF-8 text (byte {misfit.start + 1}).",
            f"The text is still in {path}. Save it as UTF-8 and paste it here.",
        ) from None
    except OSError as refusal:
        raise NotHere(
            f"What the editor wrote cannot be read: {refusal.strerror}.",
            f"It should be in {path}. The words from before are still on the screen.",
        ) from None


@contextlib.contextmanager
def _leave_interrupts_to_editor() -> Iterator[None]:
    # Ctrl-C in the editor reaches us too. A handler, unlike SIG_IGN, is not inherited.
    before = signal.getsignal(signal.SIGINT)
    try:
        signal.signal(signal.SIGINT, lambda *_: None)
    except ValueError:
        yield  # signals belong to the main thread
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
