"""How a report is drawn: on a screen, as Markdown, HTML, CSV, JSON, SVG."""
