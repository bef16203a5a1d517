"""Who writes, and how the form was filled."""
