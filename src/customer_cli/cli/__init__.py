"""The table of contents: every command with its options, each body one call.

No file here begins with `from __future__ import annotations`: Typer reads the annotations at
every start, and evaluating them again from text is a twentieth of the time `--help` takes.
"""
