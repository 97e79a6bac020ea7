"""Files that try to break the reader, each with what the reader says about it.

Run as `python -m tests.hostile libyaml` or `python`, this reads them all with that parser and
prints, as JSON, what was said and how many calls it took; a crash is then no crash of the tests.
"""

from __future__ import annotations

import functools
import itertools
import json
import sys
from collections.abc import Callable
from typing import TypeVar

from customer_cli.errors import Unreadable
from customer_cli.yamldoc import parser, reader

T = TypeVar("T")
MIB = 1024 * 1024
SHOWN = 3
"""Problems of a file that are compared; a file of a million faults has twenty."""

COLUMN = "This line does not begin in the column of the lines it belongs to."
NO_COLON = "This line has no name with a colon and a blank behind it."
NO_MAPPING = "The file does not begin with a name and a colon."
TAB = "A tab stands here, where YAML takes only blanks."
TAG = "A word that begins with an exclamation mark is a type to YAML, which is not read here."
CONFLICT = "A merge conflict that git left here is not resolved."
SECOND = "A second document begins here."
EMPTY = "The file is empty."
GROUP = "A list or a group stands where a name is expected."
BLOCK = "Behind the signs | and > the line must end."
ESCAPE = "Inside double quotes this backslash and the sign behind it mean nothing."
HALF = "This escape does not name a whole character."
BEHIND_QUOTE = "The text goes on behind its closing quote."
BEHIND_BRACKET = "The text goes on behind its closing bracket."
SECOND_COLON = "A second colon with a blank behind it stands in this line."
QUESTION = "A text inside brackets holds a question mark, which not every YAML tool takes there."
ORDER = "A line that begins with % gives YAML an order."
DEEP = "More than 32 lists or groups stand inside one another."
MERGE = "The sign << takes over entries from elsewhere, which is not read here."
MANY = "The file has more than 50,000 names, texts and lists; it is not read."
NO_NAME = "A colon stands here without a name before it."
UTF16 = "The file is UTF-16, not UTF-8."
UTF32 = "The file is UTF-32, not UTF-8."


def begins(sign: str) -> str:
    return f"A text cannot begin with {sign} unless it is quoted."


def sign(sign: str) -> str:
    return f"The sign {sign} at the beginning of a text means something else to YAML."


def bracket(sign: str) -> str:
    return f"The bracket {sign} opens here, and then a comma or its closing is missing."


def unclosed(quote: str) -> str:
    return f"The quote {quote} that opens here is never closed."


def twice(name: str, line: int) -> str:
    return f'The name "{name}" stands here a second time; it is on line {line} already.'


def repeats(name: str) -> str:
    return f"*{name} repeats another part of the file, which is not read here."


def marks(name: str) -> str:
    return f"&{name} marks a part of the file for repeating, which is not read here."


def unseen(what: str) -> str:
    return f"An invisible character stands here: {what}."


def long(characters: int) -> str:
    return f"This text has {characters:,} characters; at most 100,000 are read."


def full(unit: str, head: str = "", tail: str = "") -> str:
    """Return *unit* between *head* and *tail*, as often as it fits into the largest file."""
    return head + unit * ((MIB - len(head) - len(tail)) // len(unit.encode())) + tail


MERGE_BOMB = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 8)
)
LAUGHS = "a0: &a0 lol\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)

