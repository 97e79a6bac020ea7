"""The conversation on a whole screen, for a room with a projector.

From the keys to the interview: `screen` runs one page at a time, a page (`question`, `overview`,
`review`) is made of forms, a form of widgets, and every one of them draws a `drawing.Block` and
takes a key by its name. `driver` turns what a page says into commands. Only this package and
what is below it knows prompt_toolkit; `announce` is what is seen while that is being imported.
"""
