"""What the rules that read English know of words and sentences."""
