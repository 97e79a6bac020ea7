"""Saves a record over an old one, or as a new one, and tells what it sees at every step.

    save.py PACKAGE_FOLDER PATH

Whoever injects faults counts the system calls between the two markers.
"""

import hashlib  # noqa: F401 - whoever saves has read something, or kept an answer, and has it
import os
import sys

sys.path.insert(0, sys.argv[1])

from pathlib import Path

from customer_cli import errors
from customer_cli.errors import NotSaved
from customer_cli.storage import disk

OLD = b"team: Reading for All\n" * 100
NEW = b"team: Reading for Everybody\n" * 100


def content(path: Path) -> str:
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        return "old"
    return {OLD: "old", NEW: "new"}.get(found, "TORN")


path = Path(sys.argv[2])
expected = disk.read(path)[1] if path.exists() else disk.ABSENT
os.access("/begin", os.F_OK)
for _ in range(3):
    try:
        disk.save(path, NEW, expected)
    except NotSaved as refusal:
        print("refused", content(path), refusal.message, flush=True)
        continue
    except Exception as error:
        print("stopped", type(error).__name__, error, flush=True)
    else:
        print("saved", flush=True)
    break
os.access("/end", os.F_OK)
for sentence in errors.notes:
    print("note", sentence, flush=True)
