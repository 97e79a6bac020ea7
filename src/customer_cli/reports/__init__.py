"""Reports as data: for each command, what it says about a record, as a page."""
