"""Files that are whole or not written, locks, and the journal of an interview."""
