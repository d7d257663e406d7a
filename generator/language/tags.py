"""Language tags (BCP 47, RFC 5646): their parts, and the direction of what is written in them."""

from __future__ import annotations

import re

_SCRIPT_CODES = """
Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo Orkh
Palm Phli Phlp Phlv Phnx Prti Rohg Samr Sarb Sidt Sogd Sogo Syrc Thaa Yezi
"""

RTL_SCRIPTS = frozenset(_SCRIPT_CODES.split())
"""Scripts that run from right to left, in use or ancient (Unicode Character Database, Bidi_Class R and AL)."""

_LANGUAGE_CODES = """
aao abh abv acm acq acw acx adf ae aeb aec aee aeq afb aib aii aij aiq amw apc apd ar arc arq ars ary arz ask atn
auj auz avd avl ayh ayl ayn ayp azb bal bdz bej bft bgn bgp bhe bhm bhn bjf bjm bqi brh brk bsh bsk chg cja ckb clh
czk dcc def deh dgl dmk dml dv ecy esh fa fay faz fia fub gbz ggg gha ghr gig gjk gju glh glk gwc gwf gwt gzi hac
haz hbo he hkh hnd hno hoh hrt hrz hss huy isk itk iw jad jat jbe jbn jdg ji jnd jog jpa jpr jrb jye kbu kby kcy kfm
khw klj kmz kqd ks ktl kvx kxp lad lah lhs lki lrc lrk lrl lsa lsd lss luv luz mby mde mfa mfi mhj mid mki mnj mve
mvy myz mzn nli nlm nqo ntz nyq oar obm odk oru ota otk pal pbt pgd phl phn phr phv plk pra prc prd prx ps psh psi
pst qxq rdb rhg rmt sam sbn scl sd sdb sdf sdg sdh sds sgr sgy shd shm shu shv siy siz skr smp smy sog sqo sqt srh
srz ssh sts swb syc syn syr tjo tks tmr tov tra trg trm trw ug ur ush uzs vaf vgr vmh wbk wlo wne wni wsv xco xhe
xka xkc xkj xkp xld xly xmn xmr xna xpr xsa xvi ydg yhd yi yih yud zba zdj zrp zum
"""
"""Languages written from right to left unless their tag names another script (CLDR, likelySubtags.xml)."""

_RTL_LANGUAGES = frozenset(_LANGUAGE_CODES.split())

_RTL_REGION_TAGS = "az-IQ az-IR ha-CM ha-SD kk-AF kk-CN kk-IR kk-MN ku-LB ky-CN ms-CC pa-PK tg-PK uz-AF"

_RTL_REGIONS = frozenset(_RTL_REGION_TAGS.split())
"""Languages of two scripts, in the regions where the one from right to left is usual (CLDR, likelySubtags.xml)."""

_LTR_REGIONS = frozenset(("sd-IN", "ug-KZ", "ug-MN"))
"""And the other way round."""


_REGION_TAGS = """
af-ZA am-ET ar-EG az-AZ be-BY bg-BG bn-BD bs-BA ca-ES cs-CZ cy-GB da-DK de-DE el-GR en-US es-ES et-EE eu-ES fa-IR fi-FI
fil-PH fr-FR ga-IE gl-ES gu-IN ha-NG he-IL hi-IN hr-HR hu-HU hy-AM id-ID ig-NG is-IS it-IT ja-JP ka-GE kk-KZ km-KH kn-IN
ko-KR ku-TR ky-KG lo-LA lt-LT lv-LV mk-MK ml-IN mn-MN mr-IN ms-MY mt-MT my-MM nb-NO ne-NP nl-NL nn-NO no-NO or-IN pa-IN
pl-PL ps-AF pt-BR ro-RO ru-RU rw-RW sd-PK si-LK sk-SK sl-SI so-SO sq-AL sr-RS sv-SE sw-TZ ta-IN te-IN tg-TJ th-TH ti-ET
tk-TM tr-TR uk-UA ur-PK uz-UZ vi-VN yo-NG yue-HK zh-CN zu-ZA
"""

_REGIONS = dict(tag.split("-") for tag in _REGION_TAGS.split())
"""The region that a language usually means (CLDR, likelySubtags.xml)."""


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


def locale(tag: str) -> str:
    """A tag as the Open Graph protocol writes locales, `en_US`; empty where no region is given or usual."""
    language, _, region = parts(tag)
    region = region or _REGIONS.get(language, "")
    return f"{language}_{region}" if region else ""


def foreign(tag: str, around: str) -> tuple[str, str]:
    """The language of words and its direction where it is not the language `around` them; otherwise twice nothing."""
    return (tag, direction(tag)) if tag != around else ("", "")


def direction(tag: str) -> str:
    """`rtl` or `ltr`, for a `dir` attribute. An unknown language runs from left to right."""
    language, script, region = parts(tag)
    if script:
        return "rtl" if script in RTL_SCRIPTS else "ltr"
    in_region = f"{language}-{region}"
    is_rtl = in_region in _RTL_REGIONS or (language in _RTL_LANGUAGES and in_region not in _LTR_REGIONS)
    return "rtl" if is_rtl else "ltr"


_RTL_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"

_TURNING = {
    "ltr": re.compile(f"[{_RTL_LETTERS}{_CONTROLS}]"),
    "rtl": re.compile(f"[^\\W{_RTL_LETTERS}]|[{_CONTROLS}]"),
}
"""By the direction of the page: letters of the other one, digits that move with them, and what steers the algorithm
(Unicode Character Database, DerivedBidiClass.txt: the blocks of R and AL; Unicode Standard Annex 9, 2)."""


def turns(text: str, facing: str) -> bool:
    """Whether a text could change the order of what stands around it in a line that runs as `facing`, ltr or rtl."""
    return _TURNING[facing].search(text) is not None
