"""Diagnostics as people and machines read them: for a terminal, as JSON, as GitHub annotations, as SARIF."""
