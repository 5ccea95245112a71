"""The worth of the evidence: classes follow from ratios, and the document has every item."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from game import sim
from game.sim import evidence, likelihood
from tests.sim.test_evidence_items import morning

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "evidence.md"


@pytest.mark.parametrize("item", evidence.catalogue().values(), ids=lambda item: item.key)
def test_a_class_is_the_rounded_logarithm_of_the_declared_ratio(
    item: evidence.EvidenceItem,
) -> None:
    assert item.klass == likelihood.klass_of(item.ratio)
    assert 1.0 <= item.ratio <= likelihood.CAP
    assert item.hypothesis in likelihood.HYPOTHESES


def test_a_host_item_is_read_once_for_each_host() -> None:
    world = morning("v3", "09:20:00")
    read = [reading for reading in likelihood.readings(world) if reading.key == "e05_builds"]
    assert [reading.host for reading in read] == list(range(8))
    assert {reading.host for reading in read if reading.true} == set(world.draws.stale)
    assert all(reading.speaks == reading.true for reading in read)


def test_what_is_not_to_be_had_yet_is_not_read() -> None:
    early = {reading.key for reading in likelihood.readings(morning("v1", "08:20:00"))}
    late = {reading.key for reading in likelihood.readings(morning("v1", "09:40:00"))}
    assert "e01_rejects" in early - late
    assert "e12_parents" in late - early


def test_a_sure_sign_is_capped_and_one_that_never_speaks_is_worth_nothing() -> None:
    scenario = sim.load("knight")
    counted = [
        likelihood.Counts("v1", {"e12_parents": (90, 90), "e07_flag": (90, 0)}, {}),
        likelihood.Counts("v4", {}, {"e12_parents": (90, 0), "e07_flag": (90, 0)}),
    ]
    found = likelihood.ratios(scenario, counted)
    assert found["e12_parents"].value == likelihood.CAP
    assert found["e07_flag"].value == 1.0


def test_variants_count_as_often_as_the_mix_has_them() -> None:
    """v1 is drawn ten times as often as v9 of weight 0.1, v8 half as often."""
    scenario = sim.load("knight")
    spoke = likelihood.Counts("v1", {"e13_position": (10, 10)}, {})
    silent = likelihood.Counts("v8", {"e13_position": (10, 0)}, {})
    found = likelihood.ratios(scenario, [spoke, silent])["e13_position"]
    assert found.when_true == pytest.approx(0.25 / 0.30)


def test_the_document_has_every_item_and_all_fit() -> None:
    lines = DOCUMENT.read_text().splitlines()
    for key in evidence.catalogue():
        row = next(line for line in lines if line.startswith(f"| {key} |"))
        assert row.endswith("| yes |"), row


def test_the_command_prints_a_row_for_each_item_and_names_what_is_off() -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="not as declared"):  # one seed proves little
        call_command("evidence", "--seeds", "1", "--quiet", "1", "--processes", "1", stdout=out)
    assert all(f"| {key} |" in out.getvalue() for key in evidence.catalogue())


def test_the_command_refuses_what_is_no_list_of_seeds() -> None:
    with pytest.raises(CommandError, match="not a list of seeds"):
        call_command("evidence", "--seeds", "one")
