"""What differs between two records, as changes that any view can tell."""
