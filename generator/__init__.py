"""A static-site generator for explainer pages: articles and fact sheets in, a sourced website out."""

__version__ = "0.1.0"
