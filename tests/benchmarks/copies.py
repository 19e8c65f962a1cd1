"""Measure what finding copies finds, and what it costs.

    python tests/benchmarks/copies.py [--articles 200] [--documents 10000 100000]

What is found: articles are put together of sentences of the samples in `seeds/`, each with four quotations of
fifteen of their words in no order, and copied
with the edits that outlets make; printed is of each kind of edit how many copies were found, how alike they are, how many of their
quotations were found, and how many articles were joined to a wrong one.

What it costs: documents of 400 words drawn from a vocabulary of 20,000, one in ten a copy with one word in twenty changed; printed are
CPU seconds, the peak of resident memory, and how many bytes it grew for each document.
A benchmark, not a test: it prints figures and never fails on them.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median

import regex

from seedlib.corpus import Copies, find_copies
from seedlib.model import Analysis, Claim, Document, Span

SEEDS = Path(__file__).parents[2] / "seeds"

#: An article is a list of paragraphs.
Article = list[str]


def show(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def sentences() -> list[str]:
    """Return the sentences of the samples that are long enough to be of an article, without quotations."""
    text = "\n".join(path.read_text("utf-8", errors="replace") for path in sorted(SEEDS.glob("*.txt")))
    found = regex.findall(r"\p{Lu}[^.!?\n“”\"]{60,300}[.!?](?=\s)", text)
    return sorted(set(found))


def make_article(pool: Sequence[str], number: int) -> Article:
    """Return an article of eight paragraphs, of which four are quotations."""
    random = Random(number)  # noqa: S311  # to be the same in every run
    plain = [" ".join(random.sample(pool, 3)) for _ in range(4)]
    words = " ".join(pool).split()
    quoted = [f"“{' '.join(random.choices(words, k=15))},” one of them said." for _ in range(4)]
    return [f"PORT ALTA (Wire) – Story {number}.", *(held for pair in zip(plain, quoted, strict=True) for held in pair)]


def reworded(article: Article, random: Random) -> Article:
    """Return it with one word in twenty changed."""
    return [" ".join(f"w{random.randrange(10**6)}" if random.random() < 0.05 else word for word in held.split()) for held in article]


def shuffled(article: Article, random: Random) -> Article:
    """Return its paragraphs in another order."""
    return random.sample(article, len(article))


def quoting(article: Article, random: Random) -> Article:
    """Return its quotations alone, among words of the outlet's own."""
    own = [" ".join(f"w{random.randrange(10**6)}" for _ in range(30)) for _ in article]
    return [paragraph for pair in zip(own, article, strict=True) if pair[1].startswith("“") for paragraph in pair]


EDITS: dict[str, Callable[[Article, Random], Article]] = {
    "as it is": lambda article, _: article,
    "agency line removed": lambda article, _: article[1:],
    "other headline": lambda article, random: [f"Headline w{random.randrange(10**6)} of our own desk", *article[1:]],
    "paragraphs in another order": shuffled,
    "one word in twenty changed": reworded,
    "a quarter cut at the end": lambda article, _: article[:7],
    "half cut at the end": lambda article, _: article[:5],
    "quotations kept alone": quoting,
}


def analysis_of(identifier: str, article: Article) -> Analysis:
    """Return an article with its quotations as claims."""
    document = Document(id=identifier, text="\n\n".join(article))
    quoted = [Span(*match.span(1)) for match in regex.finditer(r"“([^”]+)”", document.text)]
    return Analysis(document=document, claims=[Claim(id=f"{held.start:012x}", content=[held], quotation="direct") for held in quoted])


def show_found(count: int) -> None:
    """Print what is found."""
    pool = sentences()
    articles = [make_article(pool, number) for number in range(count)]
    show(f"{count} articles of {len(' '.join(articles[0]).split())} words, from {len(pool)} sentences")
    show(f"{'edit':30}{'copies found':>14}{'similarity':>12}{'quotations':>12}{'wrongly joined':>16}")
    for name, edit in EDITS.items():
        random = Random(name)  # noqa: S311
        originals = (analysis_of(f"{number}", article) for number, article in enumerate(articles))
        edited = (analysis_of(f"{number} copy", edit(article, random)) for number, article in enumerate(articles))
        show_edit(name, count, find_copies([*originals, *edited]))


def show_edit(name: str, count: int, copies: Copies) -> None:
    """Print a row."""
    right = [held for held in copies.documents if held.duplicate_of is not None and held.document == f"{held.duplicate_of} copy"]
    wrong = sum(held.duplicate_of is not None for held in copies.documents) - len(right)
    alike = f"{median(held.similarity for held in right):.2f}" if right else "–"
    by_quotation: dict[str, set[str]] = {}
    for row in copies.quotations:
        by_quotation.setdefault(row.quotation_group, set()).add(row.document.partition(" ")[0])
    copied = sum(held.document.endswith("copy") for held in copies.quotations)
    mixed = sum(len(documents) > 1 for documents in by_quotation.values())
    show(f"{name:30}{len(right):>8} / {count:<3}{alike:>12}{copied:>12}{wrong:>10} + {mixed} quotations")


def documents(count: int) -> Iterator[Document]:
    """Yield documents of random words, one in ten a copy of the one before it."""
    random = Random(count)  # noqa: S311
    vocabulary = [f"word{number}" for number in range(20_000)]
    for number in range(count):
        if number % 10 != 9:
            words = random.choices(vocabulary, k=400)
        else:
            words = [random.choice(vocabulary) if random.random() < 0.05 else word for word in words]
        yield Document(id=f"document-{number}", text=" ".join(words))


def show_cost(count: int) -> None:
    """Print what it costs, in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = [time.process_time()]
    for _ in documents(count):
        pass
    times.append(time.process_time())
    copies = find_copies(documents(count))
    times.append(time.process_time())
    taken = times[2] - times[1] - (times[1] - times[0])  # the documents were made again
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = sum(held.duplicate_of is not None for held in copies.documents)
    grown = (peak - before) * 1024 / count
    show(f"{count:>8,} documents: {taken:.0f} s CPU, {peak * 1024 / 1e6:.0f} MB at most, {grown:,.0f} bytes each; {found:,} copies found")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description="Measure what finding copies finds, and what it costs.")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--documents", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--cost", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.cost:
        show_cost(arguments.cost)
        return
    show_found(arguments.articles)
    for count in arguments.documents:
        subprocess.run([sys.executable, __file__, "--cost", str(count)], check=True)


if __name__ == "__main__":
    main()
