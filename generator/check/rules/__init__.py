"""The rules of the desk, a file a family."""
