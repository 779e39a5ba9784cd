"""Arithmetic over named facts: parsed to a small typed tree, read forward and backward with intervals."""
