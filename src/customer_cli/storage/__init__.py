"""What the disk promises: whole files, one holder at a time, and no answer lost."""
