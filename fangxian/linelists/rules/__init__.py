"""Pure judgement of line lists: what a column holds, what a row says, and how other systems want to be told."""
