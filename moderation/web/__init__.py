"""What the browser, the blog's readers and other programs talk to."""
