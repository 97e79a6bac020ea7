"""The guide: its model, its files, and its language."""
