"""The edge: codes become sentences (`words`), lines on a terminal (`terminal`) or JSON (`machine`)."""
