"""Ours beside the last constrained beam search of Hugging Face, on the same sentences."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from benchmarks.terms.data import Case
from benchmarks.terms.runs import Bench, timed
from benchmarks.terms.scores import held_phrases, quality, term_figures
from workbench.translation.constraints import ConstrainedDecoder, ConstrainedSegment, Constraint
from workbench.translation.constraints.enforce import as_segment, enforce
from workbench.translation.pieces import END, UNKNOWN
from workbench.translation.units import UnitDraft

PACKAGES = ("transformers==4.46.*", "torch==2.13.0", "sentencepiece", "numpy")
SCRIPT = Path(__file__).with_name("peer_huggingface.py")
BEAM = 4
# (Russian, the forms of each term, what must not happen): what a peer is known to fail.
HARD_CASES: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...] = (
    ("a variant is a prefix of another", "Государства создали сеть.", (("network", "network s"),)),
    ("two occurrences", "Государства и другие государства.", (("State party",), ("State party",))),
    ("a nested term", "Безопасность и информационная безопасность.",
     (("information security",), ("security",))),
    ("a word inside a longer word", "Создание сетей важно.", (("network",),)),
    ("six terms at beam 4", "Государства обсудили доклад о безопасности.",
     (("cyber safety",), ("vital facilities",), ("harmful tools",), ("joint register",),
      ("annual survey",), ("legal opinion",))),
    ("a piece that the model lacks", "Это сеть.", (("网络",),)),
)  # fmt: skip


def compare(bench: Bench, failing: Sequence[tuple[Case, UnitDraft]]) -> list[dict[str, Any]]:
    """Return a row for each engine on whole sentences, for the product, and each hard case.

    The product row redoes what has to change, as ``workbench translate`` does, and counts
    the free pass too; the other rows decode whole sentences with the same constraints.
    """
    cases = [case for case, _ in failing]
    drafts = [draft for _, draft in failing]
    units, found = [case.unit for case in cases], [case.matches for case in cases]
    segments = [as_segment(c.unit, draft, c.matches, keep=False) for c, draft in failing]
    decoder = bench.decoder
    bench.warm()
    _, free = timed(bench.draft, cases)
    done, seconds = timed(enforce, decoder, units, drafts, found)
    rows = [_row("product: free pass + repair", cases, [d.text for d in done], free + seconds)]
    for name, size in (("engine, batches of 16", 16), ("engine, one by one", 1)):
        own = copy.copy(decoder)
        own.batch = size
        results, seconds = timed(own.decode, segments)
        rows.append(_row(name, cases, [result.text for result in results], seconds))
    answer = _run(decoder, [_job(decoder, segment) for segment in segments])
    texts = [_text(decoder, found["ids"]) for found in answer["answers"]]
    seconds = sum(found["seconds"] for found in answer["answers"])
    rows.append(_row(f"transformers {answer['version']}", cases, texts, seconds))
    for row in rows:
        row["times faster"] = seconds / len(cases) / row["s/sentence"]
    refused = sum(bool(found["error"]) for found in answer["answers"])
    return [*rows, {"sentences whose variants the peer refuses": refused}, *_hard_cases(decoder)]


def _row(name: str, cases: Sequence[Case], texts: Sequence[str], seconds: float) -> dict[str, Any]:
    row: dict[str, Any] = {"engine": name, "sentences": len(cases)}
    row["s/sentence"] = seconds / max(1, len(cases))
    return row | quality(cases, texts) | term_figures(cases, texts)


def _hard_cases(decoder: ConstrainedDecoder) -> list[dict[str, Any]]:
    segments = [
        ConstrainedSegment(source, tuple(Constraint(forms) for forms in terms))
        for _, source, terms in HARD_CASES
    ]
    ours = decoder.decode(segments)
    theirs = _run(decoder, [_job(decoder, segment) for segment in segments])["answers"]
    rows = []
    for (name, _, terms), segment, result, found in zip(
        HARD_CASES, segments, ours, theirs, strict=True
    ):
        text = _text(decoder, found["ids"])
        rows.append(
            {
                "case": name,
                "asked": " + ".join("|".join(forms) for forms in terms),
                "ours": result.text,
                "ours holds": all(held_phrases(result.text, segment.constraints)),
                "ours says": [r.reason.value for r in result.reports if r.reason],
                "peer": text,
                "peer holds": all(held_phrases(text, segment.constraints)),
                "peer says": found["error"],
            }
        )
    return rows


def _job(decoder: ConstrainedDecoder, segment: ConstrainedSegment) -> dict[str, Any]:
    pieces = decoder.pieces
    ids, target = pieces.ids, pieces.target_ids
    source = [ids.get(p.text, ids[UNKNOWN]) for p in pieces.encode(segment.source)] + [ids[END]]
    variants = [
        [
            [target[p] for p in pieces.encode_target(form)]
            for form in (*constraint.forms, *constraint.others)
        ]
        for constraint in segment.constraints
    ]
    return {"source": source, "variants": variants, "limit": int(1.5 * len(source)) + 20}


def _text(decoder: ConstrainedDecoder, ids: Sequence[int]) -> str:
    return decoder.pieces.decode([decoder.pieces.target_pieces[index] for index in ids])


def _run(decoder: ConstrainedDecoder, jobs: list[dict[str, Any]]) -> dict[str, Any]:
    task = {"model": str(decoder.folder.path), "beam": BEAM, "jobs": jobs}
    done = subprocess.run(
        [str(_python()), str(SCRIPT)],
        input=json.dumps(task), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"the peer failed: {done.stderr[-2000:]}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _python() -> Path:
    """The interpreter of the peer's environment, which is made at the first use."""
    folder = user_cache_path("workbench-benchmarks", appauthor=False) / "transformers-4.46"
    python = folder / "bin" / "python"
    if not (folder / "ready").is_file():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *PACKAGES], check=True)
        (folder / "ready").touch()
    return python
