"""Exact answers of the scenarios D01.yaml to D23.yaml, H01.yaml to H03.yaml, M01.yaml, N01.yaml, N02.yaml, P01.yaml, P05.yaml, P06.yaml and
S01.yaml to S03.yaml in this folder, given the actuals beside them,
written to further.json.

    python3 Tests/Validation/actuals/exact.py        (needs numpy and scipy)

Nothing here is Buildout's: each case is computed from what the scenario says, by a closed form, a
quadrature or a Markov chain followed month by month. The readings are those of the CSV files.
"""

import csv
import functools
import json
import math
import pathlib
from collections import defaultdict

import numpy as np
from scipy import stats

TRIALS = 40_000
here = pathlib.Path(__file__).parent
cases = []


# What is written down


def readings(name):
    """{(id, month number): value} of a file of actuals."""
    with open(here / f"{name}.csv", encoding="utf-8", newline="") as file:
        return {(row["id"], int(row["month"][5:])): float(row["value"]) for row in csv.DictReader(file)}


def probability(of, name, p, before=None, what="probability", **more):
    p = min(max(float(p), 0.0), 1.0)
    entry = {"of": of, "id": name, "what": what, **more, "value": p,
             "tolerance": round(.015 + 3.5 * math.sqrt(p * (1 - p) / TRIALS), 6)}
    return entry if before is None else entry | {"before": float(before)}


def mean_of(of, name, x):
    return {"of": of, "id": name, "what": "mean", "value": float(x), "tolerance": round(.01 * abs(x), 6)}


def case(name, title, as_of, expected, derivation, surprise=None, **more):
    entry = {"id": name, "title": title, "scenario": f"{name}.yaml", "actuals": f"{name}.csv",
             "asOf": f"2021-{as_of:02}", **more, "expected": expected}
    if surprise:
        measure, below, up_to = surprise
        entry["surprise"] = {"id": measure, "month": f"2021-{as_of:02}", "below": float(below),
                             "atOrBelow": float(up_to)}
    cases.append(entry | {"derivation": derivation})


# Tools


def gauss(low, high, n=400):
    x, w = np.polynomial.legendre.leggauss(n)
    return (high - low) / 2 * x + (high + low) / 2, (high - low) / 2 * w


def normal_nodes(n=400, width=9.0):
    """Nodes and weights for an integral over a standard normal number."""
    z, w = gauss(-width, width, n)
    return z, w * stats.norm.pdf(z)


def follow(start, months, step):
    """The law of a Markov chain's state after so many months; step(state) gives (state, chance) pairs."""
    law = dict(start)
    for _ in range(months):
        later = defaultdict(float)
        for state, p in law.items():
            for after, q in step(state):
                later[after] += p * q
        law = dict(later)
    return law


def at_least(counts, weights, x):
    return float(sum(w for c, w in zip(counts, weights) if c >= x))


def binomial_sum(parts, x):
    """P(the sum of independent binomials >= x)."""
    law = np.ones(1)
    for n, p in parts:
        law = np.convolve(law, stats.binom.pmf(np.arange(int(n) + 1), int(n), p))
    return float(law[max(int(x), 0):].sum())


def served(h, slots):
    """One month of units of which so many at a time may finish, each with chance h; the state is what is left."""
    def step(left):
        n = min(left, slots)
        return [(left - k, float(stats.binom.pmf(k, n, h))) for k in range(n + 1)]
    return step


def chain_tail(left, months, h, slots, at_most):
    return sum(p for n, p in follow({left: 1.0}, months, served(h, slots)).items() if n <= at_most)


# Cases


def servers():
    y = int(readings("D01")[("sites.completed", 5)])
    h, w = gauss(0, 1, 120)
    prior = w * stats.beta.pdf(h, 4, 8)
    likelihood = np.array([follow({10: 1.0}, 5, served(x, 3)).get(10 - y, 0) for x in h])
    weight = prior * likelihood
    weight /= weight.sum()
    later = np.array([chain_tail(10 - y, 7, x, 3, 2) for x in h])
    first = np.array([chain_tail(10, 12, x, 3, 2) for x in h])
    case("D01", "Servers and a queue, their chance unknown", 5,
         [probability("target", "opened", weight @ later, prior @ first),
          mean_of("number", "sites.open.chance", weight @ h)],
         "10 sites in place, 3 in service at a time; each in service opens with chance h a month, h beta(4, 8) "
         "once per trial. 3 are open at the end of May. Chain of the number left for each of 120 Gauss nodes of h.")


def loop():
    given = readings("D02")
    done, refused = int(given[("sites.completed", 6)]), int(given[("sites.cancelled", 6)])
    # review, build, completed, cancelled
    month = np.array([[1 - .4 + .4 * .2, .4 * .7, 0, .4 * .1], [0, .7, .3, 0], [0, 0, 1, 0], [0, 0, 0, 1.0]])
    half, year = np.linalg.matrix_power(month, 6), np.linalg.matrix_power(month, 12)
    waiting = half[0, :2] / half[0, :2].sum()
    p = waiting @ half[:2, 2]
    x = waiting @ half[:2, 3]
    left = 12 - done - refused
    case("D02", "A loop: reviews that send back and refuse", 6,
         [probability("target", "built", stats.binom.sf(9 - done - 1, left, p), stats.binom.sf(8, 12, year[0, 2])),
          probability("target", "refused", stats.binom.cdf(2 - refused, left, x), stats.binom.cdf(2, 12, year[0, 3]))],
         "12 sites; a review ends with chance .4 a month and leads to building (.7), to another review (.2) or to a "
         "refusal (.1); building ends with .3. 3 are completed and 1 is refused at the end of June. Each of the other "
         "eight is, independently, in review or building as a site that is neither completed nor refused; chain of one "
         "site, then a binomial.")


