"""Twenty phones on a bad network against a server that is killed: what they did must stand there exactly once."""
