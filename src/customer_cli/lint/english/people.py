"""English names of groups: of people or not, of one kind or two.

Words for people are known from a list and from their endings. A conjunction counts between two
groups and not inside what describes one of them: `students and parents` are two, `parents who bring
and collect` and `small and medium farms` are one.
"""

from __future__ import annotations

import re

from customer_cli.lint.english.texts import (
    DESCRIBES,
    drop_asides,
    head_words,
    normalize,
    split_words,
)

_PEOPLE = frozenset([
    "people", "person", "persons", "child", "children", "kid", "kids", "man", "men", "woman",
    "women", "girl", "boy", "baby", "babies", "adult", "teenager", "teen", "youth", "youths",
    "parent", "mother", "father", "mum", "dad", "grandparent", "grandmother", "carer",
    "guardian", "family", "families", "household", "sibling", "sister", "brother", "son",
    "daughter", "friend", "neighbour", "neighbor", "student", "pupil", "learner", "teacher",
    "principal", "staff", "employee", "worker", "colleague", "volunteer", "member", "patient",
    "nurse", "doctor", "physician", "surgeon", "therapist", "midwife", "midwives", "client",
    "customer", "user", "guest", "visitor", "tenant", "landlord", "resident", "citizen",
    "immigrant", "migrant", "refugee", "donor", "funder", "trustee", "foundation", "partner",
    "supplier", "official", "officer", "head", "chief", "clerk", "judge", "lawyer", "coach",
    "referee", "player", "fan", "athlete", "farmer", "grower", "miller", "baker", "fisher",
    "driver", "pilot", "guide", "host", "chef", "cook", "priest", "pastor", "deacon", "artist",
    "author", "poet", "musician", "editor", "dean", "alumni", "alumnus", "graduate",
    "apprentice", "intern", "mentor", "pensioner", "elder", "veteran", "survivor",
    "policyholder", "adviser", "advisor", "broker", "agent", "buyer", "seller", "trader",
    "merchant", "shopkeeper", "owner", "developer", "designer", "engineer", "planner", "maker",
    "reader", "listener", "viewer", "walker", "cyclist", "passenger", "commuter", "deputy",
    "secretary", "caretaker", "congregation", "mechanic", "others", "management", "police",
    "clergy", "crew", "villagers", "folk", "spouse", "widow", "widower", "aunt", "uncle",
    "cousin", "toddler", "infant", "newborn", "freelancer", "warden", "ranger", "choir",
])  # fmt: skip
_ORGANISATIONS = frozenset([
    "school", "hospital", "library", "company", "council", "firm", "shop", "club", "church",
    "clinic", "charity", "foundation", "business", "authority", "ministry", "agency", "bank",
    "insurer", "employer", "university", "college", "nursery", "kindergarten", "parish",
    "museum", "restaurant", "government", "organisation", "organization", "association",
    "cooperative", "co-op", "department", "supermarket", "farm",
])  # fmt: skip
DEPARTMENTS = frozenset([
    "finance", "hr", "it", "sales", "marketing", "procurement", "purchasing", "legal",
    "payroll", "accounting", "accounts", "operations", "logistics", "engineering", "design",
    "merchandising", "production", "research",
])  # fmt: skip
"""Parts of an organisation that are named without any people."""
ANIMALS = frozenset([
    "animal", "animals", "species", "dog", "dogs", "cat", "cats", "horse", "horses", "bird",
    "birds", "squirrel", "squirrels", "bee", "bees", "whale", "whales", "turtle", "turtles",
    "hedgehog", "hedgehogs", "bat", "bats", "otter", "otters", "toad", "toads", "salmon",
    "wildlife", "cattle", "sheep", "cow", "cows", "donkey", "donkeys", "seal", "seals", "frog",
    "frogs", "swift", "swifts", "owl", "owls", "tree", "trees", "river", "rivers", "forest",
    "forests", "reef", "reefs",
])  # fmt: skip
"""Living beings that cannot tell what they value."""
_NO_PEOPLE = frozenset([
    "letters", "numbers", "papers", "computers", "flowers", "fees", "coffees", "committees",
    "events", "talents", "accents", "accidents", "incidents", "presents", "plants", "grants",
    "pants", "doors", "floors", "errors", "mirrors", "factors", "sectors", "motors", "tractors",
    "orders", "offers", "dinners", "answers", "summers", "winters", "powers", "towers",
    "corners", "matters", "centers", "trailers", "containers", "printers", "scanners",
    "chapters", "quarters", "posters", "headquarters", "cancers", "disorders", "degrees",
    "contents", "cents", "indoors", "outdoors", "manners", "careers", "layers", "filters",
    "meters", "borders", "shelters", "dollars", "sweaters", "ingredients", "patents", "rents",
    "colors",
])  # fmt: skip
"""They end as people do, and are none."""
_PEOPLE_ENDINGS = ("ers", "ors", "ists", "ants", "ents", "ees", "ians", "folk", "men", "women")
_PERSON_ENDINGS = ("ist", "ian")


