"""Stands in for GitHub's `gh`: writes down how it was called, and answers from a file."""

import json
import os
import sys
from pathlib import Path

call = {"arguments": sys.argv[1:], "body": json.load(sys.stdin), "token": os.environ.get("GH_TOKEN")}
with Path(os.environ["FAKE_GH_CALLS"]).open("a", encoding="utf-8") as calls:
    calls.write(json.dumps(call) + "\n")

asked = json.dumps([call["arguments"], call["body"]])
for words, answer in json.loads(Path(os.environ["FAKE_GH_ANSWERS"]).read_text(encoding="utf-8")):
    if words in asked:
        sys.stdout.write(json.dumps(answer))
        sys.exit("gh: not accessible\n::error::(HTTP 403)" if "message" in answer else 0)
sys.exit(f"gh: no answer is saved for {asked}")
