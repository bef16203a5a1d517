"""The judge: what speaks for and against a comment, by simple rules with points."""
