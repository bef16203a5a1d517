"""Commands: they parse, call one verb, and say in one line what they did."""
