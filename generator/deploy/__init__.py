"""Putting a built site somewhere else: a file a kind of target, and what they have in common."""
