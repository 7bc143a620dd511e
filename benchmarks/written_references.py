"""References written out as strings in five styles: wrong ones found, false alarms, by way of the command line.

    python -m benchmarks.written_references DATA [--work FOLDER]

`DATA` is that of `benchmarks.citations`: BibTeX rows of right and wrong references, and right ones in harmless styles.
Each row becomes one line in APA, IEEE, Vancouver, MLA and ACL style, without its identifiers, so that what is wrong
with an identifier only (`fabricated_doi`) is left out. Prints one JSON object.
"""

import argparse
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.citations import DETECTED, Bench, Row, bibtex_rows, share
from obelize.domain.literature import Author
from obelize.domain.names import person

Names = Sequence[Author]
_MANY = 6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(arguments.data.resolve(), (arguments.work or Path(folder)).resolve(), None)
        print(json.dumps({name: measure(bench, name, style) for name, style in STYLES.items()}, indent=2))


def measure(bench: Bench, name: str, style: Callable[[Row], str]) -> dict[str, object]:
    """The share of wrong rows that are detected, and of right ones that are."""
    rows = [row for row in bibtex_rows(bench.data / "hallmark_dev.jsonl") if row["label"] == "VALID"]
    wrong = [row for row in bibtex_rows(bench.data / "hallmark_dev.jsonl") if row["label"] != "VALID"]
    wrong = [row for row in wrong if row["hallucination_type"] != "fabricated_doi"]
    scraped = [row for row in rows if row["generation_method"] == "scraped"]
    noisy = bibtex_rows(bench.data / "style_noise_dev.jsonl")
    by_type: dict[str, list[bool]] = defaultdict(list)
    for row, hit in zip(wrong, detected(bench, name, style, wrong), strict=True):
        by_type[row["hallucination_type"]].append(hit)
    return {
        "detection_rate": share([hit for hits in by_type.values() for hit in hits]),
        "by_type": {kind: [sum(hits), len(hits)] for kind, hits in sorted(by_type.items())},
        "false_alarms": share(detected(bench, name, style, scraped)),
        "false_alarms_in_other_styles": share(detected(bench, name, style, noisy)),
    }


def detected(bench: Bench, name: str, style: Callable[[Row], str], rows: Sequence[Row]) -> list[bool]:
    """For each row whether the program finds something wrong with its string."""
    file = bench.work / f"written-{name}.txt"
    lines = [" ".join(re.sub(r"[{}]", "", style(row)).split()) for row in rows]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return [result["verdict"] in DETECTED for result in bench.check(f"written-{name}", file, bench.world())]


def apa(row: Row) -> str:
    """Lindqvist, A., & Okafor, C. (2021). Title. In Venue."""
    names = [f"{author.family}, {initials(author, '. ')}" for author in authors(row)]
    return f"{listed(row, names, ', & ')} ({year(row)}). {title(row)}. {within(row)}."


def ieee(row: Row) -> str:
    """A. Lindqvist and C. Okafor, “Title,” in Venue, 2021."""
    names = [f"{initials(author, '. ')} {author.family}" for author in authors(row)]
    return f"{listed(row, names, ', and ')}, “{title(row)},” {within(row).replace('In ', 'in ', 1)}, {year(row)}."


def vancouver(row: Row) -> str:
    """Lindqvist A, Okafor C. Title. Venue. 2021."""
    names = [f"{author.family} {initials(author, '')}" for author in authors(row)]
    others = ", et al" if len(names) > _MANY or cut_short(row) else ""
    return f"{', '.join(names[:_MANY])}{others}. {title(row)}. {venue(row)}. {year(row)}."


def mla(row: Row) -> str:
    """Lindqvist, Astrid, and Chidi Okafor. "Title." Venue, 2021."""
    first, *rest = authors(row)
    several = len(rest) > 1 or cut_short(row)
    others = ", et al" if several else f", and {rest[0].given} {rest[0].family}" if rest else ""
    return f'{first.family}, {first.given}{others}. "{title(row)}." {venue(row)}, {year(row)}.'


def acl(row: Row) -> str:
    """Astrid Lindqvist and Chidi Okafor. 2021. Title. In Venue."""
    names = [f"{author.given} {author.family}" for author in authors(row)]
    return f"{listed(row, names, ', and ')}. {year(row)}. {title(row)}. {within(row)}."


STYLES = {"apa": apa, "ieee": ieee, "vancouver": vancouver, "mla": mla, "acl": acl}


def authors(row: Row) -> Names:
    """The names of the row's `author` field."""
    names = re.split(r"\s+and\s+", row["fields"].get("author", ""))
    return [person(name.strip()) for name in names if name.strip() not in {"", "others"}]


def cut_short(row: Row) -> bool:
    """Whether the row says that there are more authors."""
    return str(row["fields"].get("author", "")).endswith(" others")


def initials(author: Author, behind: str) -> str:
    """The given names' first letters, each followed by `behind`."""
    return "".join(f"{part[0]}{behind}" for part in re.split(r"[\s-]+", author.given) if part).strip()


def listed(row: Row, names: Sequence[str], last: str) -> str:
    """The names as a list, with "et al." where the row has more."""
    if cut_short(row):
        return f"{', '.join(names)}, et al."
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}{last}{names[-1]}"


def title(row: Row) -> str:
    """The title."""
    return str(row["fields"]["title"])


def year(row: Row) -> str:
    """The year, empty where there is none."""
    return str(row["fields"].get("year", ""))


def venue(row: Row) -> str:
    """Journal or proceedings, empty where there is none."""
    return str(row["fields"].get("booktitle") or row["fields"].get("journal") or "")


def within(row: Row) -> str:
    """The venue, proceedings with "In" before them."""
    return f"In {row['fields']['booktitle']}" if row["fields"].get("booktitle") else venue(row)


if __name__ == "__main__":
    main()
