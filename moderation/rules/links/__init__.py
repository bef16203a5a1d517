"""Where the text leads."""
