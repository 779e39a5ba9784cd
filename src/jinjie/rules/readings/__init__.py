"""The readings: the same rulebook asked different questions. None carries a threshold of its own."""
