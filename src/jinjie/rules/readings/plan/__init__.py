"""plan: the cheapest dated set of changes after which the verdict is a certain pass."""
