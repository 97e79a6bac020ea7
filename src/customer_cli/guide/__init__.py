"""The guide: what it is, where guides are found, and in which language one is asked."""
