"""Write the manual of the rules anew, from their docstrings.

python -m scripts.rules
"""

from __future__ import annotations

from pathlib import Path

from customer_cli.lint.registry import RULES
from customer_cli.reports.check import manual

MANUAL = Path(__file__).parent.parent / "docs" / "rules.md"


def main() -> None:
    """Write `docs/rules.md`."""
    MANUAL.write_text(manual(RULES.values()), encoding="utf-8")


if __name__ == "__main__":
    main()
