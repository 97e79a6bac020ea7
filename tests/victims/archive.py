"""Puts a journal away with two older ones, of which one may stay.

    archive.py PACKAGE_FOLDER PATH

Whoever watches looks at the system calls between the two markers.
"""

import os
import sys

sys.path.insert(0, sys.argv[1])

from pathlib import Path

from customer_cli.storage.journal import Journal

path = Path(sys.argv[2])
backup = path.parent / "backup"
for _ in range(2):
    Journal.create(path, {"guide": "drucker"}).archive(backup)
journal = Journal.create(path, {"guide": "drucker"})
os.access("/begin", os.F_OK)
journal.archive(backup, keep=2)
os.access("/end", os.F_OK)
print(sorted(file.name for file in backup.iterdir()))
