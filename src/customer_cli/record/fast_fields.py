"""The fields of each part of a record, for `fast.py`.

Written by `python -m scripts.plain_fields` from the models of `record/model.py`; not to be edited.
"""

from __future__ import annotations

from typing import Any

# fmt: off
FIELDS: dict[str, dict[str, tuple[Any, ...]]] = {
    "Word": {
        'one': ('text',),
        'many': ('text',),
    },
    "Person": {
        'id': (('maybe', 'id'), None),
        'name': ('text',),
        'role': ('text', ''),
        'part': (('word', 'Part'), 'participant'),
    },
    "Evidence": {
        'id': (('maybe', 'id'), None),
        'kind': (('word', 'EvidenceKind'),),
        'date': (('maybe', 'day'), None),
        'people': (('number', 0, None), 1),
        'source': ('text', ''),
        'says': (('word', 'Says'), 'supports'),
        'from_them': (('maybe', 'flag'), None),
        'still_fits': ('flag', False),
        'words': ('text', ''),
    },
    "Value": {
        'id': (('maybe', 'id'), None),
        'kind': (('word', 'ValueKind'), 'need'),
        'text': ('text',),
        'met_when': ('text', ''),
        'reworded': (('maybe', 'day'), None),
        'takes': ('text', ''),
        'evidence': (('list', ('part', 'Evidence')), ()),
    },
    "Customer": {
        'name': ('text',),
        'about': ('text', ''),
        'was': (('list', 'id'), ()),
        'same_people_as': (('list', 'id'), ()),
        'facts': (('list', ('word', 'FactName')), ()),
        'pays_with': (('list', 'text'), ()),
        'serves': (('list', 'id'), ()),
        'because': ('text', ''),
        'values': (('list', ('short', 'text', ('part', 'Value'))), ()),
        'evidence': (('list', ('part', 'Evidence')), ()),
    },
    "TieBreak": {
        'prefer': ('id',),
        'over': ('id',),
        'example': ('text', ''),
    },
    "NotServed": {
        'who': ('text',),
        'because': ('text', ''),
        'instead': ('text', ''),
        'told_by': ('text', ''),
    },
    "Expected": {
        'about': ('id',),
        'change': ('text',),
        'sign': ('text', ''),
    },
    "Learn": {
        'id': (('maybe', 'id'), None),
        'question': ('text',),
        'about': (('maybe', 'id'), None),
        'how': ('text', ''),
        'owner': ('text', ''),
        'due': (('maybe', 'day'), None),
        'answered_by': (('one or more', 'id'), ()),
    },
    "Parked": {
        'text': ('text',),
        'owner': ('text', ''),
    },
    "Left": {
        'id': ('id',),
        'because': ('text', ''),
        'evidence': (('list', ('part', 'Evidence')), ()),
    },
    "Dissent": {
        'id': (('maybe', 'id'), None),
        'who': ('text', ''),
        'says': ('text',),
        'would_change': ('text', ''),
        'answer': ('text', ''),
        'owner': ('text', ''),
        'due': (('maybe', 'day'), None),
        'state': (('word', 'DissentState'), 'open'),
        'was_right': (('maybe', 'flag'), None),
    },
    "ReadBack": {
        'primary': (('maybe', 'id'), None),
        'order': (('list', 'id'), ()),
    },
    "Decision": {
        'status': (('word', 'DecisionStatus'), 'draft'),
        'rule': ('text', ''),
        'because': ('text', ''),
        'support': (('map', 'id', ('number', 1, 5)), {}),
        'confirmed': (('list', 'id'), ()),
        'read_back': (('maybe', ('part', 'ReadBack')), None),
        'dissent': (('list', ('part', 'Dissent')), ()),
        'review_by': (('maybe', 'day'), None),
    },
    "Acknowledged": {
        'rule': ('text',),
        'where': ('text',),
        'because': ('text',),
        'date': (('maybe', 'day'), None),
    },
    "Record": {
        'format': (('number', None, None), 1),
        'team': ('text',),
        'held': ('day',),
        'guide': ('text', ''),
        'lens': (('word', 'LensName'), 'drucker'),
        'word': (('maybe', ('short', 'one and many', ('part', 'Word'))), None),
        'slogan': ('text', ''),
        'result': ('text', ''),
        'previous': ('text', ''),
        'people': (('list', ('short', 'name', ('part', 'Person'))), ()),
        'primary': (('maybe', 'id'), None),
        'order': (('list', 'id'), ()),
        'customers': (('map', 'id', ('part', 'Customer')), {}),
        'tie_breaks': (('list', ('part', 'TieBreak')), ()),
        'not_served': (('list', ('part', 'NotServed')), ()),
        'expected': (('list', ('part', 'Expected')), ()),
        'learn': (('list', ('part', 'Learn')), ()),
        'parked': (('list', ('part', 'Parked')), ()),
        'left': (('list', ('part', 'Left')), ()),
        'decision': (('maybe', ('part', 'Decision')), None),
        'skipped': (('list', 'text'), ()),
        'answers': (('map', 'text', 'text'), {}),
        'acknowledged': (('list', ('part', 'Acknowledged')), ()),
    },
}
