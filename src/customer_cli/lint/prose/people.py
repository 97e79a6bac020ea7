"""Which words name people, as far as a list and an ending can tell."""

from __future__ import annotations

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
