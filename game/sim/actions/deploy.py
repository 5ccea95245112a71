"""Copy a package to a router and start it: which one, and whether it was the right one, is seen by
who looks (E04 to E06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk, remedies
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.scenario import RELEASE, UAT
from game.sim.state import DEPLOYING
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

PACKAGE, FORMER = "package", "former"
PACKAGES = {
    "uat": text("RLP release of 27 July, UAT package"),
    "release": text("RLP release of 27 July"),
    FORMER: text("The build before the RLP release"),
}
CALLED = {
    "uat": text("Deploy the UAT package of the RLP release to a router"),
    "release": text("Deploy the RLP release to a router"),
    FORMER: text("Deploy the build before the RLP release to a router"),
}
DONE = {
    "uat": text("SMARS-{host} runs the UAT package of the RLP release."),
    "release": text("SMARS-{host} runs the RLP release."),
    FORMER: text("SMARS-{host} runs the build before the RLP release."),
}


class Deploy(Action):
    name = "deploy"
    title = text("Deploy a package to a router")
    help = text(
        "Copies a package to the host and restarts it. The router must be drained, isolated or "
        "stopped. The store keeps whatever was ever built: nothing checks that it is the right "
        "package, or the right host. Needs the change desk's approval."
    )
    group = "recover"
    fields = (
        Field("router", "router", text("Router")),
        Field(
            PACKAGE,
            "choice",
            text("Package"),
            tuple(PACKAGES.items()),
            required=False,
            absent="release",
        ),
    )
    seats = ("RTR",)
    two_keys = "CHG"
    latency_s = 180

    @property
    def titles(self) -> tuple[Text, ...]:
        return (self.title, *CALLED.values())

    def called(self, args: Args) -> Text:
        return CALLED[_package(args)]

    def check(self, world: World, args: Args) -> None:
        host, package = args["router"], _package(args)
        if package not in PACKAGES:
            raise Refused(text("The store has no package {word}.", word=package[:40]))
        desk.need_idle(world, host)
        if world.fleet.takes_orders()[host]:
            raise Refused(text("Drain, isolate or stop SMARS-{host} first.", host=host))
        if package == FORMER:
            desk.need_rehearsed_flag(world)

    def begin(self, world: World, args: Args, entry: Entry) -> None:
        world.fleet.mark(args["router"], DEPLOYING)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        host, package = args["router"], _package(args)
        if package == FORMER:
            return remedies.put_back(world, [host])
        world.fleet.install(host, UAT if package == "uat" else RELEASE)
        world.fleet.start(host)

    def done(self, world: World, args: Args) -> Text:
        return text(DONE[_package(args)].id, host=args["router"])


def _package(args: Args) -> str:
    return str(args.get(PACKAGE, "release"))
