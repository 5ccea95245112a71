"""What can be computed again: saved worlds and results."""

from __future__ import annotations

from django.db import models

from game.models.exercises import Team
from game.sim.clock import reading


class Checkpoint(models.Model):
    """A team's world at a step, as bytes of `sim.dump`. Any of them may vanish."""

    team = models.ForeignKey(Team, models.CASCADE)
    step = models.PositiveIntegerField()
    applied_seq = models.PositiveIntegerField()
    sim_version = models.CharField(max_length=20)
    blob = models.BinaryField()

    class Meta:
        ordering = ["team_id", "-step"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "step", "applied_seq"], name="one_checkpoint_per_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team} at {reading(self.step)}"


class Result(models.Model):
    """How a team's morning ended."""

    team = models.OneToOneField(Team, models.CASCADE)
    sim_version = models.CharField(max_length=20)
    score_version = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField()
    computed = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Result of {self.team}"
