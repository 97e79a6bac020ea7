"""Reports: the pages and texts that each command tells, as data."""
