"""The local preview: the line in a loop, served to one's own browser, which follows every edit."""
