"""The interview without a terminal or a disk: what is asked, kept, and shown next."""
