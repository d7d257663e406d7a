"""Names of files that hosts, browsers and feed readers ask for."""

from __future__ import annotations

INDEX = "index.html"
"""What a host sends for the address of a folder."""

MISSING = "404.html"
"""A host shows this page at any address, so that its links are absolute paths."""

ATOM, JSON_FEED = "feed.xml", "feed.json"
"""The feeds beside what they are about, each in its form."""
