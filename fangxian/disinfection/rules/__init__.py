"""Pure judgement on disinfection: mixing, warnings, when a place is due again."""
