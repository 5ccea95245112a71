"""The catalogue template holds what code, templates and scenario files say."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command


def test_it_collects_texts_from_code_templates_and_scenarios(tmp_path: Path) -> None:
    target = tmp_path / "django.pot"
    call_command("messages", output=str(target))
    catalogue = target.read_text()
    assert 'msgid "Isolate a router"' in catalogue
    assert 'msgid "Power Peg runs its first parent order on SMARS-{host}."' in catalogue
    assert 'msgid "Join an exercise"' in catalogue
    assert 'msgid "The eighth server"' in catalogue
    assert 'msgid "Symbol not permissioned"' in catalogue