def merge():
    given = readings("D03")
    land, done = int(given[("sites.land.completed", 6)]), int(given[("sites.completed", 6)])

    def step(state):
        has_land, has_fire, built = state
        if has_land and has_fire and not built:
            return [(state, .6), ((1, 1, 1), .4)]
        lands = [(1, 1.0)] if has_land else [(1, .25), (0, .75)]
        fires = [(1, 1.0)] if has_fire else [(1, .3), (0, .7)]
        return [((a, b, built), p * q) for a, p in lands for b, q in fires]

    half = follow({(0, 0, 0): 1.0}, 6, step)
    chance = lambda start: follow(start, 6, step).get((1, 1, 1), 0)
    kind = lambda keep: {s: p / sum(q for t, q in half.items() if keep(t)) for s, p in half.items() if keep(s)}
    without = chance(kind(lambda s: not s[0]))
    under_way = chance(kind(lambda s: s[0] and not s[2]))
    year = follow({(0, 0, 0): 1.0}, 12, step)[(1, 1, 1)]
    case("D03", "A merge of two permits, one of them counted", 6,
         [probability("target", "built", binomial_sum([(14 - land, without), (land - done, under_way)], 11 - done),
                      stats.binom.sf(10, 14, year))],
         "14 sites; the land (chance .25 a month) and the fire permit (.3) side by side, then building (.4). At the "
         "end of June 10 have the land and 3 are built, and nothing is known of the fire permits. Chain of one site; "
         "the four without land and the seven with it are two binomials.")


def poisson_number():
    y = int(readings("D04")[("farms.completed", 6)])
    q = .9 ** 6
    later = 14 * q * (1 - q)
    case("D04", "A Poisson number of units", 6,
         [probability("target", "open", stats.poisson.sf(7 - y - 1, later), stats.poisson.sf(6, 14 * (1 - q * q))),
          mean_of("target", "open", y + later)],
         "The number is Poisson(14); each opens with chance .1 a month. Of a Poisson number those that opened and "
         "those that did not are independent, so 3 by June say nothing of the rest, which is Poisson(14 x .9^6).",
         ("farms.completed", stats.poisson.cdf(y - 1, 14 * (1 - q)), stats.poisson.cdf(y, 14 * (1 - q))))


def table_number():
    y = int(readings("D05")[("lifts.completed", 6)])
    law = stats.lognorm(.4, scale=9)
    numbers, weights = np.array([10, 15, 20]), np.array([.3, .4, .3])
    half, year = law.cdf(6), law.cdf(12)
    weight = weights * stats.binom.pmf(y, numbers, half)
    weight /= weight.sum()
    later = (year - half) / (1 - half)
    case("D05", "A number of units by a table, with durations", 6,
         [probability("target", "fitted", weight @ stats.binom.sf(13 - y - 1, numbers - y, later),
                      weights @ stats.binom.sf(12, numbers, year)),
          mean_of("target", "fitted", weight @ (y + (numbers - y) * later))],
         "10, 15 or 20 lifts (.3, .4, .3), lognormal durations (median 9, sigma .4) from 1 January; 5 are done at "
         "the end of June. Bayes over the three numbers, then a binomial with conditional survival.")


def split():
    y = readings("D06")[("roads.completed", 6)]
    shape, scale = 6 / .09, 20 * .09
    s, w = gauss(0, 1, 4000)
    prior = w * stats.beta.pdf(s, 4, 6)
    weight = prior * stats.gamma.pdf(y / s, shape, scale=scale) / s
    weight /= weight.sum()
    parks = lambda share, x: stats.gamma.sf(x / (1 - share) - y / share, shape, scale=scale)
    roads = lambda share, x: stats.gamma.sf((x - y) / share, shape, scale=scale)
    whole = stats.gamma(2 * shape, scale=scale)
    case("D06", "A budget split at random, one side read", 6,
         [probability("target", "roads-km", weight @ roads(s, 100), prior @ whole.sf(100 / s)),
          probability("target", "parks-ha", weight @ parks(s, 130), prior @ whole.sf(130 / (1 - s)))],
         "A budget of gamma(mean 20, cv .3) a month is divided between roads and parks, the roads' share beta(4, 6) "
         "once per trial; both use up all they get. Roads stand at 60 at the end of June, parks are not read: they "
         "stand at 60 (1 - s)/s. Quadrature over s with the density of the six months' budget at 60/s.")


