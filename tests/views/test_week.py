"""The week in the browser: who may choose what, and who may see it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from game import clock, runtime
from game.models import Exercise, JudgedMorning, LogEntry, Participant, Team, User, Week
from game.runtime import judging, lives, plans, weeks
from game.sim import week as rules
from tests.conftest import form_of
from tests.views.conftest import seated, signed_in

DAY_MS = 1000 * rules.DAY_S


@pytest.fixture
def exercise(facilitator: User) -> Exercise:
    """Two teams with a week before their morning; it has not begun."""
    form = {**form_of("open"), "scenario": "knight-week"}
    return runtime.create_exercise(facilitator, form)


@pytest.fixture
def week(exercise: Exercise, facilitator: User) -> Week:
    return weeks.begin(exercise, facilitator)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let real time pass, in days of the week."""
    now = clock.now_ms()
    passed = {"ms": 0}
    monkeypatch.setattr(clock, "now_ms", lambda: now + passed["ms"])

    def wait(days: float) -> None:
        passed["ms"] += int(days * DAY_MS)

    return wait


def choose(browser: Client, kind: str, *, key: str = "", **sent: Any) -> Any:
    """What a form of the page sends; each press has its own key unless one is given."""
    count = LogEntry.objects.count()
    return browser.post(
        "/week/choose", {"kind": kind, "key": key or f"press-{count:06d}", **sent}, **HTMX
    )


HTMX = {"HTTP_HX_REQUEST": "true"}


def bought(person: Participant) -> dict[str, int]:
    return plans.plan_for(person.team_id).bought


def test_a_card_is_bought_for_a_day_and_the_log_says_by_whom(week: Week, ann: Participant) -> None:
    browser = seated(ann)
    assert choose(browser, "buy", card="hash_sweep", day=1).status_code == 200
    assert bought(ann) == {"hash_sweep": 1}
    page = browser.get("/week").content.decode()
    assert "Ann: Hash sweep after each copy on Saturday 28 July" in page
    assert runtime.broken_at(ann.team) is None


def test_not_more_hours_than_a_day_has(week: Week, ann: Participant) -> None:
    browser = seated(ann)
    choose(browser, "buy", card="delete_power_peg", day=0)
    answer = choose(browser, "buy", card="hash_sweep", day=0)
    assert answer.status_code == 422
    assert "that day has 0 left" in answer.content.decode()
    assert bought(ann) == {"delete_power_peg": 0}


def test_a_repeated_press_has_one_effect(week: Week, ann: Participant) -> None:
    browser = seated(ann)
    for _ in range(2):
        answer = choose(browser, "buy", card="hash_sweep", day=0, key="pressed-twice")
        assert answer.status_code == 200
    assert LogEntry.objects.filter(kind="plan").count() == 1
    other = choose(browser, "buy", card="canary", day=3, key="pressed-twice")
    assert other.status_code == 409


def test_a_closed_day_stays_closed(week: Week, ann: Participant) -> None:
    browser = seated(ann)
    choose(browser, "buy", card="hash_sweep", day=0)
    choose(browser, "agree", day=0)
    assert plans.plan_for(ann.team_id).closed == 1
    assert choose(browser, "give_back", card="hash_sweep").status_code == 422
    assert choose(browser, "buy", card="restart_proof", day=0).status_code == 422
    assert bought(ann) == {"hash_sweep": 0}


def test_a_day_closes_when_all_of_the_team_agree(
    week: Week, ann: Participant, ben: Participant
) -> None:
    choose(seated(ann), "agree", day=0)
    assert plans.plan_for(ann.team_id).closed == 0
    assert "waiting for Ben" in seated(ann).get("/week").content.decode()
    choose(seated(ben), "agree", day=0)
    assert plans.plan_for(ann.team_id).closed == 1


def test_a_change_of_the_plan_is_agreed_on_anew(
    week: Week, ann: Participant, ben: Participant
) -> None:
    choose(seated(ann), "agree", day=0)
    choose(seated(ben), "buy", card="hash_sweep", day=0)
    choose(seated(ben), "agree", day=0)
    assert plans.plan_for(ann.team_id).closed == 0


def test_a_day_closes_by_itself(week: Week, ann: Participant, later: Any) -> None:
    browser = seated(ann)
    choose(browser, "buy", card="hash_sweep", day=0)
    later(1.1)
    assert choose(browser, "give_back", card="hash_sweep").status_code == 422
    assert choose(browser, "buy", card="restart_proof", day=1).status_code == 200
    later(4)
    page = browser.get("/week").content.decode()
    assert "The week is over" in page
    assert choose(browser, "buy", card="breaker", day=4).status_code == 422


def test_a_page_of_the_plan_is_renewed_when_the_week_ends(
    week: Week, ann: Participant, later: Any
) -> None:
    browser = seated(ann)
    asks = {**HTMX, "HTTP_HX_TARGET": "week-plan"}
    assert "<html" not in browser.get("/week", **asks).content.decode()
    later(6)
    assert browser.get("/week", **asks).headers["HX-Refresh"] == "true"


