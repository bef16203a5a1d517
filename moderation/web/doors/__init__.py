"""Where contributions come in."""
