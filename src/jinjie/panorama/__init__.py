"""Many enterprises at once: what a change of the law would do to them."""
