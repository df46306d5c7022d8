"""The handbook: everything under registry/advice, what to say and to do in both languages, as data with its sources."""
