"""Pure judgement of the notebook: what a line means, and where a task stands on a day."""