def monthly_factor():
    y = int(readings("D07")[("lamps.completed", 6)])
    shape = 1 / .16

    def tail(x):
        top = np.arange(600)
        first = stats.nbinom.pmf(top, 6 * shape + y, (shape + 20) / (shape + 20 + 10))
        second = stats.nbinom.pmf(top, 6 * shape, shape / (shape + 10))
        return float(np.convolve(first, second)[x:].sum())

    # Later months of lamps are as they were foreseen.
    lamps = stats.nbinom(6 * shape, shape / (shape + 20))
    case("D07", "A factor drawn each month teaches nothing of the months to come", 6,
         [probability("target", "lamps-on", lamps.sf(205 - y - 1), stats.nbinom.sf(204, 12 * shape, shape / (shape + 20))),
          probability("target", "gates-on", tail(110), stats.nbinom.sf(109, 12 * shape, shape / (shape + 10)))],
         "Weather is gamma (mean 1, cv .4), drawn anew each month and shared by two Poisson flows of 20 and 10. Lamps "
         "stand at 95 at the end of June, gates are not read. The sum of the six months' weather is gamma and, given "
         "the lamps, gamma again (conjugacy): it says where the gates stand, and nothing of the months to come.")


def known_regime():
    given = readings("D08")
    acts = [int(given[("risks.slump", m)]) for m in range(1, 7)]
    y = int(given[("firms.completed", 6)])
    exposure = sum(.4 if a else 1 for a in acts)
    shape, rate = 16 + y, 16 + 10 * exposure
    switch = lambda state: ([((1, state[1] + 1), .7), ((0, state[1]), .3)] if state[0] else
                            [((1, state[1] + 1), .15), ((0, state[1]), .85)])
    later = follow({(acts[-1], 0): 1.0}, 6, switch)
    p = sum(q * stats.nbinom.sf(95 - y - 1, shape, rate / (rate + 10 * (6 - .6 * on)))
            for (_, on), q in later.items())
    first = follow({(0, 0): 1.0}, 11, switch)
    before = sum(q * stats.nbinom.sf(94, 16, 16 / (16 + 10 * (12 - .6 * on))) for (_, on), q in first.items())
    case("D08", "A regime whose months the office knows", 6,
         [probability("target", "firms-in", p, before), mean_of("factor", "pace", shape / rate),
          probability("risk", "slump", acts[-1], what="acts", month="2021-06") | {"fact": True, "tolerance": 0},
          probability("risk", "slump", .7 if acts[-1] else .15, what="acts", month="2021-07")],
         "Firms settle at Poisson(10 pace), each kept with .4 while the slump acts; pace gamma (mean 1, cv .25). The "
         "slump is known month by month: it acts in May and June. So exposure is 4 + 2 x .4 months, pace is gamma "
         "again, and the slump goes on from June by its chain (ends .3, comes .15).")


def dated_option():
    y = int(readings("D09")[("stations.completed", 6)])
    shape, rate = 16 + y, 16 + 40 * 6
    tail = lambda mean: stats.nbinom.sf(420 - y - 1, shape, rate / (rate + 6 * mean))
    before = stats.nbinom.sf(419, 16, 16 / (16 + 480))
    case("D09", "An option that acts from the month after the as-of month", 6,
         [probability("target", "built", tail(40), before), probability("target", "built", tail(52), option="more-teams")],
         "Poisson(40 pace) a month, pace gamma (mean 1, cv .25); 200 at the end of June. The option has Poisson(52 "
         "pace) from July on. What is learned of the pace holds for both: negative binomial tails.")


def due_and_not_read():
    y = int(readings("D10")[("stations.completed", 6)])
    later = stats.nbinom(16 + y, (16 + 240) / (16 + 480))
    case("D10", "A target due in March, of which only June is known", 6,
         [probability("target", "by-march", stats.binom.sf(97, y, .5), stats.nbinom.sf(97, 16, 16 / (16 + 120))),
          probability("target", "by-december", later.sf(385 - y - 1), stats.nbinom.sf(384, 16, 16 / (16 + 480)))],
         "Poisson(40 pace) a month, pace gamma (mean 1, cv .25). June stands at 190 and March was not reported: of "
         "the 190 each falls in the first quarter with chance 1/2, whatever the pace. It has odds and is no fact.")


def bounded_level():
    given = readings("D11")
    x, w = gauss(0, 8, 400)

    def after(level, months):
        """The density at the nodes and the weights of the bounds 0 and 8."""
        density, low, high = np.zeros_like(x), 0.0, 0.0
        kernel = stats.norm.pdf(x[:, None] - x[None, :], .3, .5)
        for month in range(months):
            points = [(level, 1.0)] if month == 0 else [(0.0, low), (8.0, high)]
            new = np.zeros_like(x) if month == 0 else kernel @ (w * density)
            bottom = 0.0 if month == 0 else float((w * density) @ stats.norm.cdf(-x, .3, .5))
            top = 0.0 if month == 0 else float((w * density) @ stats.norm.sf(8 - x, .3, .5))
            for at, p in points:
                new = new + p * stats.norm.pdf(x - at, .3, .5)
                bottom += p * stats.norm.cdf(-at, .3, .5)
                top += p * stats.norm.sf(8 - at, .3, .5)
            density, low, high = new, bottom, top
        return density, low, high

    def tail(level, months, at):
        """P(level >= at): the last month is integrated in closed form."""
        density, low, high = after(level, months - 1)
        return float((w * density) @ stats.norm.sf(at - x, .3, .5) + low * stats.norm.sf(at, .3, .5)
                     + high * stats.norm.sf(at - 8, .3, .5))

    level = given[("index.level", 6)]
    case("D11", "A level at its bound", 6,
         [probability("target", "high", tail(level, 6, 7.8), tail(6, 12, 7.8)),
          probability("target", "in-september", tail(level, 3, 7.5), tail(6, 9, 7.5))],
         "An index from 6, each month normal(.3, .5) more, cut to [0, 8]; 7.2 in May and at the bound 8 in June. Only "
         "where it stands matters. Nystrom quadrature with the weights of the bounds apart.")


