"""The ways to put a screen to the room and bring back a command (see `session.Driver`)."""
