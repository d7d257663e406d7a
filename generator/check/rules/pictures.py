"""Rules about pictures themselves; their words are under `wording`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.subject import Evidence, Finding, Subject
from generator.diagnostics import Location
from generator.images.header import FORMS
from generator.resolve.pictures import shown_pictures


def picture_animated(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """A page shows a picture that moves.

    It is copied as it is, without smaller and lighter variants.

    **Why it matters.** A reader cannot stop it (WCAG 2.2.2 asks for a way to), it draws the eye away from the text, and
    weighs many times what a still picture does.

    **Example.** `![A crane sets down a beam](media/crane.gif)`, a GIF of forty frames.

    **Instead.** Save the frame that tells most as PNG or JPEG. Where the movement is the news, waive the warning.
    """
    for picture in shown_pictures(subject.explainer):
        if picture.animated:
            message = f"`{picture.src}` is a {FORMS[picture.form]} that moves, and readers cannot stop it"
            hint = "save one frame of it as a still picture"
            yield Finding(Location(f"content/{subject.explainer.slug}/{picture.src}"), message, hint)
