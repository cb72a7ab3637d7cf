"""Teams, duty posts and rosters, with rest that is rest."""
