"""Structured files (YAML, JSON) as plain values that remember where each stood."""
