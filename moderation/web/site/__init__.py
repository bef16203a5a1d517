"""What readers of a blog see."""
