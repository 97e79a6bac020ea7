"""Two records beside each other: what is told once, and one file for each way to draw it."""
