"""The pages on rule packs: what governs a place, every value with its source, two packs side by side."""
