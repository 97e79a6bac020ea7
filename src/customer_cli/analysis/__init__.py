"""Everything that follows from a record and is never typed into it: status, standing, order."""
