"""The house's own tools: budgets, translations, and the check that runs them all."""
