"""Write the symbol and parent tables of knight-2012 from a few constants.

Everything here is invention that lands on sourced totals (docs/calibration.md): no source
gives the 154 tickers, the sizes, sides or rates of the 212 parents, or their split around
the rollback. The table is scenario data; the simulation never reads a target.

    python benchmarks/build_tables.py > game/sim/scenarios/tables/knight.toml
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

SHARES_PER_FILL = 99.25
A_SECONDS, B_SECONDS = 1680, 1080  # 09:30 to 09:58, 09:40 to 09:58
TOTAL_SHARES = 383e6  # of the pre-open parents; the day's stream adds the rest
STREAM_SHARES = 9e5  # of a name that only the stream reaches, for its others' volume
TOP_SHARES = 22.3e6  # the busiest name: about 134 executions a second
PROBIT = NormalDist().inv_cdf
CONSONANTS, VOWELS = "BDFGKLMNPRSTVZ", "AEIOU"
NOT_THESE = {"LODE", "NAZI", "NONE", "NUDA", "PEDO", "PUBE", "RATE", "RINO"}  # listed, or worse


@dataclass
class Group:
    name: str
    n: int
    x: tuple[float, float]
    sigma: tuple[float, float]
    share: float
    sd: float
    price: float
    stream: int  # names that only the day's stream reaches
    armed_later: int  # names armed by the rollback


GROUPS = (
    Group("L", 79, (0.45, 0.75), (0.0070, 0.0105), 0.600, 1.05, 20.0, 19, 25),
    Group("M", 38, (0.42, 0.78), (0.0290, 0.0340), 0.230, 0.75, 16.0, 0, 26),
    Group("H", 31, (1.55, 3.30), (0.0290, 0.0350), 0.136, 0.75, 14.0, 0, 21),
    Group("X", 6, (14.0, 19.0), (0.0390, 0.0430), 0.034, 0.50, 8.5, 0, 0),
)
PRICE_SCALE = {1: 1.07, -1: 1.105}
B_SIGMA = {"L": 1.40, "M": 0.95, "H": 0.97, "X": 1.0}
A_SIGMA = {"L": 0.85, "M": 0.98, "H": 0.98, "X": 1.0}


def frac(j: int, a: float) -> float:
    return (0.5 + j * a) % 1.0


def ticker(i: int) -> str:
    """An invented name of four letters; no list of the 154 was published."""
    c, v = CONSONANTS, VOWELS
    name = c[(i * 5 + 3) % 14] + v[i * 3 % 5] + c[(i * 11 + i // 14) % 14] + v[(i // 5 + i) % 5]
    return ticker(i + 200) if name in NOT_THESE else name


def symbols() -> list[dict]:
    rows: list[dict] = []
    for group in GROUPS:
        rows += group_rows(group)
    order = sorted(range(len(rows)), key=lambda i: rows[i]["u2"])
    for rank, i in enumerate(order):
        long = math.floor(80 * (rank + 1) / 154) > math.floor(80 * rank / 154)
        rows[i]["side"] = 1 if long else -1
        rows[i]["price"] *= PRICE_SCALE[rows[i]["side"]]
    for i, row in enumerate(rows):
        row["symbol"] = ticker(i)
    assert len({row["symbol"] for row in rows}) == 154
    return rows


def group_rows(group: Group) -> list[dict]:
    rows = []
    for j in range(1, group.n + 1):
        u1, u2, u3 = frac(j, 0.6180339887), frac(j, 0.7548776662), frac(j, 0.5698402910)
        z = PROBIT(0.01 + 0.98 * u3)
        low, high = group.x
        rows.append(
            {
                "group": group.name,
                "u2": u2,
                "x": low * (high / low) ** u1,
                "sigma": group.sigma[0] + (group.sigma[1] - group.sigma[0]) * u2,
                "q": math.exp(group.sd * z),
                "price": group.price * math.exp(0.55 * PROBIT(0.02 + 0.96 * u2) - 0.35 * z),
            }
        )
    scale = TOTAL_SHARES * group.share / sum(row["q"] for row in rows)
    for row in rows:
        row["q"] *= scale
    if group.name == "L":
        max(rows, key=lambda row: row["q"])["q"] = TOP_SHARES
    divide(group, rows)
    return rows


def divide(group: Group, rows: list[dict]) -> None:
    """Which parents reach a name: A before the open, B kept for the rollback, S the stream."""
    by_size = sorted(rows, key=lambda row: row["q"])
    for row in by_size[: group.stream]:
        row["kind"] = "S"
    rest = by_size[group.stream :]
    for i, row in enumerate(rest):
        later = math.floor((i + 1) * group.armed_later / len(rest)) > math.floor(
            i * group.armed_later / len(rest)
        )
        row["kind"] = "B" if later else "A"
    top = rest[-1]
    if group.name == "L" and top["kind"] == "B":
        top["kind"], rest[-2]["kind"] = "A", "B"
    for row in rows:
        row["v45"] = (STREAM_SHARES if row["kind"] == "S" else row["q"]) / row["x"]
        row["index"] = 1 if group.name == "L" else 0
        row["sigma"] *= (B_SIGMA if row["kind"] == "B" else A_SIGMA)[group.name]
    if group.name == "H":
        for i, row in enumerate(row for row in rows if row["kind"] == "B"):
            row["index"] = 1 if i % 5 < 3 else 0


def preopen_parents(rows: list[dict]) -> list[list]:
    """[home, symbol, side, quantity, rate, arrival, life]; home 7 is the host that was missed."""
    parents = []
    a = [i for i, row in enumerate(rows) if row["kind"] == "A"]
    b = [i for i, row in enumerate(rows) if row["kind"] == "B"]
    for n, i in enumerate(a):
        rate = rows[i]["q"] / SHARES_PER_FILL / A_SECONDS
        parents.append([7, i, rows[i]["side"], lot(n), round(rate, 3), 5400, 0])
    for n, i in enumerate(b):
        rate = rows[i]["q"] / SHARES_PER_FILL / B_SECONDS
        parents.append([n % 7, i, rows[i]["side"], lot(n), round(rate, 3), 5400, 14400])
    for home in range(7):
        have = sum(1 for p in parents if p[0] == home)
        for n in range(80 - have):
            i = int(frac(home * 97 + n + 1, 0.6180339887) * 154)
            rate = max(rows[i]["q"], 4e5) / SHARES_PER_FILL / A_SECONDS * 0.9
            parents.append([home, i, rows[i]["side"], lot(n), round(rate, 3), 5400, 0])
    return parents


def lot(n: int) -> int:
    return 100 * (1 + n * 7 % 19)


STREAM_PERIOD, STREAM_END = 120, 14_400  # one flagged parent a router every two minutes, to 12:00


def stream_parents(rows: list[dict]) -> list[list]:
    small = [i for i, row in enumerate(rows) if row["kind"] == "S"]
    liquid = sorted(
        (i for i, row in enumerate(rows) if row["group"] == "L" and row["kind"] != "S"),
        key=lambda i: -rows[i]["q"],
    )[:25]
    parents, n = [], 0
    for step in range(5400 + 7, STREAM_END, STREAM_PERIOD):
        for home in range(8):
            arrival = step + home * 15
            n += 1
            if n % 2 == 0:
                i = small[n // 2 % len(small)]
                side, rate = rows[i]["side"], 5.0
            else:
                i = liquid[n * 13 % len(liquid)]
                side, rate = rows[i]["side"] * (-1 if n % 10 == 1 else 1), 8.0
            parents.append([home, i, side, lot(n), rate, arrival, 12])
    return parents


def main() -> None:
    rows = symbols()
    print("# Written by benchmarks/build_tables.py: invention that lands on sourced totals.")
    print("# symbol, group, open price $, daily sigma, others' shares in 45 min, index member")
    print("symbols = [")
    for r in rows:
        print(
            f'  ["{r["symbol"]}", "{r["group"]}", {r["price"]:.2f}, {r["sigma"]:.5f},'
            f" {int(r['v45'])}, {r['index']}],"
        )
    print("]")
    print(
        "# home slot, symbol index, side, shares, children/s if it runs away, arrival step, life s"
    )
    print("parents = [")
    for p in sorted(preopen_parents(rows) + stream_parents(rows), key=lambda p: (p[5], p[0])):
        print(f"  {p},")
    print("]")


if __name__ == "__main__":
    main()
