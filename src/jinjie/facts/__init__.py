"""The vocabulary of facts, their values, the equations between them, and the profile of an enterprise."""
