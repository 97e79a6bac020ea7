"""Every problem of a text at once, those behind a broken entry too.

A parser stops at the first thing that is no YAML. The entry that holds it is then blanked out,
and the rest is looked at again, so that a file of five mistakes takes one round and not five.
"""

from __future__ import annotations

from customer_cli.yamldoc import yamlfaults, yamlgates
from customer_cli.yamldoc.yamlgates import MOST_PROBLEMS
from customer_cli.yamldoc.yamlmarks import Marks, Surveyor

_OF_THE_WHOLE = {words[0] for words in (yamlfaults.EMPTY, yamlfaults.NO_MAPPING)}
_LOOKED_AT_AGAIN = 100_000
"""Characters read again behind entries that are broken; a long file is mended in rounds."""


def survey(text: str, name: str) -> Marks:
    """Return where everything stands in *text* and what is wrong; *name* is the file's."""
    # The parsers part company over tabs: with blanks in their place both go on alike.
    bare = text.replace("\t", " ")
    first = Surveyor(text, name, bare)
    first.run()
    told, fault = first.marks.problems, first.fault
    for _ in range(min(MOST_PROBLEMS, _LOOKED_AT_AGAIN // (len(text) + 1))):
        if fault is None or len(told) >= MOST_PROBLEMS:
            break
        line = yamlgates.position(text, fault.index)[0]
        bare = yamlgates.without_entry(bare, fault.index)
        again = Surveyor(text, name, bare, line)
        again.run()
        # Up to here everything is told already, and what was blanked out is missed for nothing.
        told += [
            new
            for new in again.marks.problems
            if new.line > line and new not in told and new.message not in _OF_THE_WHOLE
        ]
        fault = again.fault
    told.sort(key=lambda problem: (problem.line, problem.column))
    del told[MOST_PROBLEMS:]
    return first.marks
