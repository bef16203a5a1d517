"""What programs with a token talk to."""
