"""Where one name holds two kinds of people.

A conjunction counts between two groups and not inside what describes one of them: `students and
parents` are two, `parents who bring and collect` and `small and medium farms` are one.
"""

from __future__ import annotations

from customer_cli.lint.prose.people import DEPARTMENTS, is_organisation, is_person, is_plural
from customer_cli.lint.prose.words import DESCRIBES, without_asides, words

_CONJUNCTIONS = frozenset({"and", "or", "&", "/", "+", ",", "as well as", "along with"})
_DETERMINERS = frozenset(["the", "their", "our", "his", "her", "its", "your", "a", "an"])
_MODIFIERS = frozenset(
    ["sales", "arts", "sports", "news", "athletics", "services", "operations", "logistics"]
)
"""They end in s, and say which people instead of who."""
_SINGLES_OUT = frozenset([
    "especially", "mostly", "mainly", "most", "many", "some", "including", "such", "often",
    "also", "particularly", "usually", "all", "both", "young", "old",
])  # fmt: skip
_ONE_BODY = frozenset(
    ["association", "council", "committee", "union", "forum", "evening", "night", "board"]
)
_PAIRS: tuple[tuple[str, str], ...] = (
    ("children", "young people"), ("children", "teenagers"), ("children", "adolescents"),
    ("deaf", "hard of hearing"), ("deaf", "hard-of-hearing"), ("blind", "partially sighted"),
    ("parents", "carers"), ("parents", "guardians"), ("parent", "carer"), ("parent", "guardian"),
    ("men", "women"), ("man", "woman"), ("boys", "girls"), ("boy", "girl"), ("women", "girls"),
    ("men", "boys"), ("mothers", "fathers"), ("mother", "father"), ("mums", "dads"),
    ("mum", "dad"), ("moms", "dads"), ("brothers", "sisters"), ("brother", "sister"),
    ("sons", "daughters"), ("son", "daughter"), ("refugees", "asylum seekers"),
    ("migrants", "refugees"), ("friends", "family"), ("friends", "families"),
    ("babies", "toddlers"), ("infants", "toddlers"), ("teenagers", "young adults"),
    ("widows", "widowers"), ("ladies", "gentlemen"), ("aunts", "uncles"), ("once", "twice"),
    ("sooner", "later"), ("more", "less"), ("his", "her"), ("he", "she"),
)  # fmt: skip
"""Two words for one group: their wishes hardly ever collide."""
_NEGATIVE = frozenset([
    "no", "not", "cannot", "can't", "don't", "doesn't", "didn't", "never", "without", "neither",
    "nobody", "none", "hardly", "couldn't", "won't", "isn't", "aren't", "haven't", "hasn't",
    "nor",
])  # fmt: skip
_NUMBERS = frozenset([
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "so", "more", "less", "other", "not", "even", "otherwise", "later",
])  # fmt: skip
_BEING = frozenset(["are", "is", "be", "feel", "feels", "get", "become", "was", "were"])


def two_groups(text: str) -> str:
    """Return the words of *text* that join two groups, such as `parents and teachers`."""
    found = _joined(words(without_asides(text)))
    cut = next((at for at, word in enumerate(found) if word.casefold() in DESCRIBES), len(found))
    return _before(found[:cut]) or _behind(found, cut)


def either_kind(text: str) -> str:
    """Return the words around an `or` in a who-clause of *text*: those who do this or that."""
    found = [word.casefold() for word in _joined(words(without_asides(text)))]
    who = denied = False
    for at, word in enumerate(found):
        if word in ".;,":
            who = denied = False
        denied = denied or word in _NEGATIVE
        who = who or word == "who"
        if word == "or" and who and not denied and not _is_one(found, at):
            return _said(found[max(0, at - 2) : at + 3])
    return ""


def _said(found: list[str]) -> str:
    """Return the words as a message quotes them."""
    while found[-1].casefold() in DESCRIBES:
        found = found[:-1]
    return " ".join(found).replace(" ,", ",")


def _joined(found: list[str]) -> list[str]:
    """Return the words with `as well as` made one, and without a comma before a conjunction."""
    joined: list[str] = []
    for at, word in enumerate(found):
        if [w.casefold() for w in (*joined[-2:], word)] == ["as", "well", "as"]:
            joined[-2:] = ["as well as"]
            continue
        if word == "," and found[at + 1 : at + 2] and found[at + 1].casefold() in _CONJUNCTIONS:
            continue
        joined.append(word)
    return joined


def _before(found: list[str]) -> str:
    """Look before the description, where every conjunction stands between two things."""
    parts: list[list[str]] = [[]]
    signs: list[str] = []
    for word in found:
        if word.casefold() in _CONJUNCTIONS:
            signs.append(word)
            parts.append([])
        else:
            parts[-1].append(word)
    for at, sign in enumerate(signs):
        left, right = parts[at], parts[at + 1]
        if left and right and _are_two(left, right):
            return _said([*left, sign, *right])
    return ""


def _are_two(left: list[str], right: list[str]) -> bool:
    if _is_name(left, right):
        return False
    left, right = [w.casefold() for w in left], [w.casefold() for w in right]
    one, other = left[-1], right[-1]
    if right[0] in _SINGLES_OUT or left[0] == "one" or _is_pair(" ".join(left), " ".join(right)):
        return False
    if len(left) == len(right) == 1 and {one, other} <= DEPARTMENTS:
        return True
    if one in _MODIFIERS or (
        right[0] not in _DETERMINERS and len(right) == 2 and other in _ONE_BODY
    ):
        return False
    is_thing = is_person(other) or is_organisation(other) or is_plural(other)
    if is_person(one) or is_organisation(one):
        return is_thing or right[0] in _DETERMINERS
    if is_plural(one):
        return len(right) == 1 and is_thing
    return left[0] in _DETERMINERS and right[0] in _DETERMINERS


def _is_name(left: list[str], right: list[str]) -> bool:
    capitals = left[-1][:1].isupper() and right[0][:1].isupper()
    return capitals and len(right) > 1 and right[-1].islower()


def _is_pair(left: str, right: str) -> bool:
    left, right = f" {left}", f"{right} "
    return any(
        (left.endswith(f" {a}") and right.startswith(f"{b} "))
        or (left.endswith(f" {b}") and right.startswith(f"{a} "))
        for a, b in _PAIRS
    )


def _behind(found: list[str], cut: int) -> str:
    """Look inside the description, where most conjunctions describe one group."""
    lower = [word.casefold() for word in found]
    for at in range(cut + 1, len(lower) - 1):
        if lower[at] not in _CONJUNCTIONS or lower[at] == ",":
            continue
        after = [*lower[at + 1 : at + 4], "", ""]
        theirs = after[0] in ("their", "his", "her") and (
            is_person(after[1]) or is_person(after[2])
        )
        those = after[0] == "those" and after[1] == "who"
        people = after[1 if after[0] == "the" else 0]
        others = is_person(people) and not is_person(lower[at - 1]) and lower[at] != "or"
        if those or ((theirs or others) and not _is_one(lower, at)):
            return _said(found[at - 1 : at + 3])
    return ""


def _is_one(found: list[str], at: int) -> bool:
    """Tell whether what stands around the conjunction belongs to one group all the same."""
    before, after = found[at - 1], found[at + 1] if at + 1 < len(found) else ""
    if not after or not {before, after}.isdisjoint(_NUMBERS) or (before + after).isdigit():
        return True
    if found[at - 2] in _BEING:
        return True
    return _is_pair(" ".join(found[max(0, at - 3) : at]), " ".join(found[at + 1 : at + 4]))
