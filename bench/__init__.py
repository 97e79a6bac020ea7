"""How long things take, as ratios in one run: milliseconds of a busy machine say little."""
