"""Numbers read the same whether the server or the browser wrote them."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from game.templatetags import desk

VECTORS = Path(__file__).with_name("format_vectors.json")
MODULE = Path(__file__).parents[2] / "static/js/numbers.js"
CASES = json.loads(VECTORS.read_text())


@pytest.mark.parametrize(("name", "value", "words"), CASES)
def test_the_filter_follows_the_vectors(name: str, value: float, words: str) -> None:
    assert getattr(desk, name)(value) == words


def test_the_browser_module_follows_the_vectors(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here; tests/e2e runs the same vectors in Chromium")
    module = tmp_path / "numbers.mjs"
    module.write_text(MODULE.read_text())
    script = (
        f"const {{ formats }} = await import({json.dumps(module.as_uri())});"
        f"const {{ readFileSync }} = await import('node:fs');"
        f"const cases = JSON.parse(readFileSync({json.dumps(str(VECTORS))}, 'utf8'));"
        "console.log(JSON.stringify(cases.map(([name, value]) => formats[name](value))));"
    )
    done = subprocess.run(
        [node, "--input-type=module", "-e", script], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [words for _, _, words in CASES]
