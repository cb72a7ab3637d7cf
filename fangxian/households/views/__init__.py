"""The household's own page, and the page on which a worker prints and renews the links to it."""
