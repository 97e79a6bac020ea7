"""Records and interviews with their files: found, begun, taken up again, and saved."""
