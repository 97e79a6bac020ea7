"""The screens of an interview at one moment: the question, the lines, the record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from customer_cli.interview import PLAN, protocol
from customer_cli.interview.agenda import Agenda, Prompt, judge_facts
from customer_cli.interview.answers import find_problem, summarize, with_choices
from customer_cli.interview.protocol import InterviewState, QuestionLine, reason_key
from customer_cli.record.spec import Data, Field, Rows


@dataclass(frozen=True, slots=True)
class InterviewView:
    """The agenda and the state of a moment, over what the conversation started from."""

    agenda: Agenda
    state: InterviewState
    base: Data
    earlier: Data

    def lines(self) -> tuple[QuestionLine, ...]:
        """Return every question of the agenda with its state."""
        return tuple(self._line(prompt) for prompt in self.agenda.prompts)

    def missing(self) -> tuple[QuestionLine, ...]:
        """Return the questions to be answered, or looked at again, before anything is written."""
        # Two questions of one slot share their answer, so one of them is enough to be told.
        first = {prompt.answer_key: prompt for prompt in reversed(self.agenda.prompts)}
        lines = (self._line(p) for p in self.agenda.prompts if first[p.answer_key] is p)
        return tuple(
            line
            for line in lines
            if line.state == "look again" or (line.required and line.state != "answered")
        )

    def so_far(self) -> Data:
        """Return the record as answered, with the doubts that were kept for a reason."""
        data = dict(self.agenda.data)
        kept = [row for rows in self.state.acknowledged.values() for row in rows]
        if kept:
            when = {"date": self.base["held"]} if self.base.get("held") else {}
            told = [{**row, **when} for row in kept]
            data["acknowledged"] = [*(data.get("acknowledged") or []), *told]
        return data

    def conclusion(self) -> Data:
        """Return the record as the answers make it: plain data, complete but for missing ids."""
        data = self.so_far()
        if self.state.parked:
            parked = [{"text": text} for text in self.state.parked]
            data["parked"] = [*(data.get("parked") or []), *parked]
        lines = self.lines()
        if self.base.get("previous") or "skipped" in self.base:
            # What nobody touches stands; only what was open before, or was taken away, is open.
            answered = {line.key for line in lines if line.state == "answered"}
            open_before = [k for k in self.base.get("skipped") or [] if k not in answered]
            emptied = {kept for kept, rows in self.state.answers.items() if not rows}
            there = (p for p in self.agenda.prompts if p.slot.read(self.base, p.about))
            taken_away = (p.key for p in there if p.answer_key in emptied)
            data["skipped"] = list(dict.fromkeys([*open_before, *taken_away]))
        else:
            still_open = (line.key for line in lines if line.state != "answered")
            data["skipped"] = [key for key in still_open if key != PLAN]
        return data

    def answer(self, prompt: Prompt) -> Rows:
        """Return the answer to *prompt*, or no rows."""
        if prompt.answer_key in self.state.answers:
            return self.state.answers[prompt.answer_key]
        return tuple(prompt.slot.read(self.agenda.base_with_names, prompt.about))

    def current_rows(self, prompt: Prompt) -> Rows:
        """Return what the fields of *prompt* hold: a draft, else the answer, else what is known."""
        if prompt.answer_key in self.state.drafts:
            return self.state.drafts[prompt.answer_key]
        return self.answer(prompt) or tuple(prompt.slot.read(self.agenda.data, prompt.about))

    def ask(self, prompt: Prompt, notice: str) -> protocol.Ask:
        """Return the question of *prompt*, ready to be drawn."""
        question, section, about = prompt.question, prompt.section, prompt.about
        prompts = self.agenda.prompts
        siblings = [p.key for p in prompts if p.section is section]

        words = partial(self.agenda.wording, named=prompt.named)
        return protocol.Ask(
            key=prompt.key,
            ask=words(question.ask),
            help=words(question.help),
            why=words(question.why),
            example=words(question.example),
            probes=tuple(words(probe) for probe in question.probes),
            fields=prompt.fields,
            many=prompt.slot.many,
            required=prompt.required,
            rows=self.current_rows(prompt),
            drafted=prompt.answer_key in self.state.drafts,
            earlier=tuple(prompt.slot.read(self.earlier, about)),
            recalled=tuple(self._recalled(field, about) for field in prompt.fields),
            title=words(section.title),
            mode=section.mode,
            part=self.agenda.sections.index(section.id) + 1,
            parts=len(self.agenda.sections),
            step=siblings.index(prompt.key) + 1,
            steps=len(siblings),
            minutes=section.planned(self.state.plan),
            since=self.state.since(siblings),
            first=prompt is prompts[0],
            notice=notice,
            lens=self._judging(prompt),
        )

    def _recalled(self, field: Field, about: str) -> Field:
        # Ids are the file's; the room knows people by the names they had last time.
        then = with_choices(field._replace(choices=()), self.earlier, about).choices
        return field._replace(choices=(*then, *field.choices)) if then else field

    def hiding(self, prompt: Prompt, rows: Rows) -> str:
        """Return what would leave the record with who is not in *rows* any more, or nothing."""
        staying = {row.get("id") for row in rows}
        said = prompt.slot.read(self.agenda.data, "")
        gone = {str(row["id"]): str(row["name"]) for row in said if row["id"] not in staying}
        hidden = [p for p in self.agenda.prompts if p.about in gone and self.answer(p)]
        if not hidden:
            return ""
        count = "one answer" if len(hidden) == 1 else f"{len(hidden)} answers"
        return (
            f"Without {', '.join(gone.values())}, {count} about them would leave the record. "
            "Press Enter again to do that, or put them back; nothing is lost yet."
        )

    def push_back(self, prompt: Prompt, notice: str = "") -> protocol.PushBack:
        """Return the last doubt, about the answer to *prompt*, as a question ready to be drawn."""
        reason = self.state.drafts.get(reason_key(prompt.answer_key), ())
        return protocol.PushBack(
            key=prompt.key,
            ask=self.agenda.wording(prompt.question.ask, prompt.named),
            answer=self._summary(prompt, self.answer(prompt)),
            finding=self.state.findings[-1],
            title=self.agenda.wording(prompt.section.title, prompt.named),
            because=str(reason[0].get("because", "")) if reason else "",
            notice=notice,
        )

    def _summary(self, prompt: Prompt, rows: Rows) -> str:
        said = summarize(rows, prompt.fields)
        found = judge_facts(rows, self._judging(prompt))
        return f"{found.name}: {said}" if found else said

    def _judging(self, prompt: Prompt) -> str:
        return self.agenda.lens if prompt.slot.name == "facts" else ""

    def _line(self, prompt: Prompt) -> QuestionLine:
        rows = self.answer(prompt)
        draft = self.state.drafts.get(prompt.answer_key, ())
        notice = find_problem(prompt.slot, rows, prompt.fields) if rows else ""
        open_or_draft: protocol.QuestionState = "draft" if draft else "open"
        return QuestionLine(
            key=prompt.key,
            ask=self.agenda.wording(prompt.question.ask, prompt.named),
            title=self.agenda.wording(prompt.section.title, prompt.named),
            state="look again" if notice else "answered" if rows else open_or_draft,
            summary=self._summary(prompt, rows or draft),
            required=prompt.required,
            notice=notice,
        )
