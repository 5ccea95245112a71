"""What no player may ever be sent: planted, read from the database, and looked for."""

from __future__ import annotations

import base64
import json
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from tests.stack import Stack

PLANT = """
from game.models import Exercise, Organisation
exercise = Exercise.objects.get(pk={pk})
exercise.organisation = Organisation.objects.create(name={words[1]!r})
exercise.save()
exercise.owner.email, exercise.owner.last_name = {words[2]!r} + "@example.org", {words[3]!r}
exercise.owner.first_name = {words[0]!r}
exercise.owner.save()
exercise.audit_set.create(what="canary", detail={{"hidden": {words[4]!r}}})
"""
READ = """
import json
from game.models import Exercise
from game.sim.draws import draw, permutation, seed_text
from game.runtime import scenario_of
exercise = Exercise.objects.get(pk={pk})
seed = seed_text(exercise.seed)
stale = draw(scenario_of(exercise).of(seed), seed).stale[0]
print(json.dumps({{
    "secret": exercise.secret,
    "shown": [permutation(exercise.secret, index, True)[stale] for index in (0, 1)],
    "people": {{p.name: p.secret for p in exercise.participant_set.all()}},
    "heads": {{team.name: team.head for team in exercise.team_set.all()}},
}}))
"""
# Words of the truth, and what of the pages' own machinery happens to be called alike: among it
# the answers between which the belief board lets every desk choose, and what a desk chose.
TRUTH = re.compile(r"(?i)stale|\barmed|runaway|faulty|\binner|do_nothing|state_hash|\bseed\b")
MACHINERY = re.compile(
    r'(hx-trigger|class)="[^"]*"|(<option value|data-saved)="(stale_build|not_restarted)"'
    r"|(breaker is( already| not)?|only be) armed"
)


def plant(stack: Stack, exercise: int) -> list[str]:
    """Put random words into fields that are for others' eyes; returns them."""
    words = [f"canary{secrets.token_hex(8)}" for _ in range(5)]
    stack.manage("shell", "-v", "0", "-c", PLANT.format(pk=exercise, words=words))
    return words


def hidden(stack: Stack, exercise: int) -> dict[str, object]:
    """What the database knows: the secret, the faulty host's numbers, cookies, chain heads."""
    told = stack.manage("shell", "-v", "0", "-c", READ.format(pk=exercise))
    found: dict[str, object] = json.loads(told)
    return found


def disguises(word: str) -> list[str]:
    """The word as it may be hidden in an answer."""
    forms = [word, word.upper(), word[::-1], base64.b64encode(word.encode()).decode().rstrip("=")]
    if re.fullmatch("[0-9a-f]{32}", word):
        forms += [str(int(word, 16)), base64.b64encode(bytes.fromhex(word)).decode().rstrip("=")]
    return forms


def leaks(texts: list[tuple[str, str]], words: list[str]) -> list[str]:
    """Where one of the words stands, in whatever disguise."""
    looked_for = [(word, form) for word in words for form in disguises(word)]
    return [
        f"{word} in {where}" for where, text in texts for word, form in looked_for if form in text
    ]


def truths(texts: list[tuple[str, str]]) -> list[str]:
    """Where a word of the truth stands in what a desk was sent during its morning."""
    return [
        f"{found.group()} in {where}: {text[max(0, found.start() - 60) : found.end() + 20]}"
        for where, text in texts
        if (found := TRUTH.search(MACHINERY.sub("", text)))
    ]


def received(har: Path, *, own_secret: str = "") -> list[tuple[str, str]]:
    """Every answer that a browser got: address, headers and body. Its own cookie is its own."""
    entries = json.loads(har.read_text())["log"]["entries"]
    return [
        (entry["request"]["url"], text.replace(own_secret, "") if own_secret else text)
        for entry in entries
        for text in _texts(entry["response"])
    ]


def _texts(response: dict[str, object]) -> Iterator[str]:
    yield json.dumps(response["headers"])
    content = response["content"]
    assert isinstance(content, dict)
    body = content.get("text", "")
    if content.get("encoding") == "base64":
        body = base64.b64decode(body).decode("utf-8", "replace")
    yield body
