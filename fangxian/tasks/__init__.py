"""The notebook: every task of the place, one line to enter, with owner, due time and proof."""
