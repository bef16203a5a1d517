"""The real machines that the tests use: a PostgreSQL, a browser, the program's own server, its wheel."""
