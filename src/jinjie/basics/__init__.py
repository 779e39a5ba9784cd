"""Numbers, intervals, three-valued truth, bilingual text and problems: the standard library only."""
