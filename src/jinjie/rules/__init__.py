"""The kernel: the language of rulebooks and the readings of them. Pure; only the loader touches files."""
