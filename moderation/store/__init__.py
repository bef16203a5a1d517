"""Rows and the statements that find them: nouns, and no decision."""
