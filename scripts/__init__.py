"""Programs for those who work on customer-cli."""