CASES: list[tuple[str | bytes, list[str]]] = [
    # No mapping, or more than one document.
    ("", [f"1:1 {EMPTY}"]),
    ("# only words\n", [f"1:1 {EMPTY}"]),
    ("---\n", [f"1:1 {EMPTY}"]),
    ("hello\n", [f"1:1 {NO_MAPPING}"]),
    ("- a\n", [f"1:1 {NO_MAPPING}"]),
    ("[]", [f"1:1 {NO_MAPPING}"]),
    ("- a\nb: c\n", [f"1:1 {NO_MAPPING}", f"2:1 {COLUMN}"]),
    ("a: 1\n---\nb: 2\n", [f"2:1 {SECOND}"]),
    ("a: 1\n...\nb: 2\n", [f"3:1 {SECOND}"]),
    ("--- a\n--- b\n", [f"1:5 {NO_MAPPING}", f"2:1 {SECOND}"]),
    ("%YAML 1.2\n---\na: 1\n", [f"1:1 {ORDER}"]),
    ("# words\n%TAG ! tag:x,2000:\n%FOO\n---\na: 1\n", [f"2:1 {ORDER}", f"3:1 {ORDER}"]),
    # Colons, columns, dashes.
    ("a: b: c\n", [f"1:5 {SECOND_COLON}"]),
    ("a: 1\n  b: 2\n", ["2:4 A name with a colon stands here inside a text that began above."]),
    ("a:\n  b: 1\n c: 2\n", [f"3:2 {COLUMN}"]),
    ("  a: 1\nb: 2\n", [f"2:1 {COLUMN}"]),
    ("a:\n  - b\n  c: d\n", [f"3:3 {COLUMN}"]),
    ("a: 1\nfoo bar\nc: d\n", [f"2:1 {NO_COLON}"]),
    ("a: - b\n", ["1:4 A list entry cannot begin here."]),
    (": x\n", [f"1:1 {NO_NAME}"]),
    ('"": x\n', [f"1:1 {NO_NAME}"]),
    ("a: {b:[c]}\n", ["1:6 Behind this colon a blank is missing."]),
    # Tabs.
    ("\ta: b\n", [f"1:1 {TAB}"]),
    ("a:\n\tb: c\n  \td: e\n", [f"2:1 {TAB}", f"3:3 {TAB}"]),
    ("a:\tb\n", [f"1:3 {TAB}"]),
    ("a: b\tc\n", [f"1:5 {TAB}"]),
    ("a: b\t# c\n", [f"1:5 {TAB}"]),
    ("a: |\n \tx\n", [f"2:2 {TAB}"]),
    ('a: "\n\tx"\n', [f"2:1 {TAB}"]),
    ("a: |\t\n x\n", [f"1:5 {TAB}"]),
    ("a:\n\tb: 1\n    c: 2\n", [f"2:1 {TAB}"]),
    ('a: "x # y"\t\n', [f"1:11 {TAB}"]),
    # Quotes and escapes.
    ('a: "x\ty\n', [f"1:4 {unclosed(chr(34))}"]),
    ('a: "\\\\ud83d \\ud83d"\n', [f"1:13 {HALF}"]),
    ("a: 'it's fine'\n", [f"1:8 {BEHIND_QUOTE}"]),
    ('a: "x" y\n', [f"1:8 {BEHIND_QUOTE}"]),
    ('a: "x\nb: c\n', [f"1:4 {unclosed(chr(34))}"]),
    ("a: 'tis so\nb: c\n", [f"1:4 {unclosed(chr(39))}"]),
    ('a: "x\n---\ny"\n', [f"1:4 {unclosed(chr(34))}"]),
    ('a: "C:\\Users"\n', [f"1:7 {ESCAPE}"]),
    ('a: "\\xZZ"\n', [f"1:5 {ESCAPE}"]),
    ('a: "\\ud83d"\n', [f"1:5 {HALF}"]),
    ('a: "\\ud83d\\ude00"\n', [f"1:5 {HALF}"]),
    ('a: "\\U00110000"\n', [f"1:5 {HALF}"]),
    ('a: "\\UFFFFFFFF"\n', [f"1:5 {HALF}"]),
    # Signs that begin something.
    ("a: @x\n", [f"1:4 {begins('@')}"]),
    ("a: `x`\n", [f"1:4 {begins('`')}"]),
    ("a: %x\n", [f"1:4 {begins('%')}"]),
    ("a: ]\n", [f"1:4 {begins(']')}"]),
    ("a: ,\n", [f"1:4 {begins(',')}"]),
    ("a: *bold* x\n", [f"1:4 {sign('*')}"]),
    ("a: & co\n", [f"1:4 {sign('&')}"]),
    ("a: &x\n", [f"1:4 {marks('x')}"]),
    ("&x a: 1\n", [f"1:1 {marks('x')}"]),
    ("a: !important\n", [f"1:4 {TAG}"]),
    ("a: ! b\n", [f"1:4 {TAG}"]),
    ("a: ![b]\n", [f"1:4 {TAG}"]),
    ("!!map {a: 1}\n", [f"1:1 {TAG}"]),
    ("<<: {a: b}\n", [f"1:1 {MERGE}"]),
    ("a: |x\n  b\n", [f"1:4 {BLOCK}"]),
    ("a: >-x\n  b\n", [f"1:4 {BLOCK}"]),
    ("a: |# x\n  y\n", ["1:5 A comment begins here without a blank before it."]),
    # Brackets.
    ("a: {{ name }}\n", [f"1:5 {GROUP}"]),
    ("? [a]\n: b\n", [f"1:3 {GROUP}"]),
    ("a: [x, y\nb: c\n", [f"1:4 {bracket('[')}"]),
    ("a: [x\n---\ny]\n", [f"1:4 {bracket('[')}"]),
    ("a: {b: c\n", [f"1:4 {bracket('{')}"]),
    ("a: [x] y\n", [f"1:8 {BEHIND_BRACKET}"]),
    ("{a: 1}}\n", [f"1:7 {BEHIND_BRACKET}"]),
    ("a: [b,, c]\n", [f"1:7 {begins(',')}"]),
    ("a: [Why?]\n", [f"1:5 {QUESTION}"]),
    ("{a: b?, c: d}\n", [f"1:5 {QUESTION}"]),
    # Names twice, and many things at once.
    ("a: 1\na: 2\n'a': 3\n", [f"2:1 {twice('a', 1)}", f"3:1 {twice('a', 1)}"]),
    ("a:\n  - {b: 1, b: 2}\n", [f"2:12 {twice('b', 2)}"]),
    (
        "a:\n  b: *x\nc: &y 1\nc: !!python/object:os.system x\n",
        [f"2:6 {repeats('x')}", f"3:4 {marks('y')}", f"4:1 {twice('c', 3)}", f"4:4 {TAG}"],
    ),
    ("a: &x 1\na: 2\nb: 'c\n", [f"1:4 {marks('x')}", f"2:1 {twice('a', 1)}", f"3:4 {unclosed(chr(39))}"]),
    # What git left.
    ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n", [f"2:1 {CONFLICT}"]),
    ("<<<<<<< a\n=======\n>>>>>>> b\n" * 2, [f"1:1 {CONFLICT}", f"4:1 {CONFLICT}"]),
    ("a: b\n=======\nb: c\n>>>>>>> other\n", [f"2:1 {CONFLICT}", f"4:1 {CONFLICT}"]),
    ("a: b\n>>>>>>> other\n", [f"2:1 {CONFLICT}"]),
    ("a: b\n||||||| base\n", [f"2:1 {CONFLICT}"]),
    # What cannot be seen.
    ("a: 1\n\ufeffb: 2\n", [f"2:1 {unseen('U+FEFF, a byte order mark, which may only begin a file')}"]),
    ("a: x\u2028b: y\n", [f"1:5 {unseen('U+2028, line separator')}"]),
    ("a: x\u2029b: y\n", [f"1:5 {unseen('U+2029, paragraph separator')}"]),
    ("a: x\u0085b\n", [f"1:5 {unseen('U+0085, a control character')}"]),
    ("a: \u202eevil\n", [f"1:4 {unseen('U+202E, right-to-left override')}"]),
    ("a: \u2067evil\n", [f"1:4 {unseen('U+2067, right-to-left isolate')}"]),
    ("a: \U000e0041\n", [f"1:4 {unseen('U+E0041, tag latin capital letter a')}"]),
    (
        "a: \x00\x00\nb: é\x1b[31m\r\nc: \x9b\n",
        [f"{place} {unseen(f'{code}, a control character')}" for place, code in
         [("1:4", "U+0000"), ("2:5", "U+001B"), ("3:4", "U+009B")]],
    ),
    ("a: \x7f\n", [f"1:4 {unseen('U+007F, a control character')}"]),
    ("a: \ufffe\n", [f"1:4 {unseen('U+FFFE, no character')}"]),
    ("a: 1\rb: 2\r", [f"1:5 {unseen('U+000D, the line end of old Macintosh files')}"]),
    # No UTF-8.
    (b"a: b\r\nc: \xc3\xbcM\xfcller\r\n", ["2:6 The byte 0xFC is not UTF-8; in Latin-1 it would be ü."]),
    (b"\xef\xbb\xbf\xff", ["1:1 The byte 0xFF is not UTF-8; in Latin-1 it would be ÿ."]),
    (b"a: \xed\xa0\xbd\n", ["1:4 The byte 0xED is not UTF-8; in Latin-1 it would be í."]),
    ("a: 1".encode("utf-16"), [f"1:1 {UTF16}"]),
    ("a: 1".encode("utf-16-le"), [f"1:1 {UTF16}"]),
    ("a: 1".encode("utf-16-be"), [f"1:1 {UTF16}"]),
    ("a: 1".encode("utf-32"), [f"1:1 {UTF32}"]),
    ("a: 1".encode("utf-32-le"), [f"1:1 {UTF32}"]),
    ("a: 1".encode("utf-32-be"), [f"1:1 {UTF32}"]),
]  # fmt: skip
"""A file, and every problem in it as `line:column message`."""

