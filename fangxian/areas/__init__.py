"""Areas: the tree of places, the persons who serve there, the posts they hold, and what each post may see and do."""
