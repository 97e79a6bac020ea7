"""One way of typing or choosing per file; all of them are used in the same way."""
