"""The clock: work nobody has to ask for, done every night. Each piece may run twice and changes nothing more."""
