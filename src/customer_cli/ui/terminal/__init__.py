"""The interview on a full screen, for a room with a projector.

From the keys to the interview: `app` runs one page at a time, a page (`question`, `overview`,
`review`) is made of forms, a form of inputs (`inputs`, `choices`), and each of them draws a
`lines.TextBlock` and takes a key by its name. `driver` turns what a page says into commands. Only
this package knows prompt_toolkit; `ui.console` is what is seen while that is being imported.
"""
