"""The fields of an exercise that is there already, as they were when it was made."""

from __future__ import annotations

import copy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from game import sim, texts
from game.forms import ExerciseForm
from game.models import Exercise
from game.runtime import settings

TICKS = ("ranked", "hints", "probes")


class SettingsForm(forms.Form):
    """What can still be changed about an exercise: after its start, few things."""

    def __init__(self, sent: Any, exercise: Exercise) -> None:
        now = {name: getattr(exercise, name) for name in settings.NAMES}
        super().__init__(sent, initial=now)
        names = settings.ALWAYS if exercise.has_begun else settings.NAMES
        for name in names:
            self.fields[name] = copy.deepcopy(ExerciseForm.base_fields[name])
            self.fields[name].initial = None
        self.fields["cohort"].label = _("Series: exercises with the same word belong together")
        if not exercise.has_begun:
            self._offer(sim.load(exercise.scenario))

    def _offer(self, scenario: sim.Scenario) -> None:
        """What this scenario has to choose from."""
        variants = [(key, texts.render(one.title)) for key, one in scenario.variants.items()]
        self.fields["variant"].choices = [("", _("Random, from the secret")), *variants]
        paces = [(pace.name, texts.render(pace.title)) for pace in scenario.paces.values()]
        self.fields["pace"].choices = paces

    def lines(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in TICKS]

    def ticks(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in TICKS]
