"""Structured data: what a page says, once more for machines, as JSON-LD with the words of schema.org.

It is made from the page's own view, so that it holds nothing that the page does not show. What has a place on the page
is called by that place: `#event-…` is read against the page's address (JSON-LD 1.1, 7.1). Such a node says its id and
name first and its kind then, as links of the page do, since that compresses better. There is no FAQPage, which search
engines no longer show, and no ClaimReview: an explainer rates nobody.
"""
