"""Problems and findings as notes beside the lines of a review on GitHub."""

from __future__ import annotations

from typing import Literal

from customer_cli.errors import Problem
from customer_cli.text import visible

Level = Literal["error", "warning", "notice"]


def annotation(problem: Problem, level: Level) -> str:
    """Return *problem* as one line that a workflow of GitHub Actions understands."""
    place = {"file": problem.file, "line": problem.line, "col": problem.column}
    named = ",".join(f"{key}={_property(str(value))}" for key, value in place.items() if value)
    said = f"{problem.message} {problem.remedy}".strip()
    return f"::{level} {named}::{_escaped(said)}"


def _escaped(text: str) -> str:
    # Their own escapes; whatever else a runner would obey is shown instead.
    text = visible(text, breaks=True).replace("%", "%25")
    return text.replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
