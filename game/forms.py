"""Everything that comes from a browser passes through one of these."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from game import sim, texts
from game.models import Exercise
from game.models.exercises import CODE_LENGTH, CODE_SYMBOLS
from game.planned_forms import PlannedFields, moment
from game.runtime.people import EVERYDAY, MOST_PER_TEAM
from game.sim.draws import ROUTERS

NAME_LENGTH = 20
TEAMS_MOST = 200
words = lazy(texts.render, str)


class CodeForm(forms.Form):
    """The code on the big screen, in any case, with or without its dash."""

    code = forms.CharField(
        label=_("Exercise code"),
        max_length=20,
        help_text=_("Eight letters and digits, on the big screen."),
        widget=forms.TextInput(
            attrs={
                "class": "code-in",
                "placeholder": "BXKR-7M4Q",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> str:
        return plain_code(self.cleaned_data["code"])


def plain_code(typed: str) -> str:
    """The eight symbols of a code as typed or scanned, "" when it cannot be one."""
    symbols = "".join(symbol for symbol in typed.upper() if symbol not in " -_")
    fits = len(symbols) == CODE_LENGTH and all(symbol in CODE_SYMBOLS for symbol in symbols)
    return symbols if fits else ""


class JoinForm(forms.Form):
    """A name and a team."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=NAME_LENGTH,
        help_text=_("Your team and the facilitator see it. A first name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    team = forms.ChoiceField(label=_("Your team"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, teams: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = teams
        if len(teams) == 1:
            self.fields["team"].initial = teams[0][0]


class SoloForm(forms.Form):
    """What somebody alone may choose; nothing is what they always got."""

    level = forms.ChoiceField(
        label=_("Level"),
        required=False,
        choices=Exercise.Level.choices,
        initial=Exercise.Level.OFFICER,
    )
    variant = forms.ChoiceField(
        label=_("What is wrong"),
        required=False,
        help_text=_("Who chooses knows what is coming: that is practice."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sim.load(EVERYDAY).variants.items()
        titles = [(name, texts.render(variant.title)) for name, variant in known]
        self.fields["variant"].choices = [("", _("Random")), *titles]


class ExerciseForm(PlannedFields):
    """What a facilitator decides before an exercise."""

    name = forms.CharField(label=_("Name"), max_length=60, initial=_("Knight morning"))
    teams = forms.CharField(
        label=_("Teams, one per line"),
        initial="Otter\nHeron",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    scenario = forms.ChoiceField(label=_("Scenario"))
    variant = forms.ChoiceField(
        label=_("What is wrong"),
        required=False,
        help_text=_(
            "Drawn from the exercise's secret unless you choose. What somebody chose is unranked."
        ),
    )
    level = forms.ChoiceField(
        label=_("Level"), choices=Exercise.Level.choices, initial=Exercise.Level.OFFICER
    )
    era = forms.ChoiceField(label=_("Controls"), required=False, choices=Exercise.Era.choices)
    seating = forms.ChoiceField(
        label=_("Seats"),
        choices=Exercise.Seating.choices,
        initial=Exercise.Seating.ROLES,
        help_text=_("With roles nobody sees the whole: the desk has to talk."),
    )
    pace = forms.ChoiceField(
        label=_("Pace"),
        help_text=_("Standard takes 35 to 45 minutes, sprint under 6."),
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        required=False,
        min_value=0,
        max_value=2**31,
        help_text=_("Leave empty for a secret random morning. A typed seed is practice, unranked."),
    )
    late_joining = forms.BooleanField(
        label=_("People may still join after the start"), required=False, initial=True
    )
    ranked = forms.BooleanField(
        label=_("Ranked: teams are compared, and told alike"), required=False, initial=True
    )
    hints = forms.BooleanField(
        label=_("Teams may take hints; each costs points"), required=False, initial=True
    )
    probes = forms.BooleanField(
        label=_("Freeze three times and ask from memory"), required=False, initial=False
    )
    team_size = forms.IntegerField(
        label=_("People in a team, at most"), initial=MOST_PER_TEAM, min_value=1,
        max_value=MOST_PER_TEAM, required=False,
    )  # fmt: skip
    cover_after_s = forms.IntegerField(
        label=_("Seconds after which a bot covers for who has gone; 0: never"),
        initial=0, min_value=0, max_value=3600, required=False,
    )  # fmt: skip
    cohort = forms.CharField(
        label=_("Series: exercises with the same word belong together"),
        max_length=60,
        required=False,
    )
    scheduled = moment()
    more = ("team_size", "cover_after_s", "cohort", "scheduled", "opens_before_min")  # folded
    switches = ("late_joining", "ranked", "hints", "probes")

    def fields_in(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names]

    def folded(self) -> list[forms.BoundField]:
        return self.fields_in(self.more)

    def ticks(self) -> list[forms.BoundField]:
        return self.fields_in(self.switches)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scenario"].choices = scenario_choices()
        self.fields["scenario"].initial = EVERYDAY
        self.fields["variant"].choices = variant_choices()
        self.fields["pace"].choices = pace_choices()

    def clean_teams(self) -> list[str]:
        lines = [line.strip()[:60] for line in self.cleaned_data["teams"].splitlines()]
        teams = list(dict.fromkeys(line for line in lines if line))
        if not 1 <= len(teams) <= TEAMS_MOST:
            raise forms.ValidationError(_("Give 1 to 200 team names."))
        return teams

    def clean_seed(self) -> str:
        seed = self.cleaned_data["seed"]
        return "" if seed is None else str(seed)

    def clean(self) -> dict[str, Any]:
        sent = self.cleaned_data
        variant, scenario = sent.get("variant", ""), sent.get("scenario")
        if variant and scenario and variant not in sim.load(scenario).variants:
            self.add_error("variant", _("This scenario has no variants to choose from."))
        self.read_start("scheduled")
        self.need_future("scheduled")
        return sent


def scenario_choices() -> list[tuple[str, str]]:
    return [(name, texts.render(sim.load(name).title)) for name in sim.exercise_names()]


def variant_choices() -> list[tuple[str, Any]]:
    """The secret's choice first, then by name, scenario by scenario."""
    every = [sim.load(name) for name in sim.exercise_names()]
    named = [
        (
            texts.render(scenario.title),
            [(key, texts.render(variant.title)) for key, variant in scenario.variants.items()],
        )
        for scenario in every
        if scenario.variants
    ]
    return [("", _("Random, from the secret")), *named]


def pace_choices() -> list[tuple[str, str]]:
    """Paces of all scenarios, the default first."""
    paces = [pace for name in sim.exercise_names() for pace in sim.load(name).paces.values()]
    titles = {pace.name: texts.render(pace.title) for pace in paces}
    return sorted(titles.items(), key=lambda item: (item[0] != "default", item[0]))


class KeyForm(forms.Form):
    """A press of a button: its key makes a repetition harmless."""

    key = forms.CharField(max_length=64, validators=[RegexValidator(r"^[\w.-]{8,64}$")])


class PlanForm(KeyForm):
    """A choice for the week; which cards and days there are, the simulation knows."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in ("buy", "give_back", "agree")])
    card = forms.CharField(max_length=40, required=False)
    day = forms.TypedChoiceField(
        choices=[(n, n) for n in range(5)], coerce=int, required=False, empty_value=0
    )


class NoteForm(KeyForm):
    """One line for the team."""

    text = forms.CharField(max_length=200)


class HandOverForm(KeyForm):
    """A seat, who takes it, and what they need to know."""

    seat = forms.ChoiceField(label=_("Seat"), choices=[(seat, seat) for seat in sim.ALL_SEATS])
    to = forms.IntegerField(label=_("To"))
    note = forms.CharField(max_length=200, required=False)


class PreferForm(forms.Form):
    """The seat that somebody hopes for; none: whatever is left."""

    role = forms.ChoiceField(
        choices=[("", ""), *((seat, seat) for seat in sim.ALL_SEATS)], required=False
    )


class PersonForm(forms.Form):
    """Whom the facilitator means."""

    participant = forms.IntegerField()
    name = forms.CharField(max_length=NAME_LENGTH, required=False)
    team = forms.IntegerField(required=False)
    seat = forms.CharField(max_length=10, required=False)


class OneTeamForm(forms.Form):
    """For which team; none: for all."""

    team = forms.IntegerField(required=False)


class TeamForm(OneTeamForm):
    """A team, with what it is to be called, or whether it is locked."""

    name = forms.CharField(max_length=60, required=False)
    locked = forms.BooleanField(required=False)


class PauseForm(OneTeamForm):
    """A pause never fails for the words: of a long reason the beginning is kept."""

    reason = forms.CharField(required=False)

    def clean_reason(self) -> str:
        return str(self.cleaned_data["reason"])[:60]


class SpeedForm(OneTeamForm):
    speed = forms.FloatField(min_value=0.25, max_value=600)


def _router(field: sim.Field) -> forms.Field:
    return forms.TypedChoiceField(
        choices=[(n, n) for n in range(1, 9)], coerce=int, required=field.required, empty_value=None
    )


def _routers(field: sim.Field) -> forms.Field:
    return forms.TypedMultipleChoiceField(
        choices=[(n, n) for n in range(1, 9)], coerce=int, required=field.required
    )


def _choice(field: sim.Field) -> forms.Field:
    choices = [(value, words(label)) for value, label in field.choices]
    return forms.ChoiceField(choices=choices, required=field.required)


def _evidence(field: sim.Field) -> forms.Field:
    return _Keys(required=field.required)


class _Keys(forms.MultipleChoiceField):
    """Any short keys: which of them the team has opened, the simulation knows."""

    def valid_value(self, value: str) -> bool:
        return len(value) <= 80


def _text(field: sim.Field) -> forms.Field:
    return forms.CharField(max_length=200, required=field.required)


def _int(field: sim.Field) -> forms.Field:
    return forms.IntegerField(required=field.required, min_value=-(10**9), max_value=10**9)


KINDS = {
    "router": _router,
    "routers": _routers,
    "choice": _choice,
    "evidence": _evidence,
    "text": _text,
    "int": _int,
}


def order_form(action: sim.Action, sent: Any, routers: int = ROUTERS) -> KeyForm:
    """The form of an order, made from the fields that the action declares for such a fleet."""
    form = KeyForm(sent)
    for field in action.fields_in(routers):
        made = KINDS[field.kind](field)
        made.label = words(field.label)
        form.fields[field.name] = made
    return form


def args_of(form: KeyForm) -> dict[str, Any]:
    """What the simulation is told: the cleaned fields without the key, empty ones left out."""
    return {
        name: value
        for name, value in form.cleaned_data.items()
        if name != "key" and value not in (None, "")
    }


class TeamSizeForm(forms.Form):
    size = forms.IntegerField(min_value=1, max_value=MOST_PER_TEAM)
