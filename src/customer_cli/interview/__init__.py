"""The interview; here only its first question: how long the room has.

This module imports nothing, so that it can be on the screen before anything else is.
"""

from __future__ import annotations

PLAN = "plan"
"""The key of the question."""
TITLE = "Before we begin"
ASK = "How long do you have?"
HELP = (
    "The short path asks who must be satisfied, who is primary, what they value and who wins. "
    "One person can do it. You can change your mind at any time: go back to this question."
)
NEEDED = "Give the number of one of them. You can change your mind at any time."
PLANS = {
    "quick": "about ten minutes: only the questions that cannot wait",
    "60": "an hour",
    "90": "an hour and a half",
}
"""What is kept, and how it is said."""
