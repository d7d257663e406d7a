"""The steps of the line that take all explainers at once: each asks the memory first, and makes what is missing."""
