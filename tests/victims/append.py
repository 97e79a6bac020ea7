"""Answers three questions into a new journal and says after each what it was told.

    append.py PACKAGE_FOLDER PATH

Whoever injects faults counts the system calls between the two markers.
"""

import os
import sys

sys.path.insert(0, sys.argv[1])

from pathlib import Path

from customer_cli import errors
from customer_cli.errors import NotSaved
from customer_cli.storage.journal import Journal

path = Path(sys.argv[2])
os.access("/begin", os.F_OK)
journal = None
number = 0
refusals = 0
while number < 3 and refusals < 3:
    try:
        if journal is None:
            journal = Journal.create(path, {"guide": "drucker"})
        journal.append([{"number": number + 1}, {"answer": "words " * 20}])
    except NotSaved as refusal:
        print("refused", refusal.message, flush=True)
        refusals += 1
    except Exception as error:
        print("stopped", type(error).__name__, error, flush=True)
        break
    else:
        number += 1
        print("kept", number, flush=True)
os.access("/end", os.F_OK)
for sentence in errors.notes:
    print("note", sentence, flush=True)
