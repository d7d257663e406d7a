"""Time of an import by length of the article: `python tests/bench/bench_ingest.py`. Growth must stay linear."""

import time

from generator.ingest import Input, Kind, Options, ingest

WORDS = (1_500, 3_000, 6_000, 12_000, 24_000)
ROUNDS = 3


def article(words: int, html: bool = False, first: int = 0) -> str:
    """Return an article of about that many words, with a quote, figures, dates and names in every paragraph.

    Articles that begin with another `first` number share no sentence, so that nothing kept from one helps the next.
    """
    paragraphs: list[str] = []
    count = 0
    number = first
    while count < words:
        number += 1
        text = (
            f"The council of Delling {chr(65 + number % 26)}ford met on {1 + number % 28} March {1990 + number % 30} to discuss bridge "
            f"number {number}. Mayor Lena Vossel{number % 40} said on Tuesday that {1_000 + number * 7:,} vehicles crossed it each day. "
            f"“We have waited long enough for bridge {number}, and the people of this valley know it,” said Tomas Brinn, the "
            f"head of the Valley Roads Agency. “Nobody will thank us for waiting.” According to the agency, the work will cost "
            f"{number}.5 million crowns and should be finished by {2026 + number % 10}. The engineer Petra Amberley of the "
            f"University of Carrow disagreed, and pointed to a report from November {2000 + number % 20}."
        )
        paragraphs.append(f"<p>{text}</p>" if html else text)
        count += len(text.split())
    if html:
        return f"<html lang=en><body><nav><a href=/>Home</a></nav><article><h1>A long article</h1>{''.join(paragraphs)}</article></body></html>"
    return "A long article about the bridges of Delling\n\n" + "\n\n".join(paragraphs) + "\n"


def seconds(words: int, html: bool) -> float:
    """Return the least processor time of several imports, each of another text."""
    best = float("inf")
    for turn in range(ROUNDS):
        text = article(words, html, first=1 + turn * 1_000 + words % 977)
        source = Input(text.encode(), "bench", Kind.HTML if html else Kind.TEXT)
        started = time.process_time()
        ingest(source, Options(date="2025-05-14", today="2025-05-20"))
        best = min(best, time.process_time() - started)
    return best


def main() -> None:
    """Print the processor times and, for each doubling, how much longer it took."""
    for html in (False, True):
        before = 0.0
        seconds(200, html)  # The first import pays for modules and patterns.
        print("HTML" if html else "text")
        for words in WORDS:
            taken = seconds(words, html)
            growth = f"   ×{taken / before:.2f}" if before else ""
            print(f"{words:>8} words {taken:>8.3f} s{growth}")
            before = taken


if __name__ == "__main__":
    main()
