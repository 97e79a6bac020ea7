"""The interview in plain lines, for screen readers, simple terminals and pipes, or answered from a file.

Nothing is drawn over, so everything said stays where it was said. Every line is saved, as an
answer or a draft, before the next one is asked for. Whatever drove an interview, conflicts with
what somebody else changed meanwhile are asked here, one by one, before a record is saved: no guide
foresaw these questions, and the screen is gone by then.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from customer_cli.errors import CustomerError, Stopped, WrongUse
from customer_cli.interview import PLAN, protocol
from customer_cli.interview.answers import summarize
from customer_cli.interview.protocol import (
    REVIEW,
    Answer,
    Ask,
    Command,
    Confirm,
    GoTo,
    Screen,
    Skip,
)
from customer_cli.record.spec import Choice, Data, Field, Rows
from customer_cli.text import visible
from customer_cli.ui.plain_form import FieldPrompt, LineReader, PlainForm, PlainTalk
from customer_cli.workshop.session import Keep

if TYPE_CHECKING:
    from customer_cli.merge.entries import Answers, Side
    from customer_cli.merge.three_way import Conflicting


HELP = """\
  Enter          next; on nothing: keep what stands, or leave open
  :back          the question before; nothing is lost
  ? or :help     what the question means
  :last          take the earlier answer, where one is shown
  :edit          write the answer in your editor
  :skip words    leave open, with the reason if you like
  :park words    keep something for the end
  :list          all questions; then a number goes to one
  :review        read back, and save
  :clear         take the answer away
  :stop          stop here; everything is saved
  in a list      move 3 1, del 2, edit 2"""


class CommandTyped(Exception):
    """A command was typed instead of an answer; it is the only argument."""


@dataclass(slots=True)
class PlainDriver(PlainTalk):
    """Asks on *talk* and reads from *lines*.

    *preview* turns the record so far into text for the review; *edit* opens an editor on a
    text and returns what was written, or raises a `CustomerError`.
    """

    preview: Callable[[Data], str]
    edit: Callable[[str], str]
    is_announced: bool = False
    """Whether the first question stands there already."""
    said_key: str = ""
    """The key of the question that was read out last; it is not read out twice."""

    def ask(self, screen: Screen, warning: str, keep: Keep) -> Command:
        """Read *screen* out and return what is typed to it."""
        if warning:
            self.say(f"! {warning}")
        try:
            match screen:
                case protocol.Ask():
                    return self._ask(screen, keep)
                case protocol.PushBack():
                    return self._push_back(screen)
                case protocol.Overview():
                    return self._overview(screen)
                case protocol.Review():
                    return self._review(screen)
                case protocol.Done():
                    raise AssertionError("a finished interview asks nothing")
        except CommandTyped as typed:
            command: Command = typed.args[0]
            return command
        except EOFError:
            return protocol.Stop()

    # ---- a question

    def _ask(self, screen: protocol.Ask, keep: Keep) -> Command:
        if self.said_key != screen.key:
            self._read_out(screen)
            self.said_key = screen.key
        if screen.notice:
            self.say(f"! {screen.notice}")
        form = PlainForm(self, screen, keep)
        rows = form.fill()
        if follows := screen.follows(rows):
            self.say(f"  {follows}")
        if not rows and screen.rows and screen.many:
            return protocol.Clear(screen.key)
        return protocol.Answer(rows)

    def _read_out(self, screen: protocol.Ask) -> None:
        unit = "minute" if screen.minutes == 1 else "minutes"
        planned = f", {screen.minutes} {unit}" if screen.minutes else ""
        place = f"(part {screen.part} of {screen.parts}{planned})"
        if self.is_announced:
            self.say(place)
            self.is_announced = False
        else:
            self.say("")
            self.say(f"{screen.title} {place}")
            self.say(screen.ask)
        if screen.earlier:
            earlier = summarize(screen.earlier, screen.recalled)
            self.say(f"Earlier answer: {earlier}. Type :last to take it.")
        self.say("(needed; ? for help)" if screen.required else "(may stay open; ? for help)")

    def _push_back(self, screen: protocol.PushBack) -> Command:
        # The answer stays whatever is typed here, but for 1.
        self.said_key = ""
        doubt = screen.finding
        self.say("")
        for said in (doubt.message, doubt.question, screen.notice and f"! {screen.notice}"):
            if said:
                self.say(said)
        self.say("  1. write it anew  2. keep it and say why  3. park this question for the end")
        while True:
            match self.read("A number, or Enter to go on: ", screen)[0].strip():
                case "":
                    return protocol.Keep()
                case "1":
                    return protocol.Back()
                case "2":
                    return protocol.Keep(" ".join(self.read("Why it stays: ", screen)))
                case "3":
                    return protocol.Defer()
                case typed:
                    self.say(f'! "{typed}" is none of them; Enter goes on and changes nothing.')

    def _explain(self, screen: protocol.Ask) -> None:
        """Read out what the question means, why it is asked and what the commands are."""
        for label, said in (
            ("", screen.help),
            ("Why: ", screen.why),
            ("For example: ", screen.example),
            *(("Ask also: ", probe) for probe in screen.probes),
        ):
            if said:
                self.say(f"  {label}{said}")
        self.say(HELP)

    def read(self, prompt: str, screen: Screen, rows: Rows = (), now: str = "") -> list[str]:
        """Return what is typed, line by line, or raise `Leave` with the command typed instead.

        *rows* is what was typed so far, so that a command loses nothing of it; *now* is the
        text an editor would start from.
        """
        while True:
            lines = self.lines.read(visible(prompt))
            word, _, rest = lines[0].strip().partition(" ")
            if word in ("?", ":help") and isinstance(screen, protocol.Ask):
                self._explain(screen)
            elif word == ":edit" and isinstance(screen, protocol.Ask):
                try:
                    return self.edit(now).splitlines() or [""]
                except CustomerError as refusal:
                    self.say(f"! {refusal.message} {refusal.remedy}")
                    return [""]
            elif word.startswith(":") and word != "::" and len(lines) == 1:
                command = _parse_command(word, rest.strip(), screen, rows)
                if command:
                    raise CommandTyped(command)
                self.say(f"! {word} is no command here.\n{HELP}")
            else:
                return lines

    # ---- the pages

    def _overview(self, screen: protocol.Overview) -> Command:
        self._say_lines(screen.lines, screen.notice)
        keys = [line.key for line in screen.lines]
        while True:
            typed = self.read("Number to go to, Enter to go back: ", screen)[0].strip()
            if not typed:
                self.said_key = ""
                return protocol.Back()
            if place := _read_number(typed, len(keys)):
                return protocol.GoTo(keys[place - 1])
            self.say(f"! There is no number {typed}.")

    def _review(self, screen: protocol.Review) -> Command:
        self.said_key = ""
        self.say("")
        self.say("This is what was said:")
        self.say(self.preview(screen.data))
        self._say_lines((*screen.lines, *screen.findings), screen.notice)
        if screen.more_findings:
            self.say(f"Smaller doubts, for customer-cli check: {screen.more_findings}")
        for parked in screen.parked:
            self.say(f"Parked: {parked}")
        for line in screen.missing:
            self.say(f"! Still needed: {line.notice or line.ask}")
        keys = [line.key for line in (*screen.lines, *screen.findings)]
        while True:
            prompt = 'Type "save" to write the record, a number to change an answer: '
            typed = self.read(prompt, screen)[0].strip()
            if typed.casefold() == "save":
                return protocol.Confirm()
            if (place := _read_number(typed, len(keys))) and keys[place - 1]:
                return protocol.GoTo(keys[place - 1])
            self.say("! Nothing is written yet.")

    def _say_lines(self, lines: tuple[protocol.QuestionLine, ...], notice: str) -> None:
        title = ""
        for number, line in enumerate(lines, 1):
            if line.title != title:
                title = line.title
                self.say(title)
            said = f": {line.summary}" if line.summary else ""
            self.say(f"  {number}. {line.ask} [{line.state}]{said}")
        if notice:
            self.say(f"! {notice}")


def _parse_command(word: str, rest: str, screen: Screen, rows: Rows) -> Command | None:
    key = screen.key if isinstance(screen, protocol.Ask) else ""
    match word:
        case ":back":
            return protocol.Back(rows or None)
        case ":skip":
            return protocol.Skip(rest)
        case ":last":
            return protocol.KeepLast()
        case ":list":
            return protocol.GoTo(protocol.OVERVIEW, rows or None)
        case ":review":
            return protocol.GoTo(protocol.REVIEW, rows or None)
        case ":park":
            return protocol.Park(rest)
        case ":clear":
            return protocol.Clear(key)
        case ":stop":
            return protocol.Stop(rows or None)
    return None


def _read_number(typed: str, most: int) -> int:
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
    return number if number <= most else 0


_SIDES: tuple[tuple[Side, str], ...] = (
    ("theirs", "theirs, in the file"),
    ("ours", "ours, said here"),
)


def ask_conflicts(found: Conflicting, lines: LineReader | None = None, talk: Any = None) -> Answers:
    """Return whose words stay at each place of *found*, as the room says.

    Raise *found* where the answers end before the questions do: nothing is chosen for anybody.
    """
    asking = FieldPrompt(lines or LineReader(), talk or sys.stderr)
    several = len(found.conflicts)
    asking.say("")
    asking.say("Somebody else has changed the same things meanwhile.")
    answers: dict[str, Side] = {}
    for number, one in enumerate(found.conflicts, 1):
        asking.say("")
        asking.say(f"{number} of {several}: {one.place}")
        for name, value in (("before", one.base), *((n, getattr(one, s)) for s, n in _SIDES)):
            if isinstance(value, dict):
                from customer_cli.yamldoc import writer

                asking.say(f"  {name}:")
                for line in writer.dump(value).splitlines():
                    asking.say(f"    {line}")
            else:
                words = ", ".join(map(str, value)) if isinstance(value, list) else value
                asking.say(f"  {name}: {'nothing' if words is None else words}")
        choices = tuple(Choice(side, name) for side, name in _SIDES)
        try:
            said = asking.text(Field("side", "Which stays?", "choice", choices, required=True))
        except Stopped:
            asking.say("")
            raise found from None
        answers[one.place] = "ours" if said == "ours" else "theirs"
    return answers


@dataclass(frozen=True, slots=True)
class ScriptDriver:
    """Answers the question of the *plan*, and then says that this is all there is."""

    plan: str

    def ask(self, screen: Screen, warning: str, keep: Keep) -> Command:  # noqa: ARG002
        """Confirm the review, or raise `WrongUse` naming every question that needs an answer."""
        if isinstance(screen, Ask):
            return Answer(({PLAN: self.plan},)) if screen.key == PLAN else GoTo(REVIEW)
        missing = getattr(screen, "missing", ())
        if missing:
            lines = [f"  {line.key}: {line.notice or line.ask}" for line in missing]
            several = f"{len(lines)} questions still need"
            head = "One question still needs" if len(lines) == 1 else several
            raise WrongUse("\n".join([f"{head} an answer:", *lines]), _REMEDY)
        return Confirm()


_REMEDY = (
    "Answer them in the file; customer-cli interview --template prints one with the questions "
    "as comments."
)


@dataclass(slots=True)
class DemonstrationDriver:
    """Answers every question with what stands in its fields.

    *say* is given the heading of each section, with its first question and the answer.
    """

    say: Callable[[str, str, str], None]
    part: int = 0
    """The section whose heading was said last."""

    def ask(self, screen: Screen, warning: str, keep: Keep) -> Command:  # noqa: ARG002
        """Return the answer that is there, or leave the question open."""
        if not isinstance(screen, Ask):
            return Confirm()
        if screen.key == PLAN:
            return Answer(({PLAN: "60"},))
        if screen.part != self.part and screen.rows:
            self.part = screen.part
            self.say(screen.title, screen.ask, summarize(screen.rows, screen.fields))
        return Answer(screen.rows) if screen.rows else Skip()
