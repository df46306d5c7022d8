"""Streams of claims: read as they come, each distinct one judged once, answered in their order, on as many cores as wanted."""