def test_another_teams_plan_is_not_visible(week: Week, ann: Participant, gus: Participant) -> None:
    choose(seated(ann), "buy", card="hash_sweep", day=1)
    page = seated(gus).get("/week").content.decode()
    assert "Ann" not in page
    assert "Nothing yet." in page
    assert bought(gus) == {}


def test_only_the_owner_sees_all_plans(week: Week, ann: Participant, exercise: Exercise) -> None:
    choose(seated(ann), "buy", card="hash_sweep", day=1)
    path = f"/ctl/{exercise.pk}/plans"
    assert "Hash sweep" in signed_in(exercise.owner).get(path).content.decode()
    assert signed_in(User.objects.create_user("eve")).get(path).status_code == 404
    assert seated(ann).get(path).status_code == 302


def test_the_facilitator_begins_the_week_and_the_lobby_leads_there(
    exercise: Exercise, ann: Participant
) -> None:
    assert seated(ann).get("/lobby").status_code == 200
    assert seated(ann).get("/week").headers["Location"] == "/lobby"
    answer = signed_in(exercise.owner).post(f"/ctl/{exercise.pk}/week")
    assert "The week has begun" in answer.content.decode()
    assert seated(ann).get("/lobby").headers["Location"] == "/week"


def test_an_exercise_without_a_week_has_none_to_begin(facilitator: User) -> None:
    plain = runtime.create_exercise(facilitator, form_of("open"))
    assert signed_in(facilitator).post(f"/ctl/{plain.pk}/week").status_code == 409
    assert "Begin the week" not in signed_in(facilitator).get(f"/ctl/{plain.pk}").content.decode()


def test_the_morning_is_played_with_what_was_bought(
    week: Week, exercise: Exercise, ann: Participant, gus: Participant
) -> None:
    before = lives.desk(ann.team_id).scenario.cards
    choose(seated(ann), "buy", card="breaker", day=0)
    runtime.start(exercise, exercise.owner)
    assert before == ()
    assert lives.desk(ann.team_id).scenario.cards == ("breaker",)
    assert lives.desk(gus.team_id).scenario.cards == ()
    log = seated(ann).get("/play").content.decode()
    assert "the in/out breaker is armed" in log
    assert "the in/out breaker is armed" not in seated(gus).get("/play").content.decode()


def test_nothing_is_planned_once_the_morning_has_begun(
    week: Week, exercise: Exercise, ann: Participant
) -> None:
    runtime.start(exercise, exercise.owner)
    browser = seated(ann)
    answer = choose(browser, "buy", card="breaker", day=0)
    assert "The week is over" in answer.content.decode()
    assert browser.get("/week").headers["Location"] == "/play"


def test_the_log_keeps_the_plan(week: Week, ann: Participant) -> None:
    choose(seated(ann), "buy", card="breaker", day=2)
    assert "plan,08:00:00,Ann,buy,day=2 card=breaker" in runtime.log_csv(ann.team)


def test_the_estimate_grows_and_is_kept(
    week: Week, exercise: Exercise, ann: Participant, gus: Participant, later: Any
) -> None:
    assert judging.work(week.pk, 60.0) == 0  # nobody's plan is finished
    later(6)
    rows = [
        JudgedMorning(
            plan=judging.key_of(runtime.scenario_of(exercise)),
            seed=seed,
            variant="v1",
            loss_usd=20_000_000,
            clients_usd=1_000_000,
        )
        for seed in range(1, rules.MORNINGS)
    ]
    JudgedMorning.objects.bulk_create(rows)
    assert "Estimated from 199 of 200 mornings" in seated(ann).get("/week").content.decode()
    assert judging.work(week.pk, 60.0) == 1
    assert judging.unjudged() == []
    page = seated(ann).get("/week").content.decode()
    assert "Estimated from 200 of 200 mornings" in page
    assert "One router was missed" not in page


def test_what_was_wrong_is_told_by_kind_only_after_the_end(
    week: Week, exercise: Exercise, ann: Participant
) -> None:
    key = judging.key_of(runtime.scenario_of(exercise))
    JudgedMorning.objects.create(plan=key, seed=1, variant="v1", loss_usd=1, clients_usd=1)
    runtime.start(exercise, exercise.owner)
    runtime.end(exercise, exercise.owner)
    assert "Estimated from 1 of 200 mornings" in seated(ann).get("/week").content.decode()
    assert "One router was missed" in seated(ann).get("/week").content.decode()


def test_somebody_alone_begins_with_the_week(db: Any) -> None:
    browser = Client()
    assert browser.post("/solo/week").headers["Location"] == "/week"
    assert "Sixteen things" in browser.get("/week").content.decode()
    team = Team.objects.get()
    assert weeks.standing(team, Week.objects.get()).today == 0


def test_someone_without_a_seat_gets_nowhere(week: Week) -> None:
    assert Client().get("/week").headers["Location"] == "/"
    assert choose(Client(), "buy", card="breaker", day=0).status_code == 403
