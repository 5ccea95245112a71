"""What is about to be done, what it should show, and when to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Field
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


ACTIONS: tuple[tuple[str, Text], ...] = (
    ("isolate", text("Isolate a router")),
    ("drain", text("Drain a router")),
    ("stop", text("Stop a router")),
    ("restart", text("Restart a router")),
    ("throttle", text("Throttle a router")),
    ("purge", text("Purge active parent orders")),
    ("flag_off", text("Switch the RLP flag off")),
    ("rollback", text("Roll back routers")),
    ("deploy", text("Deploy a package to a router")),
    ("restore", text("Restore an isolated router")),
    ("block_symbols", text("Block names")),
    ("stop_feed", text("Stop an upstream feed")),
    ("cancel_orders", text("Cancel open orders")),
    ("stop_intake", text("Stop taking orders")),
    ("kill_switch", text("Kill switch: turn the first key")),
    ("confirm_kill", text("Kill switch: turn the second key")),
    ("disconnect_venue", text("Disconnect from the exchanges")),
    ("ask_to_be_cut_off", text("Ask the exchanges to cut us off")),
    ("pull_power", text("Have the routers' power pulled")),
    ("straighten", text("Reset the drop-copy session")),
    ("unwind", text("Deal with the position")),
)


class DecisionRecord(Action):
    name = "decision_record"
    title = text("Write a decision down")
    help = text(
        "What is to be done, what you expect to see, and what would make you stop. Written before "
        "it is ordered."
    )
    group = "tell"
    fields = (
        Field("action", "choice", text("We will"), ACTIONS),
        Field(
            "expects",
            "choice",
            text("We expect"),
            (
                ("stops", text("The flow stops")),
                ("falls", text("The flow falls")),
                ("clients_fine", text("Nothing changes for clients")),
                ("tells", text("We will see which router it is")),
            ),
        ),
        Field(
            "abort",
            "choice",
            text("We stop if"),
            (
                ("no_effect", text("Nothing has changed in two minutes")),
                ("clients", text("Clients are harmed")),
                ("spreads", text("It spreads to other routers")),
            ),
        ),
    )
    latency_s = 10

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        said = {key: args[key] for key in ("action", "expects", "abort")}
        desk.record(world, entry, "decision", said)

    def done(self, world: World, args: Args) -> Text:
        return text("Decision written down.")
