"""From text to a record or a guide, or every problem with its place."""
