"""The registry: what authors write, how trust is computed from it, and the compiled index that users get."""