BOMBS: list[tuple[str | bytes, list[str]]] = [
    ("[" * 30_000, [f"1:1 {NO_MAPPING}", f"1:33 {DEEP}"]),
    ("a: " + "[" * 30_000, [f"1:35 {DEEP}"]),
    ("a: " + "[" * 31 + "]" * 31, []),
    ("a: " + "[" * 32 + "]" * 32, [f"1:35 {DEEP}"]),
    ("{a: " * 30_000, [f"1:129 {DEEP}"]),
    (full("- ", "a:\n"), [f"2:63 {DEEP}"]),
    (full("? "), [f"1:{column} {GROUP}" for column in (3, 5, 7)]),
    ("".join(" " * depth + "a:\n" for depth in range(1_000)), [f"33:33 {DEEP}"]),
    (MERGE_BOMB, [f"1:5 {marks('a0')}", f"2:5 {marks('a1')}", f"2:10 {MERGE}"]),
    (LAUGHS, [f"1:5 {marks('a0')}", f"2:5 {marks('a1')}", f"2:10 {repeats('a0')}"]),
    (full("a: 1\n"), [f"{line}:1 {twice('a', 1)}" for line in (2, 3, 4)]),
    (full("- a\n", "a:\n"), [f"0:0 {MANY}"]),
    (full('"",', "a: [", "]"), [f"0:0 {MANY}"]),
    (full("b,\n ", "a: [", "]"), [f"0:0 {MANY}"]),
    ("a: " + "x" * 100_000, []),
    ("a: " + "x" * 100_001, [f"1:4 {long(100_001)}"]),
    (full("x", "a: "), [f"1:4 {long(MIB - 3)}"]),
    (full("x", 'a: "', '"'), [f"1:4 {long(MIB - 5)}"]),
    (full("\t", 'a: "', '"'), [f"1:4 {long(MIB - 5)}"]),
    (full("b\n ", "a: |\n "), [f"1:4 {long(699_046)}"]),
    ('a: "' + "\\ud800" * 20_000 + '"', [f"1:5 {HALF}"]),
    (full("x", 'a: "'), [f"1:4 {unclosed(chr(34))}"]),
    ("".join(f"a{n}:\tb\n" for n in range(16_000)), [f"{line}:4 {TAB}" for line in (1, 2, 3)]),
    (full("\t"), [f"1:1 {EMPTY}", f"1:1 {TAB}"]),
    (full("\n", "a: 1\n"), []),
    (full(" \n", "a:"), []),
    (full("#x\n", "a: 1\n"), []),
    (full("%a\n"), [f"{line}:1 {ORDER}" for line in (1, 2, 3)]),
    (full("...\n"), [f"1:1 {begins('.')}"]),
    (full("\0"), [f"1:1 {unseen('U+0000, a control character')}"]),
    (full("\u202e", "a: "), [f"1:4 {unseen('U+202E, right-to-left override')}"]),
    (full("=======\n"), [f"{line}:1 {CONFLICT}" for line in (1, 2, 3)]),
    ("x" * (MIB + 1), ["0:0 The file has 1,048,577 bytes; at most 1,048,576 are read."]),
]
"""A file made to take long, and the first problems in it; none where it may be read."""


