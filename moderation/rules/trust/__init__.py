"""What speaks for a comment."""
