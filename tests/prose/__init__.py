"""Phrases that the rules that read plain language must doubt, and phrases they must not."""