def said(data: bytes) -> list[str]:
    """Return the problems of *data*, none where it is read."""
    try:
        reader.read(data, "file.yaml")
    except Unreadable as unreadable:
        return [f"{one.line}:{one.column} {one.message}" for one in unreadable.problems]
    return []


def calls_of(work: Callable[[], T]) -> tuple[T, int]:
    """Return what *work* returns, and how often functions are called and left for it."""
    calls = itertools.count()
    sys.setprofile(lambda *_: next(calls) and None)
    try:
        done = work()
    finally:
        sys.setprofile(None)
    return done, next(calls)


def files(name: str) -> list[tuple[str | bytes, list[str]]]:
    """Return what *name* reads: the one in Python, ten times slower, no very large files."""
    longest = 130_000 if name == "python" else 2 * MIB
    return [*CASES, *(bomb for bomb in BOMBS if len(bomb[0]) <= longest)]


def main(name: str) -> None:
    """Read everything with *name* and print what was said and how much work it was."""
    if name == "python":
        parser.Parser = parser.PureParser
    answers = []
    for text, _ in files(name):
        data = text if isinstance(text, bytes) else text.encode()
        answers.append(calls_of(functools.partial(said, data)))
    sys.stdout.write(json.dumps(answers))


if __name__ == "__main__":
    main(sys.argv[1])