def is_person(word: str) -> bool:
    """Tell whether *word*, in lower case, names one or several people."""
    if word in _PEOPLE or word.removesuffix("s") in _PEOPLE:
        return True
    if len(word) < 5 or word in _NO_PEOPLE or word.endswith("ments"):
        return False
    return word.endswith(_PEOPLE_ENDINGS) or word.endswith(_PERSON_ENDINGS)


def is_organisation(word: str) -> bool:
    """Tell whether *word*, in lower case, names one or several organisations."""
    one = word.removesuffix("s")
    return not {word, one, f"{word.removesuffix('ies')}y", word.removesuffix("es")}.isdisjoint(
        _ORGANISATIONS
    )


def is_plural(word: str) -> bool:
    """Tell whether *word* looks like more than one of something."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "ics"))


def singular(word: str) -> str:
    """Return *word* as one of several, to compare two words by."""
    irregular = {"children": "child", "people": "person", "women": "woman", "men": "man"}
    if word in irregular:
        return irregular[word]
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


ABSTRACT = frozenset([
    "learning", "education", "quality", "excellence", "innovation", "mission", "programme",
    "programmes", "program", "programs", "project", "projects", "market", "markets", "brand",
    "brands", "science", "economy", "growth", "sustainability", "progress", "knowledge",
    "research", "technology", "revenue", "profit", "democracy", "curriculum", "literacy",
])  # fmt: skip
"""What nobody can meet."""
_BROAD = frozenset([
    "everyone", "everybody", "anyone", "public", "society", "community", "communities", "users",
    "customers", "stakeholders", "people", "citizens", "humanity", "mankind", "consumers",
    "world", "nation",
])  # fmt: skip
_WIDENING = frozenset([
    "the", "our", "all", "every", "general", "wider", "whole", "entire", "as", "a", "at",
    "large", "in", "we", "serve", "who", "use", "us", "of",
])  # fmt: skip
_ROLES = frozenset([
    "user", "users", "end user", "end users", "stakeholder", "stakeholders", "client", "clients",
    "customer", "customers", "consumer", "consumers", "beneficiary", "beneficiaries", "recipients",
    "service users", "target group", "target groups", "target audience", "audience", "audiences",
    "decision makers", "decision-makers", "influencers", "buyers", "payers", "gatekeepers",
    "internal customers", "external customers", "key accounts",
])  # fmt: skip
_NOT_BORN = re.compile(r"\b(future generations?|not yet born|unborn|the next generation)\b")
_KNOWN = frozenset([
    "UK", "US", "USA", "EU", "UN", "TV", "IT", "HR", "PC", "DIY", "LGBT", "LGBTQ", "LGBTQI",
    "HIV", "AIDS", "GP", "GPS", "NHS", "NGO", "NGOS", "CEO", "CEOS", "ID", "WC", "BBC", "DVD",
    "CD", "FM", "AM", "PM", "OK", "GPs", "NGOs", "CEOs", "PCs", "MPS", "USB", "DJ", "DJs",
])  # fmt: skip
_CODE = re.compile(r"[A-Z]{2,5}s?|(?=[A-Z\d]*[A-Z])(?=[A-Z\d]*\d)[A-Z\d]{2,5}")
_ROMAN = re.compile(r"[IVX]+")
_NUMBERED = re.compile(r"\b(tier|segment|cohort|cluster|band|persona|category) ([a-z]|\d{1,3})\b")
_AGE = re.compile(r"[UO]\d+s?")


def find_thing(name: str) -> str:
    """Return the word of *name* that is a thing instead of people, or nothing."""
    found = head_words(name)
    return found[-1] if found and found[-1] in ABSTRACT else ""


def find_voiceless(name: str) -> str:
    """Return the words of *name* for those who cannot speak: animals, the unborn."""
    if unborn := _NOT_BORN.search(normalize(name)):
        return unborn[0]
    found = head_words(name)
    return found[-1] if found and found[-1] in ANIMALS else ""


def find_everybody(name: str) -> str:
    """Return the word of *name* that could mean anybody, or nothing where somebody is meant."""
    left = [word for word in split_words(name.casefold()) if word not in _WIDENING]
    return left[0] if len(left) == 1 and left[0] in _BROAD else ""


def find_role(name: str) -> str:
    """Return *name* where it is the word for a role and nothing else."""
    left = " ".join(
        w for w in split_words(name.casefold()) if w not in ("the", "our", "all", "other")
    )
    return left if left in _ROLES else ""


def find_code(name: str, about: str = "") -> str:
    """Return the short form or code in *name* that neither it nor *about* spells out."""
    found = split_words(name)
    if numbered := _NUMBERED.search(normalize(name)):
        return numbered[0]
    if len(found) > 1 and name.isupper():
        return ""  # shouted, not shortened
    letters = "".join(word[0] for word in split_words(f"{name} {about}".casefold()))
    for word in found:
        known = word in _KNOWN or _ROMAN.fullmatch(word) or _AGE.fullmatch(word)
        if known or not _CODE.fullmatch(word) or (word.isupper() and is_person(word.casefold())):
            continue
        if word.removesuffix("s").casefold() not in letters:
            return word
    return ""


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


def find_two_groups(text: str) -> str:
    """Return the words of *text* that join two groups, such as `parents and teachers`."""
    found = _join_conjunctions(split_words(drop_asides(text)))
    cut = next((at for at, word in enumerate(found) if word.casefold() in DESCRIBES), len(found))
    return _find_before(found[:cut]) or _find_behind(found, cut)


def find_either_kind(text: str) -> str:
    """Return the words around an `or` in a who-clause of *text*: those who do this or that."""
    found = [word.casefold() for word in _join_conjunctions(split_words(drop_asides(text)))]
    who = denied = False
    for at, word in enumerate(found):
        if word in ".;,":
            who = denied = False
        denied = denied or word in _NEGATIVE
        who = who or word == "who"
        if word == "or" and who and not denied and not _is_one(found, at):
            return _quote_words(found[max(0, at - 2) : at + 3])
    return ""


def _quote_words(found: list[str]) -> str:
    """Return the words as a message quotes them."""
    while found[-1].casefold() in DESCRIBES:
        found = found[:-1]
    return " ".join(found).replace(" ,", ",")


def _join_conjunctions(found: list[str]) -> list[str]:
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


def _find_before(found: list[str]) -> str:
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
            return _quote_words([*left, sign, *right])
    return ""


def _are_two(left: list[str], right: list[str]) -> bool:
    if left[-1][:1].isupper() and right[0][:1].isupper() and len(right) > 1 and right[-1].islower():
        return False  # one name of several words
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


def _is_pair(left: str, right: str) -> bool:
    left, right = f" {left}", f"{right} "
    return any(
        (left.endswith(f" {a}") and right.startswith(f"{b} "))
        or (left.endswith(f" {b}") and right.startswith(f"{a} "))
        for a, b in _PAIRS
    )


def _find_behind(found: list[str], cut: int) -> str:
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
            return _quote_words(found[at - 1 : at + 3])
    return ""


def _is_one(found: list[str], at: int) -> bool:
    """Tell whether what stands around the conjunction belongs to one group all the same."""
    before, after = found[at - 1], found[at + 1] if at + 1 < len(found) else ""
    if not after or not {before, after}.isdisjoint(_NUMBERS) or (before + after).isdigit():
        return True
    if found[at - 2] in _BEING:
        return True
    return _is_pair(" ".join(found[max(0, at - 3) : at]), " ".join(found[at + 1 : at + 4]))
