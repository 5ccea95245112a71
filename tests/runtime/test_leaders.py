"""The leaderboards: what counts as a first attempt, and what stands beside what."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from game import clock as wall
from game import runtime
from game.models import Bot, Entry, Exercise, LogEntry, Organisation, Result, Season, Team, User
from game.runtime import attempts, boards, casting, leaders, scripted
from game.runtime.leaders import Choice, Line
from tests.runtime.conftest import Hand

pytestmark = pytest.mark.django_db


def body(total: int) -> dict[str, Any]:
    return {"score": {"total": total, "rank": [-total, 10**6, -1.0, 0, 0]}}


@pytest.fixture
def ranked(facilitator: User) -> list[Team]:
    """Four ranked exercises of one series, each with team Otter; the last on its own."""
    facilitator.organisation = Organisation.objects.create(name="Harbour")
    facilitator.save()
    return [_ranked(facilitator, "knight", "spring") for _ in range(4)]


def _ranked(owner: User, scenario: str, series: str) -> Team:
    form: Any = {
        "name": "Friday",
        "scenario": scenario,
        "seed": "",
        "pace": "sprint",
        "teams": ["Otter"],
        "late_joining": True,
    }
    exercise = runtime.create_exercise(owner, form)
    Exercise.objects.filter(pk=exercise.pk).update(cohort=series)
    team = exercise.team_set.get()
    runtime.join(exercise.code, "Ann", team.pk)
    return Team.objects.select_related("exercise").get(pk=team.pk)


def enter(team: Team, total: int) -> Entry:
    entry = leaders.enter(team, body(total))
    assert entry is not None
    return entry


def test_only_a_ranked_morning_of_people_is_entered(ranked: list[Team], blue: Team) -> None:
    assert leaders.enter(blue, body(500)) is None, "a typed seed is practice"
    Bot.objects.create(team=ranked[1], level="expert")
    assert leaders.enter(ranked[1], body(990)) is None, "a bot helped"
    entry = enter(ranked[0], 500)
    assert (entry.scenario, entry.level, entry.size, entry.first_attempt) == (
        "knight",
        "officer",
        1,
        True,
    )
    assert entry.variant.startswith("v")


def again(first: Team, second: Team, **fields: Any) -> Team:
    """The second team, on the morning that the first one has played since an hour ago."""
    hour_ago = wall.now() - timedelta(hours=1)
    begun = {"state": "ended", "started": hour_ago, "ended": hour_ago}
    Exercise.objects.filter(pk=first.exercise_id).update(**begun)
    same = {"secret": first.exercise.secret, **fields}
    Exercise.objects.filter(pk=second.exercise_id).update(**same)
    runtime.forget()
    return Team.objects.select_related("exercise").get(pk=second.pk)


def test_a_second_go_at_a_variant_is_no_first_attempt(ranked: list[Team]) -> None:
    enter(ranked[0], 500)
    assert not enter(again(ranked[0], ranked[1]), 900).first_attempt
    [table] = leaders.tables(Choice())
    assert [line.total for line in table.lines] == [500]


def test_another_level_of_a_variant_is_no_first_attempt(ranked: list[Team]) -> None:
    assert not enter(again(ranked[0], ranked[1], level="master"), 900).first_attempt


@pytest.mark.parametrize("how", ["practice", "bots"])
def test_a_morning_that_does_not_count_has_been_played_all_the_same(
    ranked: list[Team], how: str
) -> None:
    if how == "practice":
        Exercise.objects.filter(pk=ranked[0].exercise_id).update(ranked=False)
        ranked[0].exercise.ranked = False
    else:
        Bot.objects.create(team=ranked[0])
    assert leaders.enter(ranked[0], body(990)) is None
    assert not enter(again(ranked[0], ranked[1]), 900).first_attempt


def test_a_browser_that_comes_back_under_another_name_is_known(ranked: list[Team]) -> None:
    Team.objects.filter(pk=ranked[1].pk).update(name="Heron")
    second = again(ranked[0], ranked[1], cohort="autumn")
    assert attempts.is_first(second, leaders.lives.desk(second.pk).scenario.of(_seed(second)))
    before, now = ranked[0].participant_set.get(), second.participant_set.get()
    attempts.same_browser(before, now)
    assert not enter(second, 900).first_attempt


def _seed(team: Team) -> str:
    return leaders.sim.seed_text(team.exercise.seed)


def test_who_left_before_the_bell_has_seen_nothing(ranked: list[Team]) -> None:
    Team.objects.filter(pk=ranked[1].pk).update(name="Heron")
    second = again(ranked[0], ranked[1])
    before = ranked[0].participant_set.get()
    attempts.same_browser(before, second.participant_set.get())
    before.removed = True
    before.last_seen = wall.now() - timedelta(hours=2)
    before.save()
    assert enter(second, 900).first_attempt


def test_bots_sent_home_before_they_did_anything_bar_nobody(ranked: list[Team]) -> None:
    team = ranked[0]
    casting.fill(team.exercise, "expert", team.exercise.owner)
    assert leaders.enter(team, body(990)) is None
    casting.send_home(team.exercise, team.exercise.owner)
    assert enter(team, 500)
    other = ranked[1]
    bot = Bot.objects.create(team=other, active=False)
    LogEntry.objects.create(
        team=other, log_seq=1, kind="order", actor=bot.token, due_step=1, payload={}, wall_ms=0
    )
    assert leaders.enter(other, body(990)) is None, "it had a hand in it"


@pytest.fixture
def three(ranked: list[Team]) -> list[Entry]:
    """Three first attempts of Otter, whatever their secrets have drawn."""
    for team, total in zip(ranked[:3], (500, 600, 700), strict=True):
        enter(team, total)
    Entry.objects.update(first_attempt=True)
    return list(Entry.objects.order_by("pk"))


def test_a_series_needs_three_seeds(three: list[Entry]) -> None:
    [found] = leaders.series(Choice())
    [line] = found.lines
    assert (found.scenario, found.level) == ("knight", "officer")
    assert (line.total, line.mornings, line.band, line.bracket) == (600, 3, 1, "solo")
    assert line.standard_error == pytest.approx(57.7, abs=0.1)
    Entry.objects.filter(pk=three[0].pk).update(first_attempt=False)
    assert leaders.series(Choice()) == [], "a second go is in no series"


def test_the_panel_stands_beside_series_as_an_exercise_draws(three: list[Entry]) -> None:
    [found] = leaders.series(Choice())
    expert = found.panel["expert"]
    assert expert is not None
    assert expert.standard_error is not None
    assert 900 < expert.total < 1000


def test_teams_are_ranked_among_teams_of_their_size(three: list[Entry]) -> None:
    Entry.objects.update(variant="v1")
    Entry.objects.filter(pk=three[2].pk).update(size=5)
    Entry.objects.filter(pk=three[1].pk).update(size=2)
    [table] = leaders.tables(Choice())
    assert [(line.bracket, line.rank) for line in table.lines] == [
        ("solo", 1), ("small", 1), ("full", 1),
    ]  # fmt: skip


def test_an_organisations_own_season_leaves_it_in_everybodys(three: list[Entry]) -> None:
    whose = three[0].organisation
    year = {"begins": date(2026, 1, 1), "ends": date(2026, 12, 31)}
    general = Season.objects.create(name="2026", **year)
    own = Season.objects.create(name="Ours", organisation=whose, **year)
    assert leaders.season_at(date(2026, 5, 5), whose) == own
    Entry.objects.update(season=own, variant="v1")
    Exercise.objects.filter(team__entry__in=three).update(ended="2026-05-05T12:00Z")
    for season in (general, own):
        [table] = leaders.tables(Choice(season=season))
        assert len(table.lines) == 3
    before = Season.objects.create(name="2025", begins="2025-01-01", ends="2025-12-31")
    assert leaders.tables(Choice(season=Season.objects.get(pk=before.pk))) == []


def test_a_name_needs_everybodys_word(ranked: list[Team]) -> None:
    team = ranked[0]
    bob = runtime.join(team.exercise.code, "Bob", team.pk)
    enter(team, 500)

    def named() -> str:
        return leaders.tables(Choice())[0].lines[0].name

    assert named() == ""
    for person in team.participant_set.all():
        leaders.consent(person, agrees=True)
    assert named() == "Otter"
    leaders.consent(bob, agrees=False)
    assert named() == ""


def test_teams_within_one_standard_error_share_a_band() -> None:
    lines = [Line(total=total, standard_error=30.0) for total in (700, 680, 660, 600)]
    assert [line.band for line in leaders.banded(lines)] == [1, 1, 2, 3]


@pytest.fixture
def shipped(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where figures that came with the program would be; nothing is there, nor in the data."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(scripted, "SHIPPED", tmp_path / "shipped.json")
    return tmp_path / "shipped.json"


def test_figures_that_came_with_the_program_stand_until_ones_own(shipped: Path) -> None:
    row = {"team": "expert", "variant": "v1"}
    scripted.keep([row | {"total": 900}], "knight", shipped)
    assert scripted.panel().means["knight/officer/v1/expert"][0] == 900
    scripted.keep([row | {"total": 800}], "knight")
    assert scripted.panel().means["knight/officer/v1/expert"][0] == 800


def test_the_panel_is_not_measured_until_it_is(ranked: list[Team], shipped: Path) -> None:
    variant = enter(ranked[0], 500).variant
    assert set(leaders.tables(Choice())[0].panel.values()) == {None}
    measured = [{"team": "expert", "variant": variant, "total": total} for total in (900, 920)]
    assert scripted.keep(measured, "knight") == 1
    expert = leaders.tables(Choice())[0].panel["expert"]
    assert expert is not None
    assert (expert.total, expert.mornings) == (910, 2)
    assert (expert.spread, expert.standard_error) == (14.1, 10.0), "the mean's, not a morning's"


def test_the_panel_stands_only_at_the_level_where_it_was_measured(
    ranked: list[Team], shipped: Path
) -> None:
    row = {"team": "expert", "variant": enter(ranked[0], 500).variant, "total": 900}
    scripted.keep([row], "knight")
    [there] = leaders.tables(Choice())
    assert there.panel_level == "officer"
    assert there.panel["expert"]
    Entry.objects.update(level="cadet")
    [elsewhere] = leaders.tables(Choice())
    assert set(elsewhere.panel.values()) == {None}
    assert elsewhere.panel_level == "officer"
    scripted.keep([row, row | {"level": "cadet", "total": 950}], "knight")
    [measured] = leaders.tables(Choice())
    expert = measured.panel["expert"]
    assert measured.panel_level == "cadet"
    assert expert is not None
    assert expert.total == 950


@pytest.mark.parametrize("level", ["cadet", "officer", "master"])
def test_the_panel_was_measured_at_every_level_before_it_was_shipped(
    ranked: list[Team], level: str
) -> None:
    enter(ranked[0], 500)
    Entry.objects.update(level=level)
    [there] = leaders.tables(Choice())
    assert there.panel_level == level
    assert all(there.panel.values())


def test_no_leaderboard_tells_places_before_the_wall_has(
    ranked: list[Team], facilitator: User, hand: Hand
) -> None:
    one = enter(ranked[0], 500).team.exercise
    Exercise.objects.filter(pk=one.pk).update(state=Exercise.State.ENDED, ended=wall.now())
    one.refresh_from_db()
    Result.objects.create(team=ranked[0], sim_version="x", body=body(500))
    boards.reveal(one, facilitator, 0)
    assert leaders.tables(Choice()) == []
    boards.reveal(one, facilitator, 1)
    assert len(leaders.tables(Choice())) == 1
    boards.hide(one, facilitator, hidden=True)
    assert leaders.tables(Choice()) == []
    Exercise.objects.filter(pk=one.pk).update(ended=wall.now() - timedelta(days=2))
    assert len(leaders.tables(Choice())) == 1, "a wall that was left hidden keeps nothing back"


def test_a_result_enters_the_boards_by_itself(ranked: list[Team], hand: Hand) -> None:
    team = ranked[0]
    runtime.start(team.exercise, team.exercise.owner)
    runtime.end(team.exercise, team.exercise.owner)
    found = runtime.compute(team)
    assert Entry.objects.get(team=team).total == found.body["score"]["total"]
