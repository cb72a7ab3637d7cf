"""A household's own page, opened by the link on its notice."""
