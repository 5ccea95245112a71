"""What every team is told first, whatever is wrong that morning."""

from __future__ import annotations

from game.sim.text import text

USUAL = [
    text(
        "You are the desk on call of a large broker-dealer in Jersey City. It is Wednesday,"
        " 1 August 2012, 08:00 in New York."
    ),
    text(
        "SMARS is your firm's order router: eight servers that take parent orders from the"
        " desks and clients and send child orders to the exchanges, thousands a second when "
        "asked to."
    ),
    text(
        "Today the NYSE starts its Retail Liquidity Program (RLP). New SMARS code for it was"
        " installed over the last few days. Clients have been promised that it works at the open,"
        " 09:30."
    ),
    text(
        "Look at what the desk can see, tell your team, give orders. Orders take time; a grey"
        " button says what is missing. Nothing on your screen is more than the desk could know."
    ),
    text(
        "At 10:15, or when ten minutes have passed without unexplained flow since you checked,"
        " the rest of the day goes by quickly while you decide what becomes of the position. It"
        " ends at 16:00. You are judged by how early you notice, how well you contain, and what"
        " it costs the firm and its clients."
    ),
]
