"""Where guides are found, and whether one is fit for the room."""
