"""The question who the customer is, asked in a meeting and kept in git.

A guide holds the questions, an interview asks them, a record keeps what the team
said, one file for each sitting. Status and standing are derived from a record, never
typed into it; reports turn them into text. Only `ui` and commands talk to a person.
"""

__version__ = "0.1.0"
