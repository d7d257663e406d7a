"""Putting a built site in its place: staging, swap, manifest, lock."""
