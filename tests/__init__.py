"""What customer-cli promises, as tests."""
