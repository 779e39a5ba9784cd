"""From an assessment to the blocks of a report: one function per part."""
