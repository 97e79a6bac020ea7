"""A sitting with its files: found, begun, taken up again, and saved."""