def level_with_factor():
    y = readings("D12")[("gdp.level", 6)]
    z, w = normal_nodes(4000)
    f = np.exp(.15 * z)
    weight = w * stats.norm.pdf(y / f, 6 * .9, .35 * math.sqrt(6)) / f
    weight /= weight.sum()
    gdp = lambda x, months: stats.norm.sf(x / f, months * .9, .35 * math.sqrt(months))
    trade = lambda x: stats.norm.sf(x / f, 12 * .8, .5 * math.sqrt(12))
    case("D12", "Levels that share a factor, one of them read", 6,
         [probability("target", "gdp-growth", weight @ gdp(10 - y, 6), w @ gdp(10, 12)),
          probability("target", "trade-growth", weight @ trade(9), w @ trade(9)),
          mean_of("factor", "growth", weight @ f)],
         "Two levels from 0 gain growth x normal(.9, .35) and growth x normal(.8, .5) a month, growth lognormal "
         "(median 1, sigma .15). The first stands at 4.2 in June, the second is not read. Quadrature over growth.")


def consumable():
    y = int(readings("D13")[("repairs.completed", 6)])
    arrivals = stats.poisson.pmf(np.arange(40), 5)

    def step(state):
        done, backlog, month = state
        money = 12 * (month + 1) - 2 * done
        out = []
        for n, p in enumerate(arrivals):
            k = min(backlog + n, money // 2)
            out.append(((done + k, backlog + n - k, month + 1), float(p)))
        return out

    def tail(law, x):
        return sum(p for (done, _, _), p in law.items() if done >= x)

    half = follow({(0, 8, 0): 1.0}, 6, step)
    total = sum(p for s, p in half.items() if s[0] == y)
    known = {s: p / total for s, p in half.items() if s[0] == y}
    waiting = sum(p for s, p in known.items() if s[1] == 0)
    case("D13", "A budget that is carried over, the backlog not known", 6,
         [probability("target", "repaired", tail(follow(known, 6, step), 68), tail(follow(half, 6, step), 68)),
          probability("target", "none-waits-in-june", waiting, sum(p for s, p in half.items() if s[1] == 0))],
         "12 a month, carried over, 2 a job; Poisson(5) jobs join a backlog that opens at 8. 36 are done at the end of "
         "June; how many wait is not known. Chain of (completed, backlog), kept where completed is 36.",
         ("repairs.completed", sum(p for s, p in half.items() if s[0] < y), sum(p for s, p in half.items() if s[0] <= y)))


def correlated():
    y = int(readings("D14")[("roads.completed", 6)])
    z, w = normal_nodes(240)
    roads = stats.poisson.pmf(y, 180 * np.exp(.2 * z))
    weight = w * roads
    weight /= weight.sum()
    e, v = normal_nodes(240)
    f2 = np.exp(.3 * (.6 * z[:, None] + .8 * e[None, :]))
    parks = stats.poisson.sf(134, 144 * f2) @ v
    later = stats.poisson.sf(290 - y - 1, 180 * np.exp(.2 * z))
    case("D14", "Correlated factors: one is seen, the other follows", 6,
         [probability("target", "roads-km", weight @ later, w @ stats.poisson.sf(289, 360 * np.exp(.2 * z))),
          probability("target", "parks-open", weight @ parks, w @ parks),
          mean_of("factor", "land", weight @ (f2 @ v))],
         "Roads Poisson(30 skill), parks Poisson(12 land); skill and land lognormal (sigma .2 and .3) with normal "
         "scores correlated .6. Roads stand at 140 in June, parks are not read. Quadrature over both scores.")


def tail_with_factor(name, share):
    y = int(readings(name)[("roads.completed", 6)])
    z, w = normal_nodes(2000)
    f = np.exp(.2 * z)
    half, year = (stats.lognorm.cdf(t * f, .35, scale=9) for t in (6, 12))
    weight = w * stats.binom.pmf(y, 20, half)
    later = (year - half) / (1 - half)
    weight /= weight.sum()
    case(name, f"Durations and a shared factor, an actual in the {share} % tail", 6,
         [probability("target", "opened", weight @ stats.binom.sf(20 - y - 1, 20 - y, later), w @ stats.binom.sf(19, 20, year)),
          mean_of("factor", "skill", weight @ f)],
         f"20 roads from 1 January, lognormal (median 9, sigma .35) divided by skill, lognormal (sigma .2); {y} are "
         "open at the end of June. Quadrature over skill, binomial with conditional survival.",
         ("roads.completed", w @ stats.binom.cdf(y - 1, 20, half), w @ stats.binom.cdf(y, 20, half)))


def tail_of_two_steps(name, share):
    given = readings(name)
    started, done = int(given[("schools.build.started", 6)]), int(given[("schools.completed", 6)])
    first = stats.lognorm(.4, scale=3)

    def finished(t, low=0.0, high=None, n=1500):
        """P(low < first step <= high, and all done by t)."""
        x, w = gauss(low, min(high or t, t), n)
        return float(w * first.pdf(x) @ stats.lognorm.cdf(t - x, .3, scale=6))

    half = finished(6)
    at_first = first.sf(6)
    building = first.cdf(6) - half
    from_building = (finished(12, 0, 6) - half) / building
    from_first = finished(12, 6, 12) / at_first
    target = 9 if share == "1" else 8
    case(name, f"Two steps, an actual in the {share} % tail", 6,
         [probability("target", "ready", binomial_sum([(12 - started, from_first), (started - done, from_building)],
                                                      target - done), stats.binom.sf(target - 1, 12, finished(12)))],
         "12 schools prepare (lognormal, median 3, sigma .4), then build (median 6, sigma .3). At the end of June "
         f"{started} have begun to build and {done} are finished. Quadrature; two binomials.",
         ("schools.build.started", stats.binom.cdf(started - 1, 12, first.cdf(6)), stats.binom.cdf(started, 12, first.cdf(6))))


def tail_of_a_pool(name, share):
    y = int(readings(name)[("roads.completed", 6)])
    crews, weights = [2, 4, 6], np.array([.2, .5, .3])
    half = [follow({24: 1.0}, 6, served(.3, c)) for c in crews]
    law = [sum(w * h.get(24 - k, 0) for w, h in zip(weights, half)) for k in range(25)]
    weight = weights * np.array([h.get(24 - y, 0) for h in half])
    weight /= weight.sum()
    target = 23 if share == "1" else 24
    case(name, f"A pool of unknown size, an actual in the {share} % tail", 6,
         [probability("target", "opened", sum(w * chain_tail(24 - y, 6, .3, c, 24 - target) for w, c in zip(weight, crews)),
                      sum(w * chain_tail(24, 12, .3, c, 24 - target) for w, c in zip(weights, crews))),
          probability("pool", "crews", weight[2], weights[2], what="equals", x=6)],
         "24 roads, 2, 4 or 6 whole crews (.2, .5, .3, once per trial), one a road; a road with a crew is finished "
         f"with chance .3 a month. {y} at the end of June. Chain of what is left for each number of crews.",
         ("roads.completed", sum(law[:y]), sum(law[:y + 1])))


def share_of_days():
    """A share whose whole is certain says how many days were good."""
    good = round(readings("S01")[("air", 3)] / 100 * 90)
    need = math.ceil(.82 * 360) - good
    now, before = stats.binom.sf(need - 1, 270, .83), stats.binom.sf(math.ceil(.82 * 360) - 1, 360, .83)
    case("S01", "A share of days that have passed", 3,
         [probability("target", "air", now, before), probability("target", "good-days", now, before)],
         f"Each day is good with chance .83. 77.8 % of 90 days are {good}, so {need} of 270 are needed. Binomial.")


def share_of_flows():
    """Of gamma flows with one scale the share does not depend on the sum (Lukacs 1955)."""
    known = readings("S02")[("share-26", 6)] / 100
    x, wx = gauss(0, 80, 600)
    t, wt = gauss(40, 180, 600)
    # known * T + x >= .26 (T + x + z), with T the sum in June and x and z what comes after it.
    reach = ((known - .26) * t[:, None] + .74 * x[None, :]) / .26
    inner = stats.gamma.cdf(reach, 72) @ (wx * stats.gamma.pdf(x, 24))
    case("S02", "A share of a whole that nobody knows", 6,
         [probability("target", "share-26", (wt * stats.gamma.pdf(t, 96)) @ inner, stats.beta.sf(.26, 48, 144))],
         "Industry and other investment of each month are gamma with scale 1 and shapes 4 and 12. In June the share is 28 %, "
         "which says nothing of the sum, a gamma of shape 96. Quadrature over the sum and what industry adds.")


def schools_of_two_sizes():
    """Number and quantity together say which schools are done."""
    law = stats.lognorm(.25, scale=9)
    nodes, weights = gauss(0, 1, 80)

    def done(month, least, most):
        """By a month, of a school that has come so far evenly between two shares."""
        left = 1 - least - (most - least) * nodes
        return weights @ law.cdf(month / left)

    small, large = (.1, .5), (.3, .7)
    odds = math.prod((done(9, *one) - done(6, *one)) / (1 - done(6, *one)) for one in (small, large, large))
    before = done(9, *small) ** 2 * done(9, *large) ** 2
    case("S03", "Number and quantity of works of two sizes", 6,
         [probability("target", "places", odds, before), probability("target", "number", odds, before)],
         "Of two schools of 1,350 places and two of 1,080 one is done in June, and 1,080 places: a small one. A school takes a "
         "lognormal time (median 9, sigma .25) for what is left of it. All are needed by September.")


def unknown_chance():
    """Units with a chance that nobody knows: what is left has what the figures say of it."""
    p, weights = gauss(0, 1, 800)
    posterior = weights * stats.beta.pdf(p, 2, 8) * stats.binom.pmf(8, 9, 1 - (1 - p) ** 7)
    prior = weights * stats.beta.pdf(p, 2, 8)
    odds = [posterior @ (1 - (1 - p) ** later) / posterior.sum() for later in (5, 2)]
    before = [prior @ (1 - (1 - p) ** month) ** 9 for month in (12, 9)]
    case("N01", "A chance that nobody knows, and all routes but one are open", 7,
         [probability("target", "opened", odds[0], before[0]), probability("target", "autumn", odds[1], before[1])],
         "Eight routes of nine are open after seven months, so the monthly chance, Beta(2, 8), has the weight of 8 in 9 at "
         "1 - (1 - p)^7. The last needs one month of five. Quadrature over p.")
    # 1 of 12 by March; 3 of the other 11 and of the 6 that came in April by June.
    posterior = weights * stats.beta.pdf(p, 4, 12) * stats.binom.pmf(1, 12, 1 - (1 - p) ** 3) \
        * stats.binom.pmf(3, 17, 1 - (1 - p) ** 3)
    odds = posterior @ stats.binom.sf(7, 14, 1 - (1 - p) ** 6) / posterior.sum()
    less = posterior @ stats.binom.cdf(8, 14, 1 - (1 - p) ** 6) / posterior.sum()
    case("N02", "A chance that nobody knows, and few sites are open", 6,
         [probability("target", "opened", odds), probability("target", "money", less)],
         "One of 12 sites is open by March, and 4 of 18 by June, since six more came in April. The chance is Beta(4, 12). "
         "A site costs 10 when it opens. Quadrature over p.")


def certain_figures():
    """What was certain moves nothing."""
    z, weights = gauss(-8, 8, 400)
    chance = np.minimum(.1 * np.exp(.2 * z), 1)
    odds = (weights * stats.norm.pdf(z)) @ stats.binom.sf(14, 20, 1 - (1 - chance) ** 12)
    case("M01", "Nothing is done where nothing could be", 2, [probability("target", "permits", odds, odds)],
         "No clinic is done by February in all but .14 % of trials at most: its tender, lognormal with sigma .35 over a "
         "lognormal speed of sigma .2, would have to take less than 1.2 months where 4 are expected. So the odds of the "
         "permits, which share the speed, are those of January: binomial, by quadrature over the speed.")


HOMES, PLACES = 60, 12


@functools.cache
def pert(low, mode, high):
    a, b = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
    return functools.cache(lambda x: float(stats.beta.cdf((x - low) / (high - low), a, b)))


def chance(k, n, p):
    return math.comb(n, k) * p ** k * (1 - p) ** (n - k)


def wave(done, first, older, carried, age, law):
    """One month of homes with 12 places, filled when it begins. In the state are how many are done, how many of those
    that began in the month of the tender are left, at an age below 1 or a month older, and how many that began when the
    month before did."""
    parts = []
    under_way = first + older + carried
    fresh = min(PLACES - under_way, HOMES - done - under_way)
    for count, at in ((first, age), (older, 1 + age), (carried, 1.0), (fresh, 0.0)):
        left = 1 - law(at)
        p = (law(at + 1) - law(at)) / left if left > 1e-12 else 1.0
        parts.append([(k, q) for k in range(count + 1) if (q := chance(k, count, p)) > 0])
    for a, pa in parts[0]:
        for b, pb in parts[1]:
            for c, pc in parts[2]:
                for d, pd in parts[3]:
                    # The longest takes 1.6 months: what began two months before is done.
                    yield (done + a + b + c + d, 0, first - a, fresh - d), pa * pb * pc * pd


@functools.cache
def homes(end, law, last):
    """How many homes are done at each month's end from that of the tender on, which ends at a time. Homes come one after
    another, each at that time: who finishes within the month leaves a place to the next."""
    month = math.ceil(end)
    age = month - end
    p = law(age)
    state = {(k, PLACES, 0, 0): chance(k, k + PLACES - 1, p) * (1 - p) for k in range(HOMES - PLACES + 1)}
    for left in range(PLACES):
        state[(HOMES - left, left, 0, 0)] = chance(left, HOMES, 1 - p)
    return go_on({month: state}, month, age, law, last)


def go_on(months, month, age, law, last):
    state = months[month]
    for later in range(month + 1, last + 1):
        after = defaultdict(float)
        for (done, first, older, carried), p in state.items():
            if p < 1e-12:
                continue
            for to, q in wave(done, first, older, carried, age, law):
                after[to] += p * q
        state = months[later] = dict(after)
    return months


@functools.cache
def homes_given(done, end, law):
    """The same from June on, given how many are done then."""
    state = {s: p for s, p in homes(end, law, 12)[6].items() if s[0] == done}
    return go_on({6: state}, 6, math.ceil(end) - end, law, 12)


def behind_a_tender(name, words, median):
    done = int(readings(name)[("homes.completed", 6)])
    law = pert(.3, .7, 1.6)
    # The tender's months over the speed of approvals.
    own, shared = .5, .2
    spread = math.hypot(own, shared)
    known, odds, before, below = 0.0, np.zeros(2), np.zeros(2), np.zeros(2)
    dues = ((8, 27), (11, 57)) if done else ((8, 1), (11, 30))
    for month in range(1, 13):
        nodes, weights = gauss(max(month - 1, 1e-9), month, 12)
        for end, weight in zip(nodes, weights * stats.lognorm.pdf(nodes, spread, scale=median)):
            months = homes(end, law, 12)
            at = months.get(6, {(0, 0, 0, 0): 1.0})
            before += weight * np.array([sum(p for s, p in months[due].items() if s[0] >= x) if due in months else 0
                                         for due, x in dues])
            below += weight * np.array([sum(p for s, p in at.items() if s[0] < done),
                                        sum(p for s, p in at.items() if s[0] <= done)])
            likelihood = sum(p for s, p in at.items() if s[0] == done)
            if likelihood * weight < 1e-14:
                continue
            # What follows only from the states that agree.
            if month <= 6:
                future = homes_given(done, end, law)
            else:
                future = months
            known += weight * likelihood
            odds += weight * np.array([sum(p for s, p in future[due].items() if s[0] >= x) if due in future else 0
                                       for due, x in dues])
    rest = stats.lognorm.sf(12, spread, scale=median)
    below += rest * np.array([done > 0, True])
    if not done:
        known += rest
    odds /= known
    case(name, "Few servers behind a tender, " + words, 6,
         [probability("target", "early", odds[0], before[0]), probability("target", "late", odds[1], before[1])],
         f"60 homes wait for one tender, which takes a lognormal time (median {median}, sigma .5) over a lognormal "
         "speed (sigma .2), then 12 at a time for a time that is PERT (.3, .7, 1.6); a place is filled when a month "
         f"begins, in the tender's month at once. {done} are done at the end of June. Chain of the homes at work by "
         "their ages, for each of 12 Gauss nodes a month of when the tender ends.",
         ("homes.completed", below[0], below[1]))


def topped_out(name, units, share, median, sigma, words):
    """Units of two steps that take their time, then a chance; in which month each passed the first is known."""
    given = readings(name)
    known = max(month for _, month in given)
    passed = [int(given.get(("sites.structure.completed", month), 0)) for month in range(known + 1)]
    fitted = stats.beta(1 + 4 * 1 / 4, 1 + 4 * 3 / 4, loc=3, scale=4)

    def passes(month, inside):
        """The integral, over the first step's end in a month, of a function of that end."""
        ends, weights = gauss(max(month - 1, 1e-9), month, 40)
        if share is None:
            density = stats.lognorm.pdf(ends, sigma, scale=median)
        else:
            left, part = gauss(*share)
            part = part / part.sum()
            density = (part * stats.lognorm.pdf(ends[:, None] / left, sigma, scale=median) / left).sum(1)
        return float(weights @ (density * inside(ends)))

    def odds(months, when):
        """Of a unit that passed in one of some months and is not fitted out: an integral of a function of the month
        in which it will be."""
        total = sum(passes(m, lambda t: fitted.sf(max(known, m) - t) if m <= known else np.ones(len(t))) for m in months)
        later = range(known + 1, 13)
        return sum(when(x) * passes(m, lambda t: np.clip(fitted.cdf(x - t), 0, 1) - np.clip(fitted.cdf(x - 1 - t), 0, 1))
                   for m in months for x in later) / total

    fit_due, need, open_due = 10, max(1, units - 2), 12
    law = np.ones(1)
    licensed = 0.0
    late = range(known + 1, 61)
    groups = [[m] for m in range(1, known + 1) for _ in range(passed[m] - passed[m - 1])]
    for months in groups + [late] * (units - passed[known]):
        p = odds(months, lambda x: x <= fit_due)
        law = np.convolve(law, [1 - p, p])
        licensed = odds(months, lambda x: 1 - .55 ** max(0, open_due - x))
    expected = [probability("target", "fitted", law[need:].sum())]
    if units == 1:
        expected.append(probability("target", "open", licensed))
    case(name, words, known, expected,
         "Structure for a lognormal time, fit-out for one that is PERT (3, 4, 7), then a licence with chance .45 a month. "
         "Each unit that is topped out was so in a known month: the density of the end of its structure there, times the "
         "chance that it is not fitted out; Gauss nodes over the month. Units are independent.")


def behind_another(name, words):
    """Homes that wait for a tender that is a programme of its own, and learn of it from their own figures."""
    given = readings(name)
    known = max(month for _, month in given)
    law = stats.beta(1 + 4 * 2 / 7, 1 + 4 * 5 / 7, loc=2, scale=7)
    ends = np.diff(stats.lognorm.cdf(np.arange(0, 61), .4, scale=3), prepend=0)
    homes = {month: int(y) for (what, month), y in given.items() if what == "homes.completed"}
    tender = {month: int(y) for (what, month), y in given.items() if what == "tender.completed"}
    done, at = (homes[max(homes)], max(homes)) if homes else (0, 0)
    dues = ((12, 36), (10, 30))
    total, odds, june = 0.0, np.zeros(2), 0.0
    for end, p in enumerate(ends):
        if any((end <= month) != bool(y) for month, y in tender.items()):
            continue
        here = float(law.cdf(at - end)) if at > end else 0.0
        weight = p * stats.binom.pmf(done, 40, here)
        total += weight
        june += weight * (end <= 6)
        for i, (due, need) in enumerate(dues):
            later = float(law.cdf(due - end)) if due > end else 0.0
            odds[i] += weight * stats.binom.sf(need - done - 1, 40 - done, (later - here) / (1 - here))
    expected = [probability("target", "year", odds[0] / total), probability("target", "october", odds[1] / total)]
    if not any(tender.values()) and known <= 6:
        expected.append(probability("target", "tender", june / total))
    case(name, words, known, expected,
         "A tender for a lognormal time (median 3, sigma .4); 40 homes begin in the month after it ends, each for a time "
         "that is PERT (2, 4, 9). Sum over the month in which the tender ended, by how likely it and the number of homes "
         "then are; the homes left are a binomial.", scenario="P01.yaml")


def behind_its_own(name, words):
    """The same where the tender is a step of the homes' programme, in the midst of a month."""
    given = readings(name)
    (_, at), done = max(given.items(), key=lambda item: item[0][1])
    law = stats.beta(1 + 4 * 2 / 7, 1 + 4 * 5 / 7, loc=2, scale=7)
    total, odds = 0.0, np.zeros(2)
    for month in range(1, 61):
        ends, weights = gauss(max(month - 1, 1e-9), month, 40)
        here = law.cdf(at - ends)
        weights = weights * stats.lognorm.pdf(ends, .4, scale=3) * stats.binom.pmf(int(done), 40, here)
        total += weights.sum()
        for i, (due, need) in enumerate(((12, 36), (10, 30))):
            p = (law.cdf(due - ends) - here) / np.maximum(1 - here, 1e-300)
            odds[i] += weights @ stats.binom.sf(need - done - 1, 40 - done, p)
    case(name, words, at,
         [probability("target", "year", odds[0] / total), probability("target", "october", odds[1] / total)],
         "40 homes wait for one tender, lognormal (median 3, sigma .4), then each takes a time that is PERT (2, 4, 9). "
         "Gauss nodes over when the tender ended, by how likely the number of homes then is.", scenario="P06.yaml")


def behind_another_with_a_factor(name):
    given = readings(name)
    done, flows = int(given[("homes.completed", 6)]), [y for (what, _), y in given.items() if what[0] == "f"]
    z, prior = normal_nodes()
    pace = np.exp(.3 * z)
    log = sum(flows) * np.log(pace) - len(flows) * 300 * pace
    weight = prior * np.exp(log - log.max())
    law = stats.beta(1 + 4 * 2 / 7, 1 + 4 * 5 / 7, loc=2, scale=7)
    ends = np.diff(stats.lognorm.cdf(np.arange(0, 61), .4, scale=3), prepend=0)
    total, odds = 0.0, np.zeros(2)
    for end, p in enumerate(ends):
        here = law.cdf((6 - end) * pace)
        both = p * weight * stats.binom.pmf(done, 40, here)
        total += both.sum()
        for i, (due, need) in enumerate(((12, 36), (10, 30))):
            later = (law.cdf((due - end) * pace) - here) / np.maximum(1 - here, 1e-300)
            odds[i] += both @ stats.binom.sf(need - done - 1, 40 - done, later)
    case(name, "A tender and works whose pace twelve other figures tell", 6,
         [probability("target", "year", odds[0] / total), probability("target", "october", odds[1] / total)],
         "As P01, and the homes' pace, lognormal (sigma .3), is that of twelve flows of 50 a month, Poisson, each with 360 "
         "at the end of June. Gauss nodes over the pace, times a sum over the month in which the tender ended.")


for each in (servers, loop, merge, poisson_number, table_number, split, monthly_factor, known_regime, dated_option,
             due_and_not_read, bounded_level, level_with_factor, consumable, correlated, share_of_days, share_of_flows,
             schools_of_two_sizes, unknown_chance, certain_figures):
    each()
tail_with_factor("D15", "1")
tail_with_factor("D16", "0.1")
tail_of_two_steps("D17", "1")
tail_of_two_steps("D18", "0.1")
tail_of_a_pool("D19", "1")
tail_of_a_pool("D20", "0.1")
behind_a_tender("D21", "an actual that seven trials in a thousand have", 4.5)
behind_a_tender("D22", "an actual in the 1 % tail", 20)
behind_a_tender("D23", "an actual that is common", 6)
topped_out("H01", 1, (.5, .8), 7, .2, "A milestone whose month is known, the month after")
topped_out("H02", 1, (.5, .8), 7, .2, "A milestone whose month is known, three months after")
topped_out("H03", 6, None, 5, .3, "Milestones of several units, month by month")
behind_another("P01", "A tender of which only the works behind it tell")
behind_another("P02", "A tender whose month is known, and works that have not begun to end")
behind_another("P03", "Works that are done say that the tender is")
behind_another("P04", "Few works are done two months later")
behind_another_with_a_factor("P05")
behind_its_own("P06", "A tender in the same programme, and nothing is done")
behind_its_own("P07", "A tender in the same programme, and few works are done")

words = "of: target, factor, pool, risk, number (drawn once per trial); option: with this option; before: the same " \
    "without actuals; surprise: the chance, before it was known, of less than the actual and of no more than it."


def rounded(x):
    """To twelve digits: what is behind them is another's arithmetic."""
    if isinstance(x, float):
        return float(f"{x:.12g}")
    if isinstance(x, dict):
        return {key: rounded(value) for key, value in x.items()}
    return [rounded(value) for value in x] if isinstance(x, list) else x


text = json.dumps({"trials": TRIALS, "tolerance": "Of a probability .015 + 3.5 sqrt(p (1 - p) / trials); of a mean "
                   "1 percent; of a fact 0.", "words": words, "cases": rounded(cases)}, ensure_ascii=False, indent=1)
(here / "further.json").write_text(text + "\n", encoding="utf-8")
