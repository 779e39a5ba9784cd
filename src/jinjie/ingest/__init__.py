"""Files of people into profiles."""
