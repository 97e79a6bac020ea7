"""One file for each command: find, load, call one pure function, show, say how it ended."""
