"""Differences between two records, as changes that any report can tell."""
