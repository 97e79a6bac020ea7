"""The conversation in plain lines: for screen readers, simple terminals and pipes.

Nothing is drawn over, so everything said stays where it was said. Every line is kept, as an
answer or a draft, before the next one is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from customer_cli.errors import CustomerError
from customer_cli.interview import protocol
from customer_cli.interview.answers import summary
from customer_cli.interview.protocol import Command, Screen
from customer_cli.record.spec import Data, Rows
from customer_cli.text import visible
from customer_cli.ui.plain_form import Form, Lines
from customer_cli.workshop.session import Keep

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


class Leave(Exception):
    """A command was typed instead of an answer."""

    def __init__(self, command: Command) -> None:
        super().__init__()
        self.command = command


@dataclass(slots=True)
class PlainDriver:
    """Asks on *talk* and reads from *lines*.

    *preview* turns the record so far into text for the review; *edit* opens an editor on a
    text and returns what was written, or raises a `CustomerError`.
    """

    lines: Lines
    talk: TextIO
    preview: Callable[[Data], str]
    edit: Callable[[str], str]
    is_announced: bool = False
    """Whether the first question stands there already."""
    shown: str = ""
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
        except Leave as leave:
            return leave.command
        except EOFError:
            return protocol.Stop()

    # ---- a question

    def _ask(self, screen: protocol.Ask, keep: Keep) -> Command:
        if self.shown != screen.key:
            self._read_out(screen)
            self.shown = screen.key
        if screen.notice:
            self.say(f"! {screen.notice}")
        form = Form(self, screen, keep)
        rows = form.fill_list() if screen.many else form.fill_row()
        if told := screen.follows(rows):
            self.say(f"  {told}")
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
            earlier = summary(screen.earlier, screen.recalled)
            self.say(f"Earlier answer: {earlier}. Type :last to take it.")
        self.say("(needed; ? for help)" if screen.required else "(may stay open; ? for help)")

    def _push_back(self, screen: protocol.PushBack) -> Command:
        # The answer stays whatever is typed here, but for 1.
        self.shown = ""
        doubt = screen.doubt
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

    def explain(self, screen: protocol.Ask) -> None:
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
                self.explain(screen)
            elif word == ":edit" and isinstance(screen, protocol.Ask):
                return self._edited(now)
            elif word.startswith(":") and word != "::" and len(lines) == 1:
                command = _command(word, rest.strip(), screen, rows)
                if command:
                    raise Leave(command)
                self.say(f"! {word} is no command here.\n{HELP}")
            else:
                return lines

    def _edited(self, now: str) -> list[str]:
        try:
            return self.edit(now).splitlines() or [""]
        except CustomerError as refusal:
            self.say(f"! {refusal.message} {refusal.remedy}")
            return [""]

    # ---- the pages

    def _overview(self, screen: protocol.Overview) -> Command:
        self._pages(screen.lines, screen.notice)
        keys = [line.key for line in screen.lines]
        while True:
            typed = self.read("Number to go to, Enter to go back: ", screen)[0].strip()
            if not typed:
                self.shown = ""
                return protocol.Back()
            if place := _number(typed, len(keys)):
                return protocol.GoTo(keys[place - 1])
            self.say(f"! There is no number {typed}.")

    def _review(self, screen: protocol.Review) -> Command:
        self.shown = ""
        self.say("")
        self.say("This is what was said:")
        self.say(self.preview(screen.data))
        self._pages((*screen.lines, *screen.doubts), screen.notice)
        if screen.more_doubts:
            self.say(f"Smaller doubts, for customer-cli check: {screen.more_doubts}")
        for parked in screen.parked:
            self.say(f"Parked: {parked}")
        for line in screen.missing:
            self.say(f"! Still needed: {line.notice or line.ask}")
        keys = [line.key for line in (*screen.lines, *screen.doubts)]
        while True:
            prompt = 'Type "save" to write the record, a number to change an answer: '
            typed = self.read(prompt, screen)[0].strip()
            if typed.casefold() == "save":
                return protocol.Confirm()
            if (place := _number(typed, len(keys))) and keys[place - 1]:
                return protocol.GoTo(keys[place - 1])
            self.say("! Nothing is written yet.")

    def _pages(self, lines: tuple[protocol.Line, ...], notice: str) -> None:
        title = ""
        for number, line in enumerate(lines, 1):
            if line.title != title:
                title = line.title
                self.say(title)
            said = f": {line.summary}" if line.summary else ""
            self.say(f"  {number}. {line.ask} [{line.state}]{said}")
        if notice:
            self.say(f"! {notice}")

    def say(self, text: str) -> None:
        """Write *text* with nothing in it that a terminal would obey."""
        self.talk.write(visible(text, breaks=True) + "\n")
        self.talk.flush()


def _command(word: str, rest: str, screen: Screen, rows: Rows) -> Command | None:
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


def _number(typed: str, most: int) -> int:
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
    return number if number <= most else 0
