"""Constrained beam search of transformers 4.x; runs in its own environment.

Reads JSON from the standard input: ``model`` (folder), ``beam``, ``jobs``: each with
``source`` (ids), ``variants`` (for each term a list of piece ids), ``limit``. Prints JSON:
for each job ``ids``, ``seconds`` (CPU) and ``error`` (what the library refused, if it did;
the first variant of each term was then asked for alone).
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any


def main() -> None:
    import torch
    import transformers
    from transformers import MarianMTModel

    torch.set_num_threads(1)
    task = json.load(sys.stdin)
    model = MarianMTModel.from_pretrained(task["model"], torch_dtype=torch.float32).eval()
    answers = []
    for job in task["jobs"]:
        start = time.process_time()
        answer: dict[str, Any] = {"error": ""}
        try:
            answer["ids"] = decode(model, job, task["beam"], job["variants"])
        except ValueError as error:
            answer["error"] = str(error).splitlines()[0]
            first = [variants[:1] for variants in job["variants"]]
            try:
                answer["ids"] = decode(model, job, task["beam"], first)
            except (ValueError, RuntimeError, IndexError) as second:
                answer |= {"ids": [], "error": str(second).splitlines()[0]}
        answer["seconds"] = time.process_time() - start
        answers.append(answer)
    print(json.dumps({"version": transformers.__version__, "answers": answers}))


def decode(model: Any, job: dict[str, Any], beam: int, variants: list[Any]) -> list[int]:
    import torch

    wanted = [forms[0] if len(forms) == 1 else forms for forms in variants]
    with torch.inference_mode():
        found = model.generate(
            torch.tensor([job["source"]]),
            num_beams=beam,
            force_words_ids=wanted or None,
            max_new_tokens=job["limit"],
            length_penalty=1.0,
        )
    return [int(token) for token in found[0]]


if __name__ == "__main__":
    main()
