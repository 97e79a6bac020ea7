"""The interview: commands in, events out, without a terminal, a disk or a clock of its own.

An interview is a fold over events. `view` says what to show, `send` takes a command and
returns the events it caused, and replaying those events on a fresh interview gives the same
view: that is how a killed terminal is taken up again. Its rules:

1. Going back, jumping and stopping never judge and never lose what was typed.
2. A refused answer becomes a draft, so a crash right after a refusal loses nothing.
3. An empty answer keeps what stands there; only `Clear` deletes.
4. Answers to questions that left the agenda are kept, and come back with the question.
5. Whoever jumps from the overview or the review returns there after answering.
6. A finding is put back as a question once, and whatever is said to it, the room goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from customer_cli import interview as plan
from customer_cli.guide.model import Guide
from customer_cli.interview import agenda as agendas
from customer_cli.interview import protocol, push_back, store
from customer_cli.interview.agenda import Agenda, Prompt
from customer_cli.interview.answers import find_problem, normalize
from customer_cli.interview.protocol import (
    OVERVIEW,
    REVIEW,
    Command,
    Event,
    EventKind,
    InterviewState,
    QuestionLine,
    RunRules,
    Screen,
    no_rules,
    reason_key,
)
from customer_cli.interview.screens import InterviewView
from customer_cli.record.spec import Data, Rows
from customer_cli.text import clean

Move = tuple[str, tuple[str, ...]]
"""A place, and where it returns to, innermost first."""


def _way_home(state: InterviewState) -> Move:
    """Return the way to where this place was opened from."""
    return state.returns[0], state.returns[1:]


class Interview:
    """One conversation over *guide*, starting from *base*, a record's data in canonical form.

    *earlier* is last year's record in the same form, shown beside the fields. *now* returns
    the time as text; it is written into events and never read back to decide anything. *run_rules*
    says what the method finds (`rules.rules_after`), *notice* what the room must know first.
    """

    def __init__(
        self,
        guide: Guide,
        base: Data | None = None,
        *,
        earlier: Data | None = None,
        now: Callable[[], str] = lambda: "",
        run_rules: RunRules = no_rules,
        notice: str = "",
    ) -> None:
        self._guide = guide
        self._base: Data = base or {}
        self._earlier: Data = earlier or {}
        self._now = now
        self._run_rules = run_rules
        self._state = InterviewState()
        self._notice = notice
        self._warned: Rows | None = None
        self._agenda = self._plan()

    @classmethod
    def replay(
        cls,
        guide: Guide,
        events: Iterable[Event],
        base: Data | None = None,
        *,
        earlier: Data | None = None,
        now: Callable[[], str] = lambda: "",
        run_rules: RunRules = no_rules,
        notice: str = "",
    ) -> Interview:
        """Return the interview that *events* leave; they are facts, so nothing is judged again."""
        interview = cls(guide, base, earlier=earlier, now=now, run_rules=run_rules, notice=notice)
        for event in events:
            interview._state.apply(event)
        interview._agenda = interview._plan()
        return interview

    # ---- what to show

    def view(self) -> Screen:
        """Return what to show now."""
        if self._state.confirmed:
            return protocol.Done(self.conclusion())
        if self._state.place == OVERVIEW:
            left = next(iter(self._state.returns), "")
            return protocol.Overview(self._view.lines(), left, self._notice)
        prompt = self._prompt()
        if prompt is None:
            data = self.conclusion()
            findings, more = push_back.list_findings(self._run_rules(data, ""), self._agenda)
            return protocol.Review(
                self.lines(), data, self.missing(), tuple(self._state.parked), findings, more,
                self._notice,
            )  # fmt: skip
        if self._state.open:
            return self._view.push_back(prompt, self._notice)
        return self._view.ask(prompt, self._notice)

    def lines(self) -> tuple[QuestionLine, ...]:
        """Return every question of the agenda with its state."""
        return self._view.lines()

    def missing(self) -> tuple[QuestionLine, ...]:
        """Return the questions to be answered, or looked at again, before anything is written."""
        return self._view.missing()

    def conclusion(self) -> Data:
        """Return the record as the answers make it: plain data, complete but for missing ids."""
        return self._view.conclusion()

    @property
    def _view(self) -> InterviewView:
        return InterviewView(self._agenda, self._state, self._base, self._earlier)

    def _prompt(self) -> Prompt | None:
        """The prompt at the current place; the first open one where a changed guide lost it."""
        if self._state.place in (OVERVIEW, REVIEW):
            return None
        here = self._agenda.at(self._state.place)
        return here or next((p for p in self._agenda.prompts if not self._view.answer(p)), None)

    # ---- what happens

    def send(self, command: Command) -> tuple[Event, ...]:
        """Take *command* and return the events it caused, already applied.

        Whatever is refused leaves a notice in the view, with the remedy.
        """
        self._notice = ""
        if not isinstance(command, protocol.Answer | protocol.Draft):
            self._warned = None
        events = []
        for event in self._events(command):
            # Applied at once, because where to go next depends on what was just answered.
            self._state.apply(event)
            if event.kind in ("answered", "kept", "cleared"):
                self._agenda = self._plan()
            events.append(event)
        return tuple(events)

    def _events(self, command: Command) -> Iterator[Event]:
        prompt = self._prompt()
        if prompt and self._state.open and push_back.is_reply(command, prompt.key):
            yield from self._reply(prompt, command)
            return
        match command:
            case protocol.Park(text):
                if clean(text):
                    yield self._event("parked", text=clean(text))
                    self._notice = f"Parked for the end: {clean(text)}"
            case protocol.Clear(key):
                cleared = self._agenda.at(key)
                if cleared:
                    yield self._event("cleared", cleared.answer_key)
            case protocol.Confirm():
                if missing := self._view.missing():
                    asked = "; ".join(line.ask for line in missing)
                    self._notice = f"Before this can be written, answer: {asked}"
                else:
                    yield self._event("confirmed")
            case protocol.GoTo(key, rows):
                yield from self._save_draft(prompt, rows)
                yield from self._go_to(key)
            case protocol.Back(rows):
                yield from self._save_draft(prompt, rows)
                yield from self._back(prompt)
            case protocol.Stop(rows) | protocol.Draft(rows):
                yield from self._save_draft(prompt, rows)
            case _ if prompt is None:
                return
            case protocol.Answer(rows):
                yield from self._take_answer(prompt, rows)
            case protocol.Skip(reason):
                yield from self._skip(prompt, clean(reason))
            case protocol.KeepLast():
                yield from self._keep(prompt)

    def _take_answer(self, prompt: Prompt, typed: Rows) -> Iterator[Event]:
        rows = normalize(prompt.slot, typed)
        said = normalize(prompt.slot, self._view.answer(prompt))
        if said and rows in ((), said) and not self._is_typed(prompt):
            # What already stands is not answered anew: it may yet be changed underneath.
            yield self._go_on(prompt)
            return
        if not rows and said:
            rows = said
        if not rows:
            yield from self._skip(prompt, "")
            return
        self._notice = find_problem(prompt.slot, rows, prompt.fields)
        if prompt.slot.name == "customers" and not self._notice and self._warned != rows:
            # A changed answer can take later questions away with what was said there; nobody
            # should lose sight of words without having been told.
            self._warned = rows
            self._notice = self._view.hiding(prompt, rows)
        if self._notice:
            yield from self._save_draft(prompt, typed)
            return
        yield self._event("answered", prompt.answer_key, rows)
        answers = {k: rows for k, rows in self._state.answers.items() if k != prompt.answer_key}
        without = partial(agendas.plan_agenda, self._guide, self._base, answers, self._state.plan)
        if finding := push_back.choose_finding(
            prompt, self._state, self._run_rules, self._view.so_far, without
        ):
            yield self._event("doubted", prompt.answer_key, (finding.to_row(),))
        else:
            yield self._go_on(prompt)

    def _reply(self, prompt: Prompt, command: Command) -> Iterator[Event]:
        said = self._view.push_back(prompt)
        for kind, rows, text in push_back.reply_events(said, command):
            yield self._event(kind, prompt.answer_key if rows else "", rows, text)
        if isinstance(command, protocol.Back | protocol.GoTo):
            yield from self._save_draft(prompt, command.rows)
            yield self._move((self._state.place, self._state.returns))
            self._notice = said.finding.question
        else:
            yield self._go_on(prompt)

    def _is_typed(self, prompt: Prompt) -> bool:
        """Whether what is said to *prompt* is of this conversation, and not only of before."""
        data = self._agenda.data
        then = (data.get("decision") or {}).get("read_back")
        if prompt.slot.name == "confirm" and then and then != store.read_back(data):
            return True  # another order, or another primary customer, was confirmed
        return prompt.answer_key in self._state.answers or prompt.answer_key in self._state.drafts

    def _skip(self, prompt: Prompt, reason: str) -> Iterator[Event]:
        if prompt.required and not self._view.answer(prompt):
            self._notice = (
                plan.NEEDED
                if prompt.key == plan.PLAN
                else (
                    "This one is needed: there is no record without it. "
                    "Write your best guess if nobody knows today; you can come back to it."
                )
            )
            return
        yield self._event("skipped", prompt.answer_key, text=reason)
        yield self._go_on(prompt)

    def _keep(self, prompt: Prompt) -> Iterator[Event]:
        rows = normalize(prompt.slot, prompt.slot.read(self._earlier, prompt.about))
        if not rows:
            self._notice = "There is no earlier answer to this question."
            return
        if misfit := find_problem(prompt.slot, rows, prompt.fields):
            self._notice = f"The earlier answer does not fit any more. {misfit}"
            return
        yield self._event("kept", prompt.answer_key, rows)
        yield self._go_on(prompt)

    def _save_draft(self, prompt: Prompt | None, typed: Rows | None) -> Iterator[Event]:
        if prompt is not None and typed is not None:
            rows, kept, known = (
                _as_typed_rows(typed),
                prompt.answer_key,
                self._view.current_rows(prompt),
            )
            if self._state.open:
                kept = reason_key(kept)
                known = self._state.drafts.get(kept, ())
            if rows != _as_typed_rows(known):
                yield self._event("drafted", kept, rows)

    def _go_on(self, prompt: Prompt) -> Event:
        """Return the move from *prompt*, which is dealt with."""
        if self._state.returns:
            return self._move(_way_home(self._state))
        keys = [p.key for p in self._agenda.prompts]
        place = keys.index(prompt.key) + 1
        return self._move((keys[place] if place < len(keys) else REVIEW, ()))

    def _move(self, way: Move) -> Event:
        return self._event("moved", way[0], text=" ".join(way[1]))

    def _back(self, prompt: Prompt | None) -> Iterator[Event]:
        """Yield the move back from *prompt*, or from the last page."""
        keys = [p.key for p in self._agenda.prompts]
        place = keys.index(prompt.key) if prompt else len(keys)
        if self._state.returns:
            yield self._move(_way_home(self._state))
        elif place:
            yield self._move((keys[place - 1], ()))
        else:
            self._notice = "This is the first question."

    def _go_to(self, key: str) -> Iterator[Event]:
        here, returns = self._state.place, self._state.returns
        if key in (here, *returns):
            # Coming home: whatever was opened on the way is closed.
            while key != self._state.place:
                yield self._move(_way_home(self._state))
        elif key in (OVERVIEW, REVIEW) or self._agenda.at(key) is not None:
            opened = key == OVERVIEW or here in (OVERVIEW, REVIEW)
            yield self._move((key, (here, *returns) if opened else ()))
        if key != self._state.place:
            self._notice = f'There is no question "{key}". The overview shows what there is.'

    def _event(self, kind: EventKind, key: str = "", rows: Rows = (), text: str = "") -> Event:
        return Event(kind, key, rows, text, self._now())

    def _plan(self) -> Agenda:
        return agendas.plan_agenda(self._guide, self._base, self._state.answers, self._state.plan)


def _as_typed_rows(rows: Rows) -> Rows:
    """*rows* as a journal gives them back: lists for sequences, nothing empty."""
    plain = (
        {name: v if isinstance(v, str) else list(v) for name, v in row.items() if v} for row in rows
    )
    return tuple(row for row in plain if row)
