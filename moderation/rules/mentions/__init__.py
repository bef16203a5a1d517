"""What speaks against a mention, beside what it says."""
