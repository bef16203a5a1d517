"""The desk where a site's comments are decided."""

__version__ = "0.1.0"
