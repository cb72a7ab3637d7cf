"""The three places of the essay, built by submitting acts."""
