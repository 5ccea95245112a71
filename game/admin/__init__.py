"""The administrator's pages: what is kept, to look at; what may be done, done by the runtime."""

from game.admin import boards, exercises, logs, people, programs, signins

__all__ = ["boards", "exercises", "logs", "people", "programs", "signins"]
