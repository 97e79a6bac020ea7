"""Pages on a screen, in Markdown and in HTML."""
