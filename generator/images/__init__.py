"""Pictures: what their headers say, what must not be published of them, and the forms in which readers get them."""
