"""Eighth Server: the exercise. `game.sim` is the game itself, the rest serves it to people."""
