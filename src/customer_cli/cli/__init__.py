"""The command line: one file for each command, its options and its body together.

Typer reads the annotations of a command at every start, so no file with a command begins with
`from __future__ import annotations`; evaluating them again from text takes longer. Beside
`errors` and this package a command imports nothing of ours until it runs, so that its help is
quick.
"""
