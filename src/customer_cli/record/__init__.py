"""The record: what it is, and from text to it or every problem with its place."""
