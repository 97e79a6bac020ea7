"""The whole-screen driver: what every key does, and what is seen at every size."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from customer_cli.errors import NotHere, Stopped
from customer_cli.guide import files
from customer_cli.interview import protocol
from customer_cli.interview.engine import Interview
from customer_cli.interview.protocol import (
    Answer,
    Ask,
    Back,
    Clear,
    Command,
    Confirm,
    Defer,
    GoTo,
    Keep,
    Overview,
    Park,
    PushBack,
    QuestionLine,
    RaisedFinding,
    Review,
    Screen,
    Skip,
    Stop,
)
from customer_cli.record.spec import Choice, Field, Row, Rows
from customer_cli.ui.terminal.driver import TerminalDriver
from customer_cli.ui.terminal.lines import count_cells, find_breaks, wrap_rows
from customer_cli.ui.terminal.overview import OverviewPage, PushBackPage
from customer_cli.ui.terminal.page import TerminalPage, draw_hints, draw_screen
from customer_cli.ui.terminal.question import QuestionPage
from customer_cli.ui.terminal.review import ReviewPage
from customer_cli.workshop.session import Session

NOON = dt.datetime(2026, 3, 14, 12, 0, tzinfo=dt.UTC)
ENTER, TAB, BACK, STOP = "\r", "\t", "\x1b[Z", "\x03"
UP, DOWN, SHIFT_UP, SHIFT_DOWN = "\x1b[A", "\x1b[B", "\x1b[1;2A", "\x1b[1;2B"
NAME = Field("name", "Name")
LONG = Field("why", "Why", "text")
FRUIT = tuple(Choice(name[:2], name) for name in ("apple", "banana", "cherry"))
DOZEN = tuple(Choice(f"c{n}", f"choice {n}") for n in range(1, 13))
ONE = Field("fruit", "Fruit", "choice", FRUIT)
KIND = ONE._replace(default="ba")
FREE = ONE._replace(free=True)
MANY = Field("fruits", "Fruits", "several", FRUIT)
ORDER = Field("order", "First wins", "order", FRUIT)


def pasted(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


def asked(*fields: Field, rows: tuple[Row, ...] = (), **more: Any) -> Ask:
    plain = Ask(
        key="q", ask="Whose life is changed?", help="What it means.", why="Because.",
        example="Teachers.", probes=("Who else?",), fields=fields or (NAME,), many=False,
        required=False, rows=rows, drafted=False, earlier=(), recalled=fields or (NAME,), title="The primary customer",
        mode="discuss", part=3, parts=14, step=2, steps=4, minutes=8, since=NOON.isoformat(),
        first=False,
    )  # fmt: skip
    return replace(plain, **more)


@dataclass
class Room:
    """A driver under the keys of a pipe."""

    driver: TerminalDriver
    source: PipeInput
    shown: Callable[[], str]
    kept: list[Rows] = field(default_factory=list)
    warning: str = ""

    def keep(self, rows: Rows) -> str:
        self.kept.append(rows)
        return self.warning

    def ask(self, screen: Screen, keys: str, warning: str = "", pause: float = 0) -> Command:
        """Press *keys* and, lest a test waits for ever, Ctrl-C; none of them meets the next ask.

        With a *pause* there is time to look at the screen before Ctrl-C.
        """
        if pause:
            self.source.send_text(keys)
            threading.Timer(pause, self.source.send_text, [STOP]).start()
        else:
            self.source.send_text(keys + STOP)
        command = self.driver.ask(screen, warning, self.keep)
        clear_typeahead(self.source)
        self.source.read_keys()
        return command


@contextlib.contextmanager
def room(
    edit: Callable[..., str] | None = None, size: Size | None = None, color: str = "auto"
) -> Iterator[Room]:
    written = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    output = Vt100_Output(written, lambda: size or Size(18, 64), enable_cpr=False)

    def shown() -> str:
        written.flush()
        buffer: Any = written.buffer
        return str(buffer.getvalue().decode())

    with create_pipe_input() as source:
        driver = TerminalDriver(
            now=lambda: NOON + dt.timedelta(minutes=4), edit=edit or _no_editor, color=color,
            preview=lambda data, width: "preview", source=source, output=output,
        )  # fmt: skip
        with driver:
            yield Room(driver, source, shown)


def _no_editor(text: str, kept: Callable[[str], bool]) -> str:
    raise NotHere("No editor here.", "Set EDITOR.")


def said(screen: Screen, keys: str) -> Command:
    with room() as there:
        return there.ask(screen, keys)


# ---- every field


@pytest.mark.parametrize(
    ("fields", "keys", "row"),
    [
        ((NAME,), "Teachers" + ENTER, {"name": "Teachers"}),
        ((NAME,), "Teachers" + TAB, {"name": "Teachers"}),
        ((NAME,), pasted("two\nlines") + ENTER, {"name": "two lines"}),
        ((NAME,), "why?" + ENTER, {"name": "why?"}),
        ((NAME,), "a\x13\x11\x00b" + ENTER, {"name": "ab"}),
        ((NAME,), "abc\x1b[D\x1b[DX" + ENTER, {"name": "aXbc"}),
        ((NAME,), "a\x1b[57441ub" + ENTER, {"name": "ab"}),
        ((NAME,), "one two\x1bbX" + ENTER, {"name": "one Xtwo"}),
        ((NAME,), "x👩‍🏫\x7fy" + ENTER, {"name": "xy"}),
        ((NAME, LONG), "Heads" + ENTER + "a" + ENTER + "b" + TAB, {"name": "Heads", "why": "a\nb"}),
        ((NAME, LONG), "Heads" + ENTER + "a\x04", {"name": "Heads", "why": "a"}),
        ((NAME, LONG), "H" + ENTER + BACK + "x" + ENTER + TAB, {"name": "Hx"}),
        ((ONE,), "2" + ENTER, {"fruit": "ba"}),
        ((ONE,), "jj" + ENTER, {"fruit": "ba"}),
        ((ONE,), DOWN + DOWN + DOWN + UP + ENTER, {"fruit": "ba"}),
        ((ONE,), "2x" + ENTER, None),
        ((ONE,), ENTER, None),
        ((KIND,), ENTER, {"fruit": "ba"}),
        ((KIND,), "k" + ENTER, {"fruit": "ap"}),
        ((ONE._replace(choices=DOZEN),), "12" + ENTER, {"fruit": "c12"}),
        ((ONE._replace(choices=DOZEN),), "19" + ENTER, {"fruit": "c9"}),
        ((FREE,), "quince" + ENTER, {"fruit": "quince"}),
        ((FREE,), "Banana" + ENTER, {"fruit": "ba"}),
        ((FREE,), "nan" + DOWN + ENTER, {"fruit": "ba"}),
        ((FREE,), "3" + ENTER, {"fruit": "ch"}),
        ((FREE,), "3 figs" + ENTER, {"fruit": "3 figs"}),
        ((MANY,), "13" + ENTER, {"fruits": ["ap", "ch"]}),
        ((MANY,), " j " + ENTER, {"fruits": ["ap", "ba"]}),
        ((MANY,), "11" + ENTER, None),
        ((MANY._replace(free=True),), "1fig" + ENTER + ENTER, {"fruits": ["ap", "fig"]}),
        ((MANY._replace(free=True),), "fig" + TAB, {"fruits": ["fig"]}),
        ((ORDER,), ENTER, {"order": ["ap", "ba", "ch"]}),
        ((ORDER,), "j" + ENTER, {"order": ["ba", "ap", "ch"]}),
        ((ORDER,), DOWN + DOWN + SHIFT_UP + ENTER, {"order": ["ap", "ch", "ba"]}),
        ((ORDER,), DOWN + DOWN + "1" + ENTER, {"order": ["ch", "ap", "ba"]}),
        ((ORDER,), "x" + ENTER, {"order": ["ba", "ch"]}),
        ((ORDER,), "x" + DOWN + DOWN + "x" + ENTER, {"order": ["ba", "ch", "ap"]}),
        ((ORDER,), "x" + DOWN + DOWN + "1" + ENTER, {"order": ["ap", "ba", "ch"]}),
        ((Field("day", "When", "date"),), "soon" + ENTER + "\x152026-03-14" + ENTER,
         {"day": "2026-03-14"}),
        ((Field("people", "How many", "number", default="1"),), ENTER, {"people": "1"}),
    ],
)  # fmt: skip
def test_keys_make_an_answer(fields: tuple[Field, ...], keys: str, row: Row | None) -> None:
    assert said(asked(*fields), keys) == Answer((row,) if row else ())


def test_two_hundred_pasted_lines_stay_in_their_field() -> None:
    text = "\n".join(f"line {n}" for n in range(200))
    assert said(asked(LONG), pasted(text) + TAB) == Answer(({"why": text},))


def test_only_fields_that_apply_are_asked() -> None:
    how = Field("how", "How", applies=lambda row: row.get("name") == "known")
    assert said(asked(NAME, how), "known" + ENTER + "seen" + ENTER) == Answer(
        ({"name": "known", "how": "seen"},)
    )
    assert said(asked(NAME, how), "unknown" + ENTER) == Answer(({"name": "unknown"},))


def test_hidden_keys_of_a_row_stay() -> None:
    screen = asked(NAME, rows=({"id": "heads", "name": "Heads"},))
    assert said(screen, "!" + ENTER) == Answer(({"id": "heads", "name": "Heads!"},))


@pytest.mark.parametrize(
    ("ranked", "keys", "order"),
    [
        ([], ENTER, ["ap", "ba", "ch"]),
        ([], "x" + ENTER, ["ba", "ch"]),
        (["ch"], ENTER, ["ch"]),
        (["ba", "ch"], "J" + ENTER, ["ch", "ba"]),
        (["ba", "ch"], DOWN + DOWN + "1" + ENTER, ["ap", "ba", "ch"]),
        (["gone"], ENTER, ["ap", "ba", "ch"]),
    ],
)
def test_only_a_first_visit_ranks_everybody(ranked: list[str], keys: str, order: list[str]) -> None:
    rows: tuple[Row, ...] = ({"order": ranked},) if ranked else ()
    for drafted in (True, False):
        assert said(asked(ORDER, rows=rows, drafted=drafted), keys) == Answer(({"order": order},))


# ---- back, and everything else that leaves


def test_back_judges_nothing_and_takes_what_was_typed_along() -> None:
    needed = NAME._replace(required=True)
    day = Field("day", "When", "date")
    assert said(asked(needed, required=True), BACK) == Back(None)
    assert said(asked(day), "soon" + BACK) == Back(({"day": "soon"},))
    assert said(asked(NAME, rows=({"name": "a"},)), "\x7f" + BACK) == Back(())


@pytest.mark.parametrize(
    ("keys", "command"),
    [
        ("abc\x0f", GoTo(protocol.OVERVIEW, ({"name": "abc"},))),
        ("\x0f", GoTo(protocol.OVERVIEW, None)),
        ("abc" + STOP, Stop(({"name": "abc"},))),
        ("abc\x10a logo" + ENTER, Park("a logo")),
        ("abc\x10" + ENTER + "d" + ENTER, Answer(({"name": "abcd"},))),
        ("abc\x10a logo" + BACK + ENTER, Answer(({"name": "abc"},))),
        ("abc\x0c" + ENTER, Answer(({"name": "abc"},))),
    ],
)
def test_leaving_keeps_what_was_typed(keys: str, command: Command) -> None:
    with room() as there:
        assert there.ask(asked(), keys) == command
        if isinstance(command, Park):
            assert there.kept[-1] == ({"name": "abc"},)
            again = asked(rows=({"name": "abc"},), drafted=True)
            assert there.ask(again, "d" + ENTER) == Answer(({"name": "abcd"},))


def test_what_was_kept_and_then_taken_back_does_not_come_again() -> None:
    with room() as there:
        assert there.ask(asked(), "abc\x10" + BACK + "\x15" + BACK) == Back(())
        assert there.kept == [({"name": "abc"},)]


def test_a_pause_keeps_what_is_typed() -> None:
    with room() as there:
        assert there.ask(asked(), "abc", pause=1.2) == Stop(None)
        assert there.kept == [({"name": "abc"},)]


def test_a_terminal_that_went_away_is_a_stop() -> None:
    with create_pipe_input() as source:
        driver = TerminalDriver(
            now=lambda: NOON, edit=_no_editor, preview=lambda *_: "", source=source,
            output=DummyOutput(),
        )  # fmt: skip
        with driver:
            source.send_text("abc")
            source.close()
            assert driver.ask(asked(), "", lambda _: "") == Stop(({"name": "abc"},))


def test_an_emptied_answer_is_taken_away_only_when_asked_twice() -> None:
    with room() as there:
        filled = asked(rows=({"name": "a"},))
        assert there.ask(filled, "\x15" + ENTER) == Stop(())
        assert there.ask(filled, "\x15" + ENTER + ENTER) == Clear("q")
        assert there.driver.ask(asked(), "", there.keep) == Skip()


# ---- help, last year


def test_a_question_mark_is_help_in_an_empty_field_and_a_letter_in_words() -> None:
    page = QuestionPage(asked(), lambda: NOON)
    assert page.press("?") is True
    shown = text_of(page)
    for words in ("What it means.", "Why: Because.", "For example: Teachers.", "Who else?"):
        assert words in shown
    assert page.press("escape") is True
    assert "What it means." not in text_of(page)
    page.press("f1")
    assert "What it means." in text_of(page)
    assert said(asked(), "?\x1bOP" + "a?" + ENTER) == Answer(({"name": "a?"},))


def test_the_last_answer_is_beside_the_field_and_copied_when_asked_for() -> None:
    screen = asked(earlier=({"name": "Teachers"},))
    assert "Last time" in text_of(QuestionPage(screen, lambda: NOON))
    assert said(screen, ENTER) == Answer(())
    assert said(screen, "\x19!" + ENTER) == Answer(({"name": "Teachers!"},))
    assert said(screen, "own\x19" + ENTER) == Answer(({"name": "own"},))
    listed = asked(many=True, earlier=({"id": "t", "name": "Teachers"},))
    assert said(listed, "Heads" + ENTER + "\x19" + ENTER) == Answer(
        ({"name": "Heads"}, {"id": "t", "name": "Teachers"})
    )


# ---- lists

TWO: tuple[Row, ...] = ({"id": "a", "name": "A"}, {"id": "b", "name": "B"})
A, B = TWO


@pytest.mark.parametrize(
    ("keys", "rows"),
    [
        ("C" + ENTER + ENTER, (A, B, {"name": "C"})),
        (pasted("- C\n\n2) D\n* E\n") + ENTER,
         (A, B, {"name": "C"}, {"name": "D"}, {"name": "E"})),
        ("My " + pasted("C\nD") + ENTER, (A, B, {"name": "My C"}, {"name": "D"})),
        (UP + "k" + TAB + ENTER, (B, A)),
        (UP + SHIFT_UP + DOWN + DOWN + ENTER, (B, A)),
        (UP + UP + "J" + TAB + ENTER, (B, A)),
        (UP + "x" + TAB + ENTER, (A,)),
        (UP + "xxuu" + TAB + ENTER, TWO),
        (UP + "e!" + ENTER + TAB + ENTER, (A, {"id": "b", "name": "B!"})),
        (UP + ENTER + "!" + BACK + TAB + ENTER, (A, {"id": "b", "name": "B!"})),
    ],
)  # fmt: skip
def test_a_list_is_built_with_keys(keys: str, rows: Rows) -> None:
    assert said(asked(many=True, rows=TWO), keys) == Answer(rows)


def test_a_new_row_is_asked_for_its_further_fields_and_defaults_are_written() -> None:
    screen = asked(NAME, KIND, many=True)
    assert said(screen, "C" + ENTER + ENTER + "D" + ENTER + "3" + ENTER + ENTER) == Answer(
        ({"name": "C", "fruit": "ba"}, {"name": "D", "fruit": "ch"})
    )


def test_a_row_whose_first_field_is_a_choice_begins_with_it() -> None:
    screen = asked(ONE._replace(required=True), NAME._replace(required=True), many=True)
    keys = "1" + ENTER + ENTER + "x" + ENTER + ENTER
    assert said(screen, keys) == Answer(({"fruit": "ap", "name": "x"},))


def test_words_on_the_line_for_the_next_row_are_not_lost() -> None:
    assert said(asked(many=True, rows=TWO), "half" + BACK) == Back((*TWO, {"name": "half"}))


def test_a_list_that_was_emptied_is_cleared_and_left_open() -> None:
    with room() as there:
        assert there.ask(asked(many=True, rows=TWO), UP + "xx" + ENTER) == Clear("q")
        assert there.driver.ask(asked(many=True), "", there.keep) == Skip()
        assert "left open" not in there.shown()


def test_a_list_that_is_needed_is_not_emptied() -> None:
    with room() as there:
        screen = asked(many=True, rows=TWO, required=True)
        stopped = there.ask(screen, UP + "xx" + ENTER, pause=0.3)
        # On a slow machine the pause is long enough to have kept the empty list already.
        assert (stopped, there.kept[-1:]) in [(Stop(()), []), (Stop(None), [()])]
        assert "This one is needed" in there.shown()


@pytest.mark.parametrize(("keys", "rows"), [
    (ENTER, ()),
    ("a" + ENTER + "b" + TAB, ({"because": "a\nb"},)),
    (" " + ENTER, ()),
])  # fmt: skip
def test_enter_in_a_long_text_is_a_new_line_once_there_are_words(keys: str, rows: Rows) -> None:
    with room() as there:
        screen = asked(Field("because", "Because", "text"))
        assert there.ask(screen, keys) == Answer(rows)


# ---- the editor


def test_the_editor_gets_the_field_and_what_it_gives_back_is_kept() -> None:
    seen: list[object] = []

    def edit(text: str, kept: Callable[[str], bool]) -> str:
        seen.append((text, kept("from\nthe editor")))
        return ""

    with room(edit) as there:
        answer = there.ask(asked(LONG), "abc\x18\x05" + TAB)
        assert answer == Answer(({"why": "from\nthe editor"},))
        assert seen == [("abc", True)]
        assert there.kept == [({"why": "abc"},), ({"why": "from\nthe editor"},)]


def test_the_editor_gets_a_list_one_row_a_line_and_rows_keep_their_ids() -> None:
    def edit(text: str, kept: Callable[[str], bool]) -> str:
        assert text == "A\nB\n"
        kept(edited)
        return edited

    edited = "B\nA\nA\n- new\n"
    with room(edit) as there:
        rows = there.ask(asked(many=True, rows=TWO), "\x18\x05" + ENTER)
        assert rows == Answer((B, A, {"name": "A"}, {"name": "new"}))
        edited = "A!\nB\n"
        rows = there.ask(asked(many=True, rows=TWO), "\x18\x05" + ENTER)
        assert rows == Answer(({"id": "a", "name": "A!"}, B))


def test_an_editor_that_fails_changes_nothing_and_says_why() -> None:
    with room() as there:
        stopped = there.ask(asked(), "abc\x18\x05", pause=0.3)
        assert stopped == Stop(None)
        assert there.kept == [({"name": "abc"},)]
        assert "No editor here. Set EDITOR." in there.shown()


# ---- overview and review

LINES = (
    QuestionLine("a", "Who is here?", "Start", "answered", "Rina", False),
    QuestionLine("b", "Who is first?", "Choose", "open", "", True),
    QuestionLine(
        "c", "Who says so?", "Choose", "look again", "me", False, "There is nobody of that name."
    ),
)
OVERVIEW = Overview(LINES, "b")
READY = Review(LINES[:1], {}, ())
DOUBT = RaisedFinding(
    "P05", "customers.heads", "warning", "They only pay.", "What is different for them?"
)
PUSHED = PushBack("facts", "What are they to us?", "they pay", DOUBT, "Facts")
DOUBTED = replace(READY, findings=(
    QuestionLine("b", "They only pay.", "What the method doubts", "doubt", "What is different?", False),
    QuestionLine("", "Nobody asks.", "What the method doubts", "doubt", "Why?", False),
), more_findings=2)  # fmt: skip


@pytest.mark.parametrize(
    ("screen", "keys", "command"),
    [
        (OVERVIEW, ENTER, GoTo("b")),
        (OVERVIEW, UP + ENTER, GoTo("a")),
        (OVERVIEW, "j" + ENTER, GoTo("c")),
        (OVERVIEW, BACK, Back()),
        (OVERVIEW, "q", Back()),
        (OVERVIEW, "r", GoTo(protocol.REVIEW)),
        (OVERVIEW, "kxx", Clear("a")),
        (OVERVIEW, "kxjx", Stop(None)),
        (OVERVIEW, "\x10logo" + ENTER, Park("logo")),
        (READY, "s", Confirm()),
        (READY, ENTER + ENTER, Confirm()),
        (READY, DOWN + ENTER, GoTo("a")),
        (READY, DOWN + DOWN + ENTER, Confirm()),
        (READY, BACK, Back()),
        (READY, "\x0f", GoTo(protocol.OVERVIEW)),
        (DOUBTED, DOWN + ENTER, GoTo("b")),
        (DOUBTED, DOWN * 2 + ENTER, Stop(None)),
        (DOUBTED, DOWN * 3 + ENTER, GoTo("a")),
        (DOUBTED, DOWN * 4 + ENTER, Confirm()),
        (PUSHED, ENTER, Keep()),
        (PUSHED, "x9" + ENTER, Keep()),
        (PUSHED, "1" + ENTER, Back()),
        (PUSHED, DOWN + ENTER, Back()),
        (PUSHED, BACK, Back()),
        (PUSHED, "2" + ENTER + "We answer to them." + ENTER, Keep("We answer to them.")),
        (PUSHED, "2" + ENTER + "123" + ENTER, Keep("123")),
        (PUSHED, "2" + ENTER + pasted("two\nlines") + ENTER, Keep("two lines")),
        (PUSHED, "2" + ENTER + ENTER, Keep("")),
        (PUSHED, "2" + ENTER + "so" + BACK + "3" + ENTER, Defer()),
        (PUSHED, "2" + ENTER + "so" + BACK + ENTER + "!" + ENTER, Keep("so!")),
        (PUSHED, "2" + ENTER + "half", Stop(({"because": "half"},))),
        (replace(PUSHED, because="half"), " of it" + ENTER, Keep("half of it")),
        (PUSHED, "\x0f", GoTo(protocol.OVERVIEW)),
        (PUSHED, "\x10logo" + ENTER, Park("logo")),
    ],
)
def test_pages_of_questions(screen: Screen, keys: str, command: Command) -> None:
    assert said(screen, keys) == command


@pytest.mark.parametrize("screen", [OVERVIEW, Review(LINES, {}, ())])
def test_whoever_comes_back_from_an_answer_finds_the_cursor_on_it(screen: Screen) -> None:
    question = asked(key="c")
    down = "j" if screen is OVERVIEW else DOWN * 3
    with room() as there:
        assert there.ask(screen, down + ENTER) == GoTo("c")
        there.ask(question, "a" + ENTER)
        assert there.ask(screen, ENTER) == GoTo("c")
        there.ask(question, "\x0f")
        assert there.ask(OVERVIEW, ENTER) == GoTo("b")
        there.ask(asked(key="b"), ENTER)
        there.ask(question, ENTER)
        assert there.ask(Review(LINES, {}, ()), DOWN + ENTER) == GoTo("a")


def test_two_hundred_names_do_not_hide_the_other_questions() -> None:
    names = "; ".join(f"Person {n}" for n in range(200))
    lines = (replace(LINES[0], summary=names), *LINES[1:])
    shown = text_of(OverviewPage(Overview(lines, "b")), Size(24, 64))
    assert "Person 1;" in shown
    assert "…" in shown
    assert "Who says so?" in shown


def test_a_last_answer_never_pushes_the_question_out_of_a_small_screen() -> None:
    earlier = ({"name": "On our three islands a child of eight reads a page aloud."},)
    question = "If we did this superbly for three years, what would be different, and for whom?"
    page = QuestionPage(asked(ask=question, earlier=earlier), lambda: NOON)
    shown = text_of(page, Size(12, 40))
    assert "If we did this superbly" in shown
    assert "\n>" in shown


def test_a_read_back_asked_for_from_the_overview_begins_at_its_first_line() -> None:
    with room() as there:
        assert there.ask(OVERVIEW, "r") == GoTo(protocol.REVIEW)
        # Enter reads on where nothing is chosen yet, and would change an answer elsewhere.
        assert there.ask(Review(LINES, {}, ()), ENTER) == Stop(None)


def test_an_overview_says_every_state_in_words_and_marks() -> None:
    shown = text_of(OverviewPage(OVERVIEW))
    for words in ("[x] answered", "[ ] open, needed", "[!] look again", "There is nobody",
                  "Start", "Choose", "Rina"):  # fmt: skip
        assert words in shown


def test_a_push_back_is_all_in_sight_where_there_is_room_for_little() -> None:
    shown = text_of(PushBackPage(PUSHED), Size(18, 64))
    for words in ("What is different for them?", "They only pay.", "You said: they pay",
                  "> Enter  Go on; the answer stays", "2      Keep it and say why"):  # fmt: skip
        assert words in shown
    small = text_of(PushBackPage(PUSHED), Size(12, 40))
    assert "What is different for them?" in small
    assert "Enter go on" in small


def test_a_review_names_what_is_doubted_before_what_was_said() -> None:
    shown = text_of(ReviewPage(DOUBTED, lambda *_: "PREVIEW"), Size(60, 64))
    order = [shown.index(words) for words in ("[?] doubt", "2 smaller doubts", "What was said")]
    assert order == sorted(order)


def test_two_quick_enters_cannot_save_a_long_review() -> None:
    page = ReviewPage(READY, lambda *_: "line\n" * 60)
    draw_screen(page, None, Size(18, 64))
    assert page.press("enter") is True
    draw_screen(page, None, Size(18, 64))
    assert page.press("enter") is True


def test_a_review_begins_with_what_is_missing_and_shows_what_was_parked() -> None:
    review = Review(LINES, {"team": "X"}, LINES[1:], ("new logo",), notice="Not yet.")
    page = ReviewPage(review, lambda data, width: f"[bold] {data['team']} \x1b[31m at {width}")
    shown = text_of(page, Size(60, 64))
    for words in (
        "Not yet.",
        "answer:",
        "Who is first?",
        "There is nobody",
        "new logo",
        "not ready",
    ):
        assert words in shown
    assert "[bold] X ^[[31m at 61" in shown


def test_a_review_shows_what_rich_draws() -> None:
    from rich.text import Text

    page = ReviewPage(READY, lambda *_: Text("in \x01bold\x02", "bold"))
    assert "in bold" in text_of(page)


# ---- how it looks


def lines_of(page: TerminalPage, size: Size = Size(18, 64)) -> list[str]:  # noqa: B008
    block = draw_screen(page, None, size)
    assert block.height == size.rows
    return ["".join(piece for _, piece in line) for line in block.lines]


def text_of(page: TerminalPage, size: Size = Size(40, 64)) -> str:  # noqa: B008
    return "\n".join(line.rstrip() for line in lines_of(page, size))


@pytest.mark.parametrize("size", [Size(18, 64), Size(12, 40), Size(30, 100), Size(8, 30)])
@pytest.mark.parametrize("guide", ["drucker", "hierarchy"])
def test_every_question_fits_every_screen_with_its_field_in_sight(size: Size, guide: str) -> None:
    talk = Interview(files.load_guide(guide).guide)
    answers: dict[str, Rows] = {
        "plan": ({"plan": "90"},), "team": ({"team": "Reading for All"},),
        "customers": ({"name": "Teachers"}, {"name": "Children"}), "people": ({"name": "Rina"},),
        "primary": ({"primary": "teachers"},), "order": ({"order": ["teachers"]},),
    }  # fmt: skip
    seen = 0
    while isinstance(screen := talk.view(), Ask):
        page = QuestionPage(screen, lambda: NOON)
        assert draw_screen(page, None, size).cursor is not None or page.sight.first == 0
        page.press("escape")
        block = draw_screen(page, None, size)
        lines = lines_of(page, size)
        assert all(count_cells(line) <= size.columns for line in lines)
        assert block.cursor is not None
        row, column = block.cursor
        assert 0 < row < size.rows
        assert 0 <= column < size.columns
        hints = [line for line in lines if "Shift-Tab back" in line or "Enter next" in line]
        assert hints or size.columns < 40
        seen += 1
        widgets = {field.name for field in screen.fields}
        rows = next((rows for name, rows in answers.items() if name in (screen.key, *widgets)), ())
        assert talk.send(Answer(rows) if rows else Skip()), screen.key
    assert seen > 15


def test_the_first_line_says_where_we_are_and_what_time_it_is() -> None:
    def head(minutes: int, size: Size) -> str:
        page = QuestionPage(asked(), lambda: NOON + dt.timedelta(minutes=minutes))
        return " ".join(" ".join(lines_of(page, size)[:2]).split())

    wide = "The primary customer Part 3 of 14 · question 2 of 4 · 4 of 8 min"
    assert head(4, Size(30, 100)) == wide
    assert "time is up; take what you need" in head(8, Size(30, 100))
    assert head(8, Size(12, 40)) == "The primary customer time is up Part 3 of 14 · question 2 of 4"


def test_a_clock_without_a_zone_or_a_start_says_nothing_wrong() -> None:
    naive = asked(since=NOON.astimezone().replace(tzinfo=None).isoformat())
    assert "0 of 8 min" in text_of(QuestionPage(naive, lambda: NOON), Size(30, 100))
    for broken in (asked(since="soon"), asked(since=""), asked(minutes=0)):
        assert "of 8 min" not in text_of(QuestionPage(broken, lambda: NOON))


def test_hints_that_do_not_fit_are_the_last_ones() -> None:
    hints = QuestionPage(asked(), lambda: NOON).view(64).hints
    rows = ["".join(text for _, text in line) for line in draw_hints(hints, 40, 2)]
    assert rows[0].startswith("Enter next   Shift-Tab back   ? help")
    assert len(rows) == 2
    assert all(len(row) < 40 for row in rows)


def test_a_page_that_goes_on_says_so() -> None:
    many = tuple({"name": f"row {n}"} for n in range(40))
    page = QuestionPage(asked(many=True, rows=many), lambda: NOON)
    lines = lines_of(page)
    assert any(line.endswith("↑") for line in lines)
    assert "row 39" in "".join(lines)
    page.sight.scroll(-100)
    assert any(line.endswith("↓") for line in lines_of(page))
    assert "Whose life" in text_of(page, Size(18, 64))


def test_a_row_that_is_filled_in_stands_below_its_question_at_64_by_18() -> None:
    six = tuple(Choice(f"c{n}", f"choice {n}") for n in range(6))
    fields = (NAME, NAME._replace(name="role"), Field("part", "Part", "choice", six, default="c0"))
    page = QuestionPage(
        asked(*fields, many=True, title="Start", ask="Who is here? " * 6), lambda: NOON
    )
    for key in ("enter", "enter"):
        if page.buffer:
            page.buffer.insert_text("x")
        page.press(key)
    shown = lines_of(page)
    assert shown[2].startswith("Who is here?")
    assert "1  Name: x" in shown[5]
    assert "choice 0 (Enter)" in "".join(shown)
    assert "choice 5" in "".join(shown)


def test_a_question_is_read_before_its_field_is_searched_for() -> None:
    choices = tuple(Choice(f"c{n}", f"choice {n}") for n in range(9))
    screen = asked(FREE._replace(choices=choices), ask="How will we decide? " * 5)
    page = QuestionPage(screen, lambda: NOON)
    assert "How will we decide?" in lines_of(page, Size(12, 40))[3]
    page.press("9")
    assert "> 9  choice 8" in "".join(lines_of(page, Size(12, 40)))


def test_a_refusal_stands_directly_above_the_field() -> None:
    page = QuestionPage(asked(notice="That will not do."), lambda: NOON)
    lines = lines_of(page)
    place = next(n for n, line in enumerate(lines) if "! That will not do." in line)
    assert lines[place + 1].startswith("> ")


def test_nothing_a_terminal_would_obey_is_drawn() -> None:
    evil = "a\x1b[31m\u202eb\x07"
    screen = asked(
        NAME._replace(label=evil), LONG, ask=evil, help=evil, title=evil, notice=evil,
        rows=({"name": evil, "why": evil},), earlier=({"name": evil},),
    )  # fmt: skip
    page = QuestionPage(screen, lambda: NOON)
    page.press("f1")
    drawn = text_of(page, Size(60, 64))
    assert not set(drawn) & {"\x1b", "\u202e", "\x07"}
    assert "^[[31m" in drawn
    assert "\x1b[31m" not in shown_for(screen, "x" + ENTER)


def shown_for(screen: Screen, keys: str, **more: Any) -> str:
    with room(**more) as there:
        there.ask(screen, keys)
        return there.shown()


def test_the_terminal_is_asked_for_nothing_and_keeps_its_scrollback() -> None:
    shown = shown_for(asked(), "abc" + ENTER)
    for sequence in ("\x1b[6n", "\x1b[?1049h", "\x1b[2J", "\x1b[3J", "WARNING"):
        assert sequence not in shown


def test_colour_is_left_out_where_nobody_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[0;36" in shown_for(asked(), "abc" + ENTER).replace("\x1b[36", "\x1b[0;36")
    assert "36" not in shown_for(asked(minutes=0), "abc" + ENTER, color="never")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "36" not in shown_for(asked(minutes=0), "abc" + ENTER)


def test_answers_become_a_transcript_and_refusals_do_not() -> None:
    with room() as there:
        there.ask(asked(ask="One?"), "first" + ENTER)
        there.ask(asked(ask="One?", notice="No.", rows=({"name": "first"},)), "!" + ENTER)
        there.ask(asked(key="r", ask="Two?"), ENTER)
        there.ask(asked(key="s", ask="Three?"), BACK)
        there.ask(asked(key="r", ask="Two?"), STOP)
    shown = there.shown()
    assert "  first!\r\n" in shown
    assert "  first\r\n" not in shown
    assert shown.count("  left open\r\n") == 1


def test_a_disk_that_refuses_is_heard_of() -> None:
    with room() as there:
        there.ask(asked(), "", warning="The disk is full.")
        assert "The disk is full." in there.shown()
        there.warning = "The disk is full again."
        there.ask(asked(), "abc\x10" + BACK, pause=0.3)
        assert "The disk is full again." in there.shown()


def test_a_whole_interview_is_held_with_keys() -> None:
    talk = Interview(files.load_guide("drucker").guide)
    keys = (
        "1" + ENTER + "Reading" + ENTER + "Teachers" + ENTER + "Heads" + ENTER + ENTER
        + "1" + ENTER + TAB + "Time" + ENTER + ENTER + ENTER + ENTER + ENTER + "j" + ENTER + "s"
    )  # fmt: skip
    with room() as there:
        there.source.send_text(keys + STOP)
        try:
            data = Session(talk, []).drive(there.driver)
        except Stopped:
            pytest.fail(str(talk.view()))
    assert data["team"] == "Reading"
    assert data["primary"] == "teachers"
    assert data["order"] == ["heads", "teachers"]
    assert [value["text"] for value in data["customers"]["teachers"]["values"]] == ["Time"]


def test_the_first_question_is_printed_without_importing_a_terminal_library() -> None:
    code = (
        "import sys; from customer_cli.ui.console import announce;"
        "n = announce(['Title', '', 'x ' * 100], sys.stdout);"
        "sys.exit('prompt_toolkit' in sys.modules or n < 3)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_nothing_that_costs_is_imported_before_the_first_question_is_printed() -> None:
    code = (
        "import sys, datetime as dt; import customer_cli.cli.session;from customer_cli.guide.files import ENGLISH;"
        "from customer_cli.cli.interview import InterviewOptions;"
        "InterviewOptions(today=dt.date(2026, 3, 14), language=ENGLISH, guide='drucker').is_review;"
        "sys.exit(bool({'pydantic', 'yaml', 'rich', 'prompt_toolkit'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# ---- properties

ANY_TEXT = st.text(st.sampled_from("ab -漢é\u0301👩\u200d🏫"), max_size=60)


@example(" a\u200d漢", 2)
@given(ANY_TEXT, st.integers(2, 30))
def test_rows_hold_all_of_a_paragraph_and_fit(text: str, width: int) -> None:
    rows = find_breaks(text, width)
    assert "".join(text[start:end] for start, end in rows) == text
    assert all(count_cells(text[start:end]) <= width + 1 for start, end in rows)
    assert all(count_cells(row) <= width for row in wrap_rows(text, width))


KEYS = st.lists(st.sampled_from(
    ["enter", "tab", "s-tab", "up", "down", "s-up", "k", "J", "x", "u", "e", "3", " ", "?", "c-y",
     "escape", "f1", "a"]), max_size=25)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(KEYS, st.booleans())
def test_no_keys_break_a_page_and_its_cursor_is_always_in_sight(
    keys: list[str], many: bool
) -> None:
    fields = (NAME, KIND, FREE) if many else (NAME, LONG, ONE, FREE, MANY, ORDER)
    page = QuestionPage(asked(*fields, many=many, earlier=TWO, rows=TWO[:1]), lambda: NOON)
    for key in keys:
        outcome = page.press(key)
        if outcome is False and page.buffer is not None and len(key) == 1:
            page.buffer.insert_text(key)
        block = draw_screen(page, None, Size(12, 40))
        assert block.height == 12
        assert block.cursor is not None or page.sight.top is not None
        if not isinstance(outcome, bool):
            return
