"""What an alignment leaves for a reader: a table (CSV), a report (text), an account (data)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workbench.alignment.pairing import Alignment
from workbench.alignment.review import Row, to_look_at
from workbench.files import write_text

COLUMNS = ("row", "score", "look at", "type", "ru sentences", "en sentences", "ru", "en")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SHORT = 110


def write_csv(path: Path, rows: Sequence[Row]) -> None:
    """Write one line a bead, unpaired sentences too; UTF-8 with a mark for spreadsheets.

    Sentence numbers count from 1. A cell that a spreadsheet would take for a formula gets
    an apostrophe before it.
    """
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        bead = row.bead
        writer.writerow(
            (
                row.number,
                f"{bead.score:.3f}",
                "; ".join(row.reasons),
                f"{len(bead.source)}-{len(bead.target)}",
                _numbers(bead.source),
                _numbers(bead.target),
                _safe(row.source),
                _safe(row.target),
            )
        )
    write_text(path, buffer.getvalue())


def account(alignment: Alignment, rows: Sequence[Row]) -> dict[str, Any]:
    """Return the figures of an alignment as plain data, for JSON."""
    types = Counter(f"{len(r.bead.source)}-{len(r.bead.target)}" for r in rows)
    paired = [row.bead.score for row in rows if row.source and row.target]
    return {
        "source": alignment.source.name,
        "target": alignment.target.name,
        "source_sentences": len(alignment.source.sentences),
        "target_sentences": len(alignment.target.sentences),
        "method": alignment.method,
        "beads": len(rows),
        "types": dict(types.most_common()),
        "mean_score": round(sum(paired) / len(paired), 3) if paired else 0.0,
        "notes": list(alignment.notes),
        "look_at": [
            {
                "row": row.number,
                "score": round(row.bead.score, 3),
                "reasons": list(row.reasons),
                "ru": row.source,
                "en": row.target,
            }
            for row in to_look_at(list(rows))
        ],
        "unpaired": [
            {"row": row.number, "block": row.block, "ru": row.source, "en": row.target}
            for row in rows
            if row.block
        ],
    }


def report_text(alignment: Alignment, rows: Sequence[Row]) -> str:
    """Return the report that a person reads."""
    data = account(alignment, rows)
    lines = [
        f"Alignment of {data['source']} and {data['target']}",
        "",
        f"{data['source_sentences']} Russian and {data['target_sentences']} English sentences, "
        f"{data['beads']} beads, mean score of the pairs {data['mean_score']:.3f}",
        "Types (Russian-English sentences): "
        + ", ".join(f"{kind}: {count}" for kind, count in data["types"].items()),
        f"Method: {data['method']}",
        *(f"Note: {note}" for note in data["notes"]),
        "",
        f"Look at these ({len(data['look_at'])}), least sure first:",
    ]
    for item in data["look_at"]:
        lines += [
            f"  row {item['row']}, score {item['score']:.3f}: {'; '.join(item['reasons'])}",
            f"    ru: {_short(item['ru'])}",
            f"    en: {_short(item['en'])}",
        ]
    lines += ["", f"Unpaired sentences ({len(data['unpaired'])}):"]
    for item in data["unpaired"]:
        side, text = ("ru", item["ru"]) if item["ru"] else ("en", item["en"])
        block = f" (block of {item['block']})" if item["block"] > 1 else ""
        lines.append(f"  row {item['row']}{block}, {side}: {_short(text)}")
    return "\n".join(lines) + "\n"


def _numbers(indices: tuple[int, ...]) -> str:
    return " ".join(str(index + 1) for index in indices)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _short(text: str) -> str:
    if not text:
        return "(nothing)"
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"
