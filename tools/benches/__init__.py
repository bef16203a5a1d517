"""What `make bench` measures, one thing a file."""
