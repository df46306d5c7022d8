"""What to do: which channel first and why, what when a line is dead, what to prepare, what in an emergency."""
