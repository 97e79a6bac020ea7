"""Answers questions until the disk is full, frees space, and answers on.

    fill.py PACKAGE_FOLDER FOLDER

FOLDER is a small disk of its own. The last line tells how many were acknowledged and found.
"""

import sys

sys.path.insert(0, sys.argv[1])

from pathlib import Path

from customer_cli.errors import NotSaved
from customer_cli.storage import disk
from customer_cli.storage.journal import Journal, replay

folder = Path(sys.argv[2])
ballast, path = folder / "ballast", folder / "2026.journal"
ballast.write_bytes(bytes(20_000))
record = folder / "2026.yaml"
read = disk.save(record, b"old", disk.ABSENT)

journal = Journal.create(path, {"guide": "drucker"})
kept: list[dict[str, object]] = []
refused = None
while refused is None and len(kept) < 1000:
    event: dict[str, object] = {"number": len(kept), "answer": "words " * 100}
    try:
        journal.append([event])
    except NotSaved as refusal:
        refused = refusal
        print(refusal.message, refusal.remedy)
    else:
        kept.append(event)

try:
    disk.save(record, bytes(60_000), read)
except NotSaved as refusal:
    print(refusal.message, refusal.remedy)
print(record.read_bytes().decode(), sorted(file.name for file in folder.iterdir()))

ballast.unlink()
journal.append([event])
kept.append(event)
told = replay(path)
print(len(kept) > 20, list(told.events) == kept, told.cut, told.bad)
