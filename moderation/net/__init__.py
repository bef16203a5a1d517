"""The way out, and the doors to the outside that the system keeps."""
