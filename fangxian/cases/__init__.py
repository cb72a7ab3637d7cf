"""Cases and the community's situation level, proposed by rule and decided by a person."""
