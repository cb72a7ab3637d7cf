"""The pages of the register: people, imports, rows without a place."""
