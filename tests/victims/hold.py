"""Takes a lock, tells whether its file is there, and tries to take it once more.

hold.py PACKAGE_FOLDER PATH
"""

import sys

sys.path.insert(0, sys.argv[1])

from pathlib import Path

from customer_cli.errors import Busy
from customer_cli.storage.lock import Lock

path = Path(sys.argv[2])
with Lock(path, "03:47"):
    print("held", path.exists())
    try:
        with Lock(path, "03:48"):
            print("held twice")
    except Busy:
        print("busy")
