"""How often literals survive: before and after repair.

python -m benchmarks.translation.literals [--sets un-dev ict]
"""

from __future__ import annotations

import argparse
from collections import Counter

from benchmarks.translation.data import pairs
from workbench.translation import Translator, open_model
from workbench.translation.literals import find_literals, missing_literals
from workbench.translation.normalise import normalise


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="ru-en-un-ict")
    parser.add_argument("--sets", nargs="+", default=["un-dev", "ict"])
    parser.add_argument("--show", type=int, default=0)
    arguments = parser.parse_args()
    translator = Translator(open_model(arguments.model))
    for name in arguments.sets:
        data = pairs(name)
        sources = [normalise(source).text for source, _ in data]
        drafts = translator.draft(sources)
        total: Counter[str] = Counter()
        columns = {"draft": Counter(), "human": Counter()}
        shown = 0
        for source, draft, (_, human) in zip(sources, drafts, data, strict=True):
            total.update(item.kind for item in find_literals(source, language="ru"))
            for column, text in (("draft", draft.text), ("human", human)):
                columns[column].update(item.kind for item in missing_literals(source, text)[0])
            if draft.warnings and shown < arguments.show:
                shown += 1
                print(f"  {source}\n  {draft.text}\n  {draft.warnings}\n")
        for kind, count in total.items():
            row = {c: f"{1 - columns[c][kind] / count:.4f}" for c in columns}
            print(
                f"{name:8} {kind:16} {count:5}  kept in the draft {row['draft']}, "
                f"in the human translation {row['human']}"
            )


if __name__ == "__main__":
    main()
