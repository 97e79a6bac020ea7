"""Renderers: a report on a screen, as Markdown, HTML, CSV, JSON or SVG."""
