"""A facilitator's evening: the table, the mirror, injects, the roster, the pad."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from game import runtime
from game.live.beats import owned_exercise
from game.models import Crew, Exercise, Expected, LogEntry, Participant, Team, User
from game.runtime import clocks, people
from tests.views.conftest import helper, seated, signed_in
from tests.views.facilitating import ahead, ask, do, five_seconds_later

pytestmark = pytest.mark.django_db


@pytest.fixture
def fay(running: Exercise) -> Client:
    return signed_in(running.owner)


def test_the_table_says_who_needs_somebody_first(
    running: Exercise, fay: Client, ann: Participant, gus: Participant
) -> None:
    Participant.objects.filter(pk=gus.pk).update(last_seen=None)
    page = ask(fay, running, "teams")
    assert "somebody is disconnected" in page
    assert page.index(f'id="team-{gus.team_id}"') < page.index(f'id="team-{ann.team_id}"')
    kept = ask(fay, running, f"teams?order={ann.team_id},{gus.team_id}")
    assert kept.index(f'id="team-{gus.team_id}"') > kept.index(f'id="team-{ann.team_id}"')


def test_an_observer_sees_the_table_and_presses_nothing(running: Exercise) -> None:
    page = ask(signed_in(helper(running, "olga", "observer")), running, "teams")
    assert "<form" not in page
    assert "What is so" in page


def test_the_mirror_shows_a_seats_own_screen_and_no_other(
    running: Exercise, fay: Client, ann: Participant
) -> None:
    everything = ask(fay, running, f"mirror/{ann.team_id}/all")
    commander = ask(fay, running, f"mirror/{ann.team_id}/IC")
    assert "data-readonly" in commander
    assert 'id="m-fleet"' in everything
    assert 'id="m-fleet"' not in commander
    assert "<fieldset disabled" in commander
    assert 'id="rates"' in everything
    assert 'id="rates-history"' in everything
    assert 'id="rates"' not in commander
    assert fay.get(f"/ctl/{running.pk}/mirror/{ann.team_id}/XYZ").status_code == 404


def test_one_team_is_paused_by_its_row(running: Exercise, fay: Client, blue: Team) -> None:
    assert do(fay, running, "pause", team=blue.pk, reason="a word").status_code == 200
    page = ask(fay, running, "teams")
    assert "Paused: a word" in page
    assert "Resume this team" in page
    assert do(fay, running, "resume", team=blue.pk).status_code == 200
    assert "Resume this team" not in ask(fay, running, "teams")


def test_a_senseless_speed_is_refused(running: Exercise, fay: Client) -> None:
    for speed in ("0", "nan", "601", ""):
        answer = do(fay, running, "speed", speed=speed)
        assert answer.status_code == 409
        assert "between 0.25 and 600" in answer.content.decode()


def test_of_a_long_reason_players_read_the_beginning(running: Exercise, fay: Client) -> None:
    do(fay, running, "pause", reason="Fire drill. " + "x" * 100)
    assert clocks.clock_of(running.pk).reason == ("Fire drill. " + "x" * 100)[:60]


def test_a_team_that_was_ended_waits_for_the_others(
    running: Exercise, fay: Client, ann: Participant, gus: Participant
) -> None:
    assert do(fay, running, "end", team=ann.team_id).status_code == 200
    assert seated(ann).get("/play").status_code == 200
    five_seconds_later()
    assert seated(ann).get("/play").url == "/result"
    assert seated(ann).get("/result").status_code == 200
    assert seated(gus).get("/play").status_code == 200


def test_another_exercises_team_is_not_reached(running: Exercise, fay: Client) -> None:
    other = runtime.create_exercise(
        running.owner,
        {
            "name": "Else",
            "scenario": "knight-2012",
            "seed": "1",
            "pace": "sprint",
            "teams": ["Owl"],
            "late_joining": True,
        },
    )
    owl = other.team_set.get()
    for what in ("pause", "speed", "end", "ahead"):
        assert do(fay, running, what, team=owl.pk, speed=2).status_code == 404
    assert do(fay, running, "injects/say", team=owl.pk, channel="mail", sender="press",
              body="x").status_code == 404  # fmt: skip


def test_what_is_written_reaches_the_seats_it_is_for_as_typed(
    running: Exercise, fay: Client, ann: Participant, gus: Participant
) -> None:
    sent = {"channel": "chat", "sender": "colleague", "body": "<b>{host} & you</b>"}
    answer = do(fay, running, "injects/say", **sent, seats=["IC"]).content.decode()
    assert "in five seconds" in answer
    five_seconds_later()
    ahead(running, 10)
    for person in (ann, gus):
        page = seated(person).get("/play/pane/messages").content.decode()
        assert "&lt;b&gt;{host} &amp; you&lt;/b&gt;" in page
        assert "data-told" in page
    assert "&lt;b&gt;{host}" in ask(fay, running, "injects/table")


def test_a_message_that_was_on_a_screen_is_marked_seen(
    running: Exercise, fay: Client, ann: Participant
) -> None:
    do(fay, running, "injects/say", channel="mail", sender="press", body="What happens?")
    five_seconds_later()
    ahead(running, 10)
    page = seated(ann).get("/play/pane/messages").content.decode()
    mail = next(item for item in page.split("<li")[1:] if "What happens?" in item)
    [number] = re.findall(r'data-told="(\d+)"', mail)
    answer = seated(ann).post("/play/act/seen", {"message": number, "key": "seen.1.all.1"})
    assert answer.status_code == 200
    ahead(running, 10)
    told = ask(fay, running, "injects/table")
    assert re.search(r"What happens\?</td><td>\d\d:\d\d", told)


def test_exercise_control_is_no_seat_of_a_player(running: Exercise, ann: Participant) -> None:
    for action in ("inject", "settings", "give_hint"):
        assert seated(ann).post(f"/play/act/{action}", {"key": "0123456789"}).status_code == 404
    assert not LogEntry.objects.filter(kind="refusal").exists()


def test_an_inject_is_moved_fired_and_shown(running: Exercise, fay: Client) -> None:
    assert "Left out" in do(fay, running, "injects/do", what="go_no_go", do="skip").content.decode()
    assert do(fay, running, "injects/do", what="floor_call", do="at", at="9:40").status_code == 422
    assert do(fay, running, "injects/do", what="floor_call", do="at", at="09:40").status_code == 200
    assert do(fay, running, "injects/do", what="block_bid", do="fire").status_code == 200
    assert do(fay, running, "injects/do", what="the_open", do="fire").status_code == 409
    ahead(running, 10)
    table = ask(fay, running, "injects/table")
    assert "left out" in table
    assert "09:40:00" in table
    assert "2 / 2" in re.sub(r".*block_bid", "", table.split("inject-disclosure")[0], flags=re.S)


def test_the_list_goes_out_and_its_plan_comes_back(exercise: Exercise) -> None:
    fay = signed_in(exercise.owner)
    do(fay, exercise, "injects/do", what="go_no_go", do="skip")
    sheet = fay.get(f"/ctl/{exercise.pk}/injects.xlsx").content
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet)).active.iter_rows(values_only=True))
    plan = {row[1]: row[7] for row in rows}
    assert (plan["go_no_go"], plan["the_open"], plan["block_bid"]) == ("skip", "own", "auto")
    do(fay, exercise, "injects/do", what="go_no_go", do="auto")
    back = SimpleUploadedFile("plan.xlsx", sheet)
    assert do(fay, exercise, "injects/in", sheet=back).status_code == 200
    exercise.refresh_from_db()
    assert exercise.plan == {"go_no_go": "skip"}
    wrong = SimpleUploadedFile("plan.csv", b"name,plan\nblock_bid,25:99\n")
    assert do(fay, exercise, "injects/in", sheet=wrong).status_code == 409
    nonsense = SimpleUploadedFile("plan.xlsx", b"PK\x03\x04nonsense")
    assert do(fay, exercise, "injects/in", sheet=nonsense).status_code == 409


def test_no_cell_that_leaves_is_a_formula(exercise: Exercise) -> None:
    fay = signed_in(exercise.owner)
    people_ = '"=HYPERLINK(1)",Blue,IC'
    assert do(fay, exercise, "roster", people=people_).status_code == 302
    assert "'=HYPERLINK" in ask(fay, exercise, "roster.csv")
    Team.objects.filter(name="Blue").update(name="=1+1")
    runtime.start(exercise, exercise.owner)
    assert "'=1+1: delivered" in ask(fay, exercise, "injects.csv")
    book = openpyxl.load_workbook(io.BytesIO(fay.get(f"/ctl/{exercise.pk}/injects.xlsx").content))
    assert not any(cell.data_type == "f" for row in book.active for cell in row)


def test_following_a_personal_link_takes_no_seat_a_press_does(exercise: Exercise) -> None:
    fay = signed_in(exercise.owner)
    do(fay, exercise, "roster", people="Ada,Blue,IC")
    link = f"/me/{Expected.objects.get().ticket}"
    ada = Client()
    assert "Welcome, Ada" in ada.get(link).content.decode()
    assert not Participant.objects.exists()
    assert ada.post(link).url == "/lobby"
    assert Client().post(link).url == "/lobby"
    assert Participant.objects.count() == 1


def test_who_was_removed_asks_to_come_back_and_plays_on(
    running: Exercise, fay: Client, ann: Participant
) -> None:
    mine = seated(ann)
    do(fay, running, "remove", participant=ann.pk)
    code = f"/j/{running.code}"
    form = {"name": "Ann", "team": ann.team_id}
    assert mine.post(code, form).status_code == 422
    assert "Ask to come back" in mine.get("/").content.decode()
    assert mine.post("/back").url == "/"
    assert "You have asked to come back" in mine.get("/").content.decode()
    assert "asks to come back" in ask(fay, running, "teams")
    do(fay, running, "readmit", participant=ann.pk)
    assert mine.get("/play").status_code == 200


def test_a_locked_room_opens_to_no_code(running: Exercise, fay: Client) -> None:
    do(fay, running, "lock", locked="1")
    assert Client().get(f"/j/{running.code}").status_code == 422
    do(fay, running, "lock", locked="")
    assert Client().get(f"/j/{running.code}").status_code == 200


def test_a_comms_check_lights_up(exercise: Exercise, ann: Participant) -> None:
    fay = signed_in(exercise.owner)
    assert "confirmed" not in ask(fay, exercise, "teams")
    seated(ann).post("/lobby/check")
    assert "confirmed" in ask(fay, exercise, "teams")
    assert "✓ Confirmed" in seated(ann).get("/lobby").content.decode()


def test_an_invited_stranger_makes_an_account_and_watches(exercise: Exercise) -> None:
    fay = signed_in(exercise.owner)
    page = do(fay, exercise, "crew", role="observer").content.decode()
    link = re.findall(r"/invited/[\w-]+", page)[0]
    olga = Client()
    assert olga.post(link, {"username": "olga", "password": "short"}).status_code == 422
    sent = {"username": "olga", "password": "quiet-otter-41"}
    assert olga.post(link, sent).url == f"/ctl/{exercise.pk}"
    assert olga.get(f"/ctl/{exercise.pk}").status_code == 200
    assert olga.get(f"/ctl/{exercise.pk}/crew").status_code == 403
    assert Client().get(link).status_code == 404
    assert do(fay, exercise, f"crew/{Crew.objects.get().pk}/dismiss").status_code == 302
    assert olga.get(f"/ctl/{exercise.pk}").status_code == 404


def test_the_pad_keeps_presses_and_marks(running: Exercise, blue: Team) -> None:
    olga = signed_in(helper(running, "olga", "observer"))
    sent = {"team": blue.pk, "behaviour": "someone", "role": "IC", "note": "who does it?"}
    assert "written down" in do(olga, running, "pad/press", **sent).content.decode()
    assert do(olga, running, "pad/mark", team=blue.pk, task=2, mark="M").content == b"Kept."
    page = ask(olga, running, f"pad?team={blue.pk}")
    assert "who does it?" in page
    assert re.search(r'name="mark" value="M" checked', page)


def test_the_guide_says_what_the_log_knows_of_each_task(
    running: Exercise, fay: Client, ann: Participant
) -> None:
    def data(number: int) -> str:
        page = ask(fay, running, f"pad?team={ann.team_id}")
        task = page.split(f'id="task-{number}"')[1].split("</legend>")[0]
        return re.search(r'small dim">(.*)</span>', task).group(1)

    ahead(running, 5_500)
    assert "clients –, exchange –" in data(7)
    assert "routers that take orders: 8 of 8" in data(8)
    mine, seated_at = seated(ann), {"key": "tell-0001"}
    told = {"flow": "leave", "cause": "open", "next": "10"}
    declared = {"severity": "firm", "summary": "rates", "key": "declare-0001"}
    assert mine.post("/play/act/declare", declared).status_code == 200
    assert mine.post("/play/act/notify_exchange", told | seated_at).status_code == 200
    ahead(running, 300)
    assert re.search(r"exchange \d\d:\d\d:\d\d \(\+\d:\d\d\)", data(7))
    assert all(data(number) for number in range(1, 9))


def test_hints_are_priced_before_they_are_taken(running: Exercise, ann: Participant) -> None:
    mine = seated(ann)
    pane = mine.get("/play/pane/hints").content.decode()
    assert "for 20 points" in pane
    assert "for 160 points" in pane
    assert mine.post("/play/act/take_hint", {"rung": "2", "key": "hint-0001"}).status_code == 200
    ahead(running, 5)
    assert "Paid so far: 40 points" in mine.get("/play/pane/hints").content.decode()
    assert "The property that matters" in mine.get("/play/pane/messages").content.decode()


@pytest.mark.parametrize("hints", [True, False])
def test_a_button_for_hints_stands_only_where_there_are_any(
    exercise: Exercise, ann: Participant, hints: bool
) -> None:
    Exercise.objects.filter(pk=exercise.pk).update(hints=hints)
    exercise.refresh_from_db()
    runtime.start(exercise, exercise.owner)
    ahead(exercise, 10)
    assert ('data-open="hints-d"' in seated(ann).get("/play").content.decode()) is hints


def test_a_freeze_covers_the_panes_and_takes_answers(exercise: Exercise, ann: Participant) -> None:
    Exercise.objects.filter(pk=exercise.pk).update(probes=True)
    exercise.refresh_from_db()
    runtime.start(exercise, exercise.owner)
    mine = seated(ann)
    ahead(exercise, 60)
    before = mine.get("/play/state").json()["p"]["probe"]
    ahead(exercise, 5_110 - 60)
    assert mine.get("/play/state").json()["p"]["probe"] != before
    page = mine.get("/play/pane/probe").content.decode()
    question, answer = re.search(
        r'value="(\w+)">\n.*?name="answer" value="(\w+)"', page, re.S
    ).groups()
    sent = {"question": question, "answer": answer, "key": "probe-0001"}
    assert "data-probe" in page
    assert "answer from memory" in ask(signed_in(exercise.owner), exercise, "teams")
    assert mine.post("/play/act/probe_answer", sent).status_code == 200
    assert "probe_answer" not in runtime.log_csv(ann.team)
    runtime.resume(exercise, exercise.owner)
    ahead(exercise, 120)
    assert "data-probe" not in mine.get("/play/pane/probe").content.decode()


def test_an_exercise_is_cloned_put_away_and_fetched_back(exercise: Exercise) -> None:
    fay = signed_in(exercise.owner)
    made = do(fay, exercise, "clone").url
    assert made != f"/ctl/{exercise.pk}"
    do(fay, exercise, "archive")
    assert f'href="/ctl/{exercise.pk}"' not in fay.get("/ctl").content.decode()
    assert f'href="/ctl/{exercise.pk}"' in fay.get("/ctl?archived").content.decode()


def test_the_next_day_stands_on_top(facilitator: User, exercise: Exercise) -> None:
    fay = signed_in(facilitator)
    later = do(fay, exercise, "clone").url
    do(fay, exercise, "schedule", when="2030-05-01T09:00")
    page = fay.get("/ctl").content.decode()
    assert page.index(f'href="/ctl/{exercise.pk}"') < page.index(f'href="{later}"')


def test_the_rooms_socket_opens_to_its_crew_alone(running: Exercise) -> None:
    olga = helper(running, "olga", "observer")
    eve = User.objects.create_user("eve")
    assert [owned_exercise(who, running.pk) for who in (running.owner, olga, eve, None)] == [
        True, True, False, False,
    ]  # fmt: skip


def test_nobody_is_let_in_twice(exercise: Exercise, ann: Participant) -> None:
    people.readmit(ann, exercise.owner)
    assert not ann.removed
