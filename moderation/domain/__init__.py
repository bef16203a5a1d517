"""Verbs: what people and programs do with the rows. They flush, and never commit."""
