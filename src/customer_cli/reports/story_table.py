"""One customer's story on a screen, the newest chapter first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from customer_cli.diff.story import Chapter, Story
from customer_cli.render.text import ACCENT, drawn, folded, indented, shown
from customer_cli.reports import timeline as words
from customer_cli.reports.changes import describe_knowledge, describe_places, story_sentences

WIDEST = 100


@dataclass(frozen=True, slots=True)
class StorySheet:
    """A story, drawn as wide as the console is."""

    story: Story

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw who they are and were, then a chapter for each edition."""
        yield from drawn(console, self._lines(console, min(options.max_width, WIDEST)))

    def _lines(self, console: Console, width: int) -> Iterator[Text]:
        name, *earlier = self.story.names
        whole = self.story.chronicle
        head = [shown(name, f"bold {ACCENT}"), shown(words.title(whole))]
        if earlier:
            head.append(shown(f"before: {'; '.join(earlier)}"))
        yield from folded(console, head, width)
        for chapter in self.story.chapters:
            yield Text()
            yield from self._chapter(chapter, console, width)
        for said in words.behind(whole):
            yield Text()
            yield from folded(console, [shown(said)], width)

    def _chapter(self, chapter: Chapter, console: Console, width: int) -> Iterator[Text]:
        whole = self.story.chronicle
        edition = whole.editions[chapter.edition]
        head = shown(edition.label, "bold")
        standing = describe_places(chapter, whole.word)
        head.append_text(shown(f"  {'; '.join(filter(None, [words.byline(edition), standing]))}"))
        yield from folded(console, [head], width)
        for said in story_sentences(self.story, chapter):
            yield from indented(console, "- ", [shown(said)], width)
        if known := describe_knowledge(chapter):
            yield from indented(console, "  ", [shown(known)], width)
