"""Planning: every output of the site, each with a fingerprint of all that its bytes depend on."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator import search
from generator.images.drawing import drawing_version
from generator.images.variants import Encoder, encoder
from generator.incremental.memory import Memory
from generator.language.speech import Speech, speech
from generator.model.snapshot import Snapshot
from generator.output import social
from generator.output.gathering import foresee, mark_of
from generator.output.outputs import Cards, Material, Output, fingerprint, go_on, paced
from generator.output.plan import plan, plan_some
from generator.output.products import PRODUCTS
from generator.output.theme import Assets
from generator.project import Theme
from generator.resolve.site import Site
from generator.steps.examining import Examined
from generator.steps.marks import marks_of
from generator.work import House

ROOTS = (
    *dict.fromkeys(product.template for product in PRODUCTS if product.template),
    "home.html",
    "explainers.html",
    "topic.html",
    "figures.html",
    "glossary.html",
    "search.html",
    "corrections.html",
    "ordinary.html",
    "missing.html",
    "redirect.html",
    social.TEMPLATE,
)
"""The templates that outputs are rendered with."""


def plan_all(
    site: Site,
    snapshot: Snapshot,
    theme: Theme,
    assets: Assets,
    examined: Examined,
    house: House,
    memory: Memory,
    tool: str,
    slugs: Iterable[str] | None = None,
    *,
    foreseeing: bool = False,
    pause: Callable[[], None] = go_on,
) -> tuple[Output, ...]:
    """Every output of the site; with `slugs`, only those of these explainers and those that pages share.

    With `foreseeing`, files of many explainers that are as they were may be known by their fingerprints alone.
    `pause` is called between the small parts of the work, and may raise to end it.
    """
    closures = memory.closures(theme.digest) or template_digests(theme)
    memory.keep_closures(theme.digest, closures)
    wants_pictures = site.settings.pictures != "off" and any(entry.pictures for entry in site.entries.values())
    static = (*snapshot.static, *(path for folder in snapshot.folders for path in folder.media))
    material = Material(
        tool=fingerprint(tool, [marks_of(section) for section in house.sections]),
        words=theme.words,
        closures=closures,
        assets=assets,
        digests=examined.digests,
        moments=examined.moments,
        static={path: snapshot.digest(path) for path in static if not snapshot.inputs[path].oversized},
        cards=Cards(drawing_version() if site.settings.cards != "off" and site.settings.url else "", theme.fonts),
        search=search.wanted(site.settings),
        encoder=encoder() if wants_pictures else Encoder(),
        pause=pause,
    )

    def speeches(language: str) -> Speech:
        return speech(language, theme.locale_folders)

    if slugs is not None:
        return plan_some(site, material, speeches, slugs)
    mark = mark_of(site, material) if foreseeing else b""
    if mark and (known := memory.gathered(mark)):
        memory.keep_gathered(mark, known)
        return plan(site, material, speeches, foresee(known))
    # Late: after most edits nobody asks for it.
    from generator.output.gathered import gather

    many = tuple(paced(gather(site, material, speeches), pause))
    if mark:
        memory.keep_gathered(mark, tuple((output.path, output.fingerprint) for output in many))
    return plan(site, material, speeches, many)


def template_digests(theme: Theme) -> dict[str, bytes]:
    """By template of an output, a digest of every template that rendering it may read, and of the interface words."""
    # Late: while the theme is the same it is known, and who only looks renders nothing.
    from generator.output.render import closure

    return {
        root: fingerprint(
            theme.words, [(name, theme.templates.source(name)) for name in sorted(closure(theme.templates, root))]
        )
        for root in ROOTS
    }
