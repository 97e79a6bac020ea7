"""What each command tells: reports as data and text."""
