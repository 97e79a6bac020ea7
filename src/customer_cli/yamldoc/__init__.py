"""YAML as text: a strict reader with places, and a writer that is good to read in git."""
