"""Open a router's venue port again; what waits in its queue goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk, remedies
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

TEST_S = 30


class Restore(Action):
    name = "restore"
    title = text("Restore an isolated router")
    help = text(
        "Opens its port again; whatever is in its queue goes on. First a test order goes through "
        "it, for half a minute more: a router that fails stays isolated. You can do without."
    )
    group = "recover"
    fields = (
        Field("router", "router", text("Router")),
        Field(
            "verify",
            "choice",
            text("With a test order first?"),
            (("yes", text("Yes, half a minute more")), ("no", text("No, at once"))),
            required=False,
        ),
    )
    seats = ("RTR",)
    latency_s = 90

    def latency_for(self, world: World, args: Args) -> int:
        return self.latency_s - (TEST_S if args.get("verify") == "no" else 0)

    def check(self, world: World, args: Args) -> None:
        if world.state.port[args["router"]]:
            raise Refused(text("SMARS-{host} is not isolated.", host=args["router"]))
        desk.need_no_twin(world, self.name, args["router"])

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        host, bad = args["router"], remedies.would_run_away(world, args["router"])
        if bad and args.get("verify") != "no":
            raise Refused(text("The test order ran away on SMARS-{host}: it stays out.", host=host))
        if remedies.goes_astray(world, host) and args.get("verify") != "no":
            raise Refused(
                text("The test order on SMARS-{host} met no venue: it stays out.", host=host)
            )
        if bad:
            desk.count_relapse(world)
        world.fleet.open_port(host)

    def done(self, world: World, args: Args) -> Text:
        return text("SMARS-{host} is restored: its port is open.", host=args["router"])
