"""Language tags (BCP 47, RFC 5646): their parts, and the direction of what is written in them."""

from __future__ import annotations

RTL_SCRIPTS = frozenset(("Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"))
"""Scripts in use that run from right to left (Unicode Character Database, Bidi_Class R and AL)."""

_RTL_CODES = """
    aao abh abv acm acq acw acx adf aeb aec aee aeq afb aib aii aij aiq amw apc apd ar arc arq ars ary arz ask atn auj
    auz avd avl ayh ayl ayn ayp azb bal bdz bej bft bgn bgp bhe bhm bhn bjf bjm bqi brh brk bsh bsk chg cja ckb clh czk
    dcc def deh dgl dmk dml dv esh fa fay faz fia fub gbz ggg gha ghr gig gjk gju glh glk gwc gwf gwt gzi hac haz hbo
    he hkh hnd hno hoh hrt hrz hss huy isk itk iw jad jat jbe jbn jdg ji jnd jog jpa jpr jrb jye kbu kby kcy kfm khw
    klj kmz kqd ks kvx kxp lad lah lhs lki lrc lrk lrl lsa lsd lss luv luz mby mde mfa mfi mhj mid mki mnj mve mvy myz
    mzn nli nlm nqo ntz nyq oar odk oru ota pbt phl phr phv plk prc prd prx ps psh psi pst qxq rdb rhg rmt sam sbn scl
    sd sdb sdf sdg sdh sds sgr sgy shd shm shu shv siy siz skr smp smy sqo sqt srh srz ssh sts swb syc syn syr tjo tks
    tmr tov tra trg trm trw ug ur ush uzs vaf vgr vmh wbk wlo wne wni wsv xhe xka xkc xkj xkp xvi ydg yhd yi yih yud
    zba zdj zrp zum
"""
"""Languages written from right to left unless their tag names another script (CLDR 46, likelySubtags.xml)."""

_RTL_LANGUAGES = frozenset(_RTL_CODES.split())

_RTL_REGIONS = frozenset(
    ("az-IQ", "az-IR", "kk-AF", "kk-CN", "kk-IR", "kk-MN", "ku-LB", "ky-CN", "ms-CC", "pa-PK", "tg-PK", "uz-AF")
)
"""Languages of two scripts, in the regions where the one from right to left is usual (CLDR 46, likelySubtags.xml)."""


def parts(tag: str) -> tuple[str, str, str]:
    """Language, script and region of a tag, in their usual letters; what the tag does not give is empty."""
    language, *rest = tag.replace("_", "-").split("-")
    script = region = ""
    for part in rest:
        if len(part) == 1:
            break
        if len(part) == 4 and part.isalpha() and not script:
            script = part.title()
        elif (len(part) == 2 and part.isalpha()) or (len(part) == 3 and part.isdigit()):
            region = region or part.upper()
    return language.lower(), script, region


def direction(tag: str) -> str:
    """`rtl` or `ltr`, for a `dir` attribute. An unknown language runs from left to right."""
    language, script, region = parts(tag)
    if script:
        return "rtl" if script in RTL_SCRIPTS else "ltr"
    return "rtl" if language in _RTL_LANGUAGES or f"{language}-{region}" in _RTL_REGIONS else "ltr"
