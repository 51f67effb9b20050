"""Exact answers of the scenarios f01.yaml to f26.yaml in this folder, written to further.json.

    python3 Tests/Validation/exact.py        (needs numpy and scipy)

Nothing here is Buildout's: each case is computed from what the scenario says, by a closed form,
a distribution function of scipy, a quadrature or a Markov chain followed month by month. Outputs are
named by what they are of the scenario's targets and groups: P(id), E[id], Var[id]; quantiles are of
a target's measure, the smallest x with F(x) >= q.
"""

import json
import math
import pathlib
from collections import defaultdict

import numpy as np
from scipy import integrate, optimize, stats
from scipy.special import betaln, gammaln

SEASON = [.35, .45, .8, 1.1, 1.35, 1.45, 1.4, 1.3, 1.2, 1.05, .85, .7]
QUANTILES = (("p10", .1), ("p50", .5), ("p90", .9))
cases = []


def case(number, title, method, outputs, quantiles=None):
    cases.append({
        "id": number, "title": title, "outputs": {k: float(v) for k, v in outputs.items()},
        "quantiles": quantiles or {}, "method": method,
    })


# Tools


def binomial(n, p):
    """[(k, probability)] of a binomial law."""
    return [(k, float(q)) for k, q in enumerate(stats.binom.pmf(np.arange(n + 1), n, p)) if q > 0]


def poisson(mean, top=None):
    """The probabilities of 0, 1, ... under a Poisson law, far into its tail."""
    top = top or int(mean + 12 * math.sqrt(mean) + 20)
    return stats.poisson.pmf(np.arange(top + 1), mean)


def follow(start, months, step):
    """The law of a Markov chain's state after so many months; step(state, month) gives pairs."""
    law = {start: 1.0}
    for month in range(1, months + 1):
        later = defaultdict(float)
        for state, p in law.items():
            for after, q in step(state, month):
                later[after] += p * q
        law = later
    return law


def law_of(law, value):
    """The law of a function of the state, as an array of probabilities of 0, 1, ..."""
    found = defaultdict(float)
    for state, p in law.items():
        found[value(state)] += p
    out = np.zeros(max(found) + 1)
    for x, p in found.items():
        out[x] = p
    return out


def at_least(pmf, x):
    return float(sum(pmf[x:]))


def mean(pmf):
    return float(np.dot(np.arange(len(pmf)), pmf))


def variance(pmf):
    return float(np.dot(np.arange(len(pmf)) ** 2, pmf)) - mean(pmf) ** 2


def whole_quantiles(pmf):
    cdf = np.cumsum(pmf)
    return {name: int(np.searchsorted(cdf, q - 1e-12)) for name, q in QUANTILES}


def smooth_quantiles(cdf, low, high):
    """Quantiles between two numbers; one that lies in an atom at the lower end is left out."""
    return {
        name: float(optimize.brentq(lambda x: cdf(x) - q, low, high))
        for name, q in QUANTILES if cdf(low) < q}


def convolve(pmf, times):
    out = np.ones(1)
    for _ in range(times):
        out = np.convolve(out, pmf)
    return out


def gamma(mean_, cv):
    return stats.gamma(1 / cv ** 2, scale=mean_ * cv ** 2)


def binomial_mixture(n, chances):
    """The law of the number of n units when all have the same chance, drawn from pairs."""
    return sum(q * stats.binom.pmf(np.arange(n + 1), n, p) for p, q in chances)


# Risks


def f01():
    """Given the number of bad months a Poisson year is Poisson, a gamma year gamma."""
    def bad_months(start, starts, ends, first, last):
        def step(state, month):
            acting, bad = state
            if month > 1:
                on = ((True, 1 - ends), (False, ends)) if acting else ((True, starts), (False, 1 - starts))
            else:
                on = ((acting, 1.0),)
            return [((a, bad + (a and first <= month <= last)), q) for a, q in on]
        return law_of(follow((start, 0), 12, step), lambda state: state[1])

    slump = bad_months(False, .15, .3, 1, 12)
    s = sum(p * poisson(6 * (12 - k) + 2.4 * k, 200) for k, p in enumerate(slump))
    thaw = bad_months(True, .2, .5, 4, 9)
    # gamma with cv .5 is of shape 4: twelve months less k
    cdf = lambda x: sum(p * stats.gamma.cdf(x, 4 * (12 - k), scale=25) for k, p in enumerate(thaw))
    case("F01", "Two-state regimes", "chain of the regime, mixture of Poisson and gamma laws", {
        "P(s)": at_least(s, 60), "E[s]": mean(s), "Var[s]": variance(s), "P(t)": 1 - cdf(1000),
        "E[t]": 100 * sum(p * (12 - k) for k, p in enumerate(thaw)),
    }, {"s": whole_quantiles(s), "t": smooth_quantiles(cdf, 1, 3000)})


def f02():
    def year(stopped):
        """Expected law given the months of the stop-work order; state: outage months left, mean."""
        def step(state, month):
            left, halves = state
            starts = [(2, .1), (0, .9)] if left == 0 else [(left, 1.0)]
            done = lambda left: 0 if month in stopped else 1 if left else 2
            return [((max(0, now - 1), halves + done(now)), q) for now, q in starts]
        halves = law_of(follow((0, 0), 12, step), lambda state: state[1])
        return sum(p * poisson(4 * k, 200) for k, p in enumerate(halves))

    s = .6 * year(()) + sum(.4 / 7 * year(range(onset, onset + 3)) for onset in range(5, 12))
    case("F02", "A stop-work order and outages", "onsets enumerated, chain of the outage", {
        "P(s)": at_least(s, 80), "E[s]": mean(s), "Var[s]": variance(s),
    }, {"s": whole_quantiles(s)})


def f11():
    none = (1 - .0005) ** 12
    # Month by month until the quake, which then stops all that is left of the year.
    after = [(month, (1 - .0005) ** (month - 1) * .0005) for month in range(1, 13)]
    b = none * poisson(60, 200) + sum(q * poisson(5 * (m - 1), 200) for m, q in after)
    quake_and_none = sum(q * float(stats.poisson.cdf(30, 5 * (m - 1))) for m, q in after)
    fails = stats.binom.pmf(np.arange(41), 40, 1 - .998 ** 12)
    case("F11", "Rare events", "mixture over the month of the quake; binomial", {
        "P(quake)": 1 - none, "P(flood)": at_least(b, 85), "P(none)": float(sum(b[:31])),
        "P(fail)": at_least(fails, 5), "P(quake-and-none)": quake_and_none,
    })


def f12():
    # Months that a struck road is delayed: one draw at each of its two steps.
    one, three = .6, .4
    delays = {2: one * one, 4: 2 * one * three, 6: three * three}
    by = lambda month: .7 + .3 * sum(p for d, p in delays.items() if 6 + d <= month)
    at8, at10 = by(8), by(10)
    roads8 = stats.binom.pmf(np.arange(21), 20, at8)
    roads10 = stats.binom.pmf(np.arange(21), 20, at10)
    both = sum(
        q * stats.binom.sf(19 - k - 1, 20 - k, (at10 - at8) / (1 - at8))
        for k, q in enumerate(roads8) if k >= 16)
    open_by = lambda month, lost: 1 - .8 ** (month - lost)
    sites6, sites12 = (
        stats.binom.pmf(np.arange(26), 25, .6 * open_by(m, 0) + .4 * open_by(m, 4)) for m in (6, 12))
    case("F12", "Risks that each unit meets or not", "binomial", {
        "P(roads8)": at_least(roads8, 16), "P(roads10)": at_least(roads10, 19),
        "P(roads)": both, "P(sites6)": at_least(sites6, 14), "P(sites12)": at_least(sites12, 22),
        "E[roads8]": 20 * at8, "E[sites6]": mean(sites6),
    }, {"roads8": whole_quantiles(roads8), "sites6": whole_quantiles(sites6)})


def f21():
    s = np.zeros(400)
    for storm, p in ((True, .3), (False, .7)):
        for flood, q in ((True, .7 if storm else .05), (False, .3 if storm else .95)):
            for enquiry, r in ((True, 0 if storm else .5), (False, 1 if storm else .5)):
                speed = (.8 if storm else 1) * (.9 if enquiry else 1)
                months = 8 + 4 * (.2 if flood else 1)
                s += p * q * r * poisson(10 * speed * months, 399)
    case("F21", "Risks that depend on one another", "mixture of Poisson laws", {
        "P(s)": at_least(s, 105), "E[s]": mean(s), "Var[s]": variance(s),
    }, {"s": whole_quantiles(s)})


# Pipelines


def f03():
    def step(state, month):
        cut, weld, test, done = state
        cuts = binomial(min(cut, 2), .6) if weld < 3 else [(0, 1.0)]
        welds = binomial(min(weld, 1), .5) if test < 2 else [(0, 1.0)]
        return [
            ((cut - a, weld + a - b, test + b - c, done + c), p * q * r)
            for a, p in cuts for b, q in welds for c, r in binomial(min(test, 1), .55)]

    start = (14, 0, 0, 0)
    at12, at18, at24 = (follow(start, months, step) for months in (12, 18, 24))
    # The second target by those that have met the first.
    met18 = defaultdict(float)
    for state, p in at18.items():
        if state[3] >= 6:
            met18[state] += p
    both = sum(
        p * q for state, p in met18.items()
        for after, q in follow(state, 6, step).items() if after[3] >= 10)
    weld = law_of(at12, lambda state: state[1])
    done18, done24 = (law_of(law, lambda state: state[3]) for law in (at18, at24))
    case("F03", "A line that blocks", "chain of the units at each step", {
        "P(done18)": at_least(done18, 6), "P(done24)": at_least(done24, 10),
        "P(all24)": at_least(done24, 14), "P(both)": both, "E[done18]": mean(done18),
        "P(at-weld)": float(sum(weld[:3])), "E[at-weld]": mean(weld),
    }, {"done18": whole_quantiles(done18), "done24": whole_quantiles(done24)})


def f04():
    """What is ordered by the end of a month is connected independently: Poisson laws, thinned."""
    lead = stats.lognorm(.5, scale=2)
    connected = lambda t: sum(20 * SEASON[m - 1] * lead.cdf(t - m) for m in range(1, t + 1))
    by8, by12, ordered = connected(8), connected(12), 20 * sum(SEASON)
    first = poisson(by8, 400)
    both = sum(p * stats.poisson.sf(200 - k - 1, by12 - by8) for k, p in enumerate(first) if k >= 100)
    law12, under_way = poisson(by12, 400), poisson(ordered - by12, 200)
    case("F04", "A seasonal rate with a lead time", "thinned Poisson laws", {
        "P(by8)": at_least(first, 100), "P(by12)": at_least(law12, 200), "P(both)": both,
        "E[by12]": by12, "Var[by12]": by12, "P(under-way)": float(sum(under_way[:41])),
    }, {"by8": whole_quantiles(first), "by12": whole_quantiles(law12)})


def f07():
    def unit(state, month):
        """One unit: in review, in build, done, cancelled."""
        if state == "review":
            return [("build", .24), ("review", .6 + .08), ("cancelled", .08)]
        return [("done", .5), ("build", .5)] if state == "build" else [(state, 1.0)]

    law = follow("review", 12, unit)
    done, cancelled = law["done"], law["cancelled"]
    pmf = stats.binom.pmf(np.arange(41), 40, done)
    both = sum(
        p * stats.binom.cdf(8, 40 - k, cancelled / (1 - done)) for k, p in enumerate(pmf) if k >= 28)

    def desks(state, month):
        review, build, cancelled = state
        for left, p in binomial(min(review, 4), .5):
            # Of those that leave: 6 to build, 3 back, 1 away.
            for on in range(left + 1):
                for back in range(left - on + 1):
                    away = left - on - back
                    way = math.factorial(left) / math.factorial(on) / math.factorial(back)
                    way *= .6 ** on * .3 ** back * .1 ** away / math.factorial(away)
                    for built, q in binomial(build, .6):
                        yield (review - on - away, build + on - built, cancelled + away), p * way * q

    at12 = follow((16, 0, 0), 12, desks)
    finished = lambda state: 16 - sum(state)
    desks_done, desks_cancelled = law_of(at12, finished), law_of(at12, lambda state: state[2])
    case("F07", "Rework and cancellation", "multinomial law of a unit's chain; chain of the desks", {
        "P(free-done)": at_least(pmf, 28), "P(free-both)": both,
        "P(free-cancelled)": float(stats.binom.cdf(8, 40, cancelled)), "E[free-done]": 40 * done,
        "P(desks-done)": at_least(desks_done, 9), "E[desks-done]": mean(desks_done),
        "P(desks-cancelled)": float(sum(desks_cancelled[:2])),
        "P(desks-both)": sum(p for s, p in at12.items() if finished(s) >= 9 and s[2] <= 1),
    }, {"free-done": whole_quantiles(pmf), "desks-done": whole_quantiles(desks_done)})


def f09():
    land, fire = stats.lognorm(.5, scale=4), stats.beta(1 + 4 * 2 / 7, 1 + 4 * 5 / 7, loc=2, scale=7)
    permits = lambda t: land.cdf(t) * fire.cdf(t) * (1 - .75 ** math.floor(t))
    # Begun during month m, a site may be finished from month m + 1 on.
    done = sum((permits(m) - permits(m - 1)) * (1 - .7 ** (18 - m)) for m in range(1, 19))
    begun12 = stats.binom.pmf(np.arange(13), 12, permits(12))
    done18 = stats.binom.pmf(np.arange(13), 12, done)
    case("F09", "A merge of permits", "product of distribution functions, binomial", {
        "P(begun12)": at_least(begun12, 10), "P(done18)": at_least(done18, 9),
        "E[begun12]": mean(begun12), "E[done18]": mean(done18), "Var[done18]": variance(done18),
    }, {"begun12": whole_quantiles(begun12), "done18": whole_quantiles(done18)})


def f13():
    ready = stats.lognorm(.3, scale=13)

    def opened(month):
        """By the end of a September, schools begun at time 0 and at time 6."""
        return np.convolve(
            stats.binom.pmf(np.arange(11), 10, ready.cdf(month)),
            stats.binom.pmf(np.arange(7), 6, ready.cdf(month - 6)))

    first, second = opened(9), opened(21)
    case("F13", "Opening months", "convolution of binomials", {
        "P(first)": at_least(first, 2), "P(before)": at_least(first, 2),
        "P(second)": at_least(second, 14), "E[second]": mean(second),
    }, {"second": whole_quantiles(second)})


def f14():
    def step(state, month):
        civil, electrical, wards, rooms = state
        can_rooms = civil == 0
        can_wards = can_rooms and electrical == 0
        for a, p in binomial(civil, .45):
            for b, q in binomial(electrical, .5):
                for c, r in binomial(wards, .4) if can_wards else [(0, 1.0)]:
                    for d, s in binomial(rooms, .35) if can_rooms else [(0, 1.0)]:
                        yield (civil - a, electrical + a - b, wards - c, rooms - d), p * q * r * s

    start = (3, 0, 4, 5)
    at8, at12 = follow(start, 8, step), follow(start, 12, step)
    wards, rooms = law_of(at12, lambda s: 4 - s[2]), law_of(at12, lambda s: 5 - s[3])
    case("F14", "Gates between programmes", "chain of all three", {
        "P(substation)": sum(p for s, p in at8.items() if s[0] == s[1] == 0),
        "P(hospital)": at_least(wards, 3), "P(school)": at_least(rooms, 5),
        "P(wards-and-rooms)": sum(p for s, p in at12.items() if s[2] <= 1 and s[3] == 0),
        "E[hospital]": mean(wards), "E[school]": mean(rooms),
    }, {"hospital": whole_quantiles(wards), "school": whole_quantiles(rooms)})


# Pools


def f05():
    """Shares of a Dirichlet law are beta laws; two at a time by one integral."""
    year = 360
    a, b, c = stats.beta(2, 4.5), stats.beta(3, 3.5), stats.beta(1.5, 5)
    rest = stats.beta(3, 1.5)  # b's part of what a leaves
    both = integrate.quad(
        lambda x: a.pdf(x) * rest.sf(150 / year / (1 - x)), 100 / year, 1 - 150 / year,
        epsabs=1e-12, epsrel=1e-12)[0]
    scaled = lambda law, by: {name: float(year * law.ppf(q) / by) for name, q in QUANTILES}
    case("F05", "A budget split at random", "beta laws, quadrature", {
        "P(a)": a.sf(100 / year), "P(b)": b.sf(150 / year), "P(c)": c.cdf(90 / year),
        "P(a-and-b)": both, "E[a]": year * 2 / 6.5, "Var[a]": year ** 2 * a.var(), "P(total)": 1,
    }, {"a": scaled(a, 1), "b": scaled(b, .5), "c": scaled(c, 1)})


def f06():
    arrivals = [(k, float(p)) for k, p in enumerate(poisson(.8, 25))]

    def step(state, month):
        urgent, planned, lost = state
        crews = min(urgent, 3)
        for a, p in binomial(crews, .35):
            for b, q in binomial(min(planned, 3 - crews), .4):
                for come, r in arrivals:
                    standing = urgent - a + come
                    over = max(0, standing - 5)
                    yield (standing - over, planned - b, min(1, lost + over)), p * q * r

    at12 = follow((2, 6, 0), 12, step)
    done, waiting = law_of(at12, lambda s: 6 - s[1]), law_of(at12, lambda s: s[0])
    case("F06", "Random arrivals to the programme that goes first", "chain of both programmes", {
        "P(planned)": at_least(done, 4), "E[planned]": mean(done),
        "P(waiting)": float(sum(waiting[:4])), "E[waiting]": mean(waiting),
        "P(lost)": sum(p for s, p in at12.items() if s[2] == 0),
        "P(planned-and-lost)": sum(p for s, p in at12.items() if s[1] <= 2 and s[2] == 0),
    }, {"planned": whole_quantiles(done)})


def f15():
    def step(state, month):
        lifting, paving, used = state
        lifts = min(lifting, 4, 2 if month % 2 else 1)
        # Crews that lifting is granted and cannot use without a crane are granted to nobody else.
        for a, p in binomial(lifts, .35):
            for b, q in binomial(min(paving, 4 - min(lifting, 4)), .3):
                yield (lifting - a, paving - b, used + lifts), p * q

    at12 = follow((6, 7, 0), 12, step)
    lifted, paved = law_of(at12, lambda s: 6 - s[0]), law_of(at12, lambda s: 7 - s[1])
    cranes = law_of(at12, lambda s: s[2])
    case("F15", "Two pools at once", "chain of both programmes", {
        "P(lifting)": at_least(lifted, 5), "P(paving)": at_least(paved, 6),
        "P(crane-months)": float(sum(cranes[:16])), "E[lifting]": mean(lifted),
        "E[paving]": mean(paved), "E[crane-months]": mean(cranes),
    }, {"paving": whole_quantiles(paved), "crane-months": whole_quantiles(cranes)})


def f16():
    wanted = [(k, float(p)) for k, p in enumerate(poisson(13, 60))]

    def step(state, month):
        balance, spent, lost = state
        for n, p in wanted:
            done = min(n, balance)
            yield (balance - done + 13, spent + done, min(6, lost + n - done)), p

    at12 = follow((13, 0, 0), 12, step)
    both = law_of(at12, lambda s: s[1])
    # Nine crews on Poisson(8) jobs: all of them, but no more than nine.
    month = np.zeros(61)
    for n, p in enumerate(poisson(8, 60)):
        month[min(n, 9)] += p
    c = convolve(month, 12)
    case("F16", "A budget shared in proportion and carried over", "chain of the balance", {
        "P(both)": at_least(both, 150), "E[both]": mean(both), "Var[both]": variance(both),
        # Of what is done, a's part is on average its part of what is wanted.
        "E[a]": mean(both) * 6 / 13, "P(lost)": sum(p for s, p in at12.items() if s[2] <= 5),
        "P(c)": at_least(c, 88), "E[c]": mean(c), "Var[c]": variance(c),
    }, {"both": whole_quantiles(both), "c": whole_quantiles(c)})


def f22():
    def step(overtime):
        def move(state, month):
            left, money = state
            price = 3 if overtime and month >= 7 else 2
            for crews, p in ((2, .25), (4, .75)):
                for a, q in binomial(min(left, crews), .35):
                    yield (left - a, money + price * a), p * q
        return move

    # Money in units of 1.5.
    year = defaultdict(float)
    for overtime, p in ((True, .4), (False, .6)):
        for state, q in follow((14, 0), 12, step(overtime)).items():
            year[state] += p * q
    done, money = law_of(year, lambda s: 14 - s[0]), law_of(year, lambda s: s[1])
    # What is left of a tunnel: a duration from 6 to 12 months times a share from .2 to .8.
    bored = lambda t: integrate.quad(
        lambda d: min(1, max(0, (t / d - .2) / .6)) / 6, 6, 12, points=[t / .8], epsabs=1e-12)[0]
    tunnels = stats.binom.pmf(np.arange(6), 5, bored(6))
    case("F22", "Capacity, money and works begun", "chain; quadrature", {
        "P(jobs)": at_least(done, 12), "E[jobs]": mean(done), "P(spent)": float(sum(money[:29])),
        "E[spent]": 1.5 * mean(money), "P(tunnels)": at_least(tunnels, 4), "P(last)": bored(8.5) ** 5,
        "P(in-time-and-money)": sum(p for s, p in year.items() if s[0] <= 2 and s[1] <= 28),
    }, {"jobs": whole_quantiles(done)})


def f23():
    a, b = poisson(48, 130), poisson(60, 150)
    both = [(x, y, float(p * q)) for x, p in enumerate(a) for y, q in enumerate(b)]
    found = lambda holds: sum(p for x, y, p in both if holds(x, y))
    share = lambda x, y: x + y > 0 and 100 * x >= 45 * (x + y)
    least = lambda x, y: min(x, y) >= 47
    most = lambda x, y: max(x, y) < 60
    gap = stats.skellam(60, 48)
    case("F23", "Measures made of others", "two Poisson laws; Skellam", {
        "P(share)": found(share), "P(least)": found(least), "P(most)": found(most),
        "P(gap)": gap.sf(10), "E[gap]": 12, "Var[gap]": 108,
        "P(per-head)": stats.poisson.sf(107, 108), "E[per-head]": 2, "Var[per-head]": 108 / 54 ** 2,
        "P(two-of-three)": found(lambda x, y: share(x, y) + least(x, y) + most(x, y) >= 2),
    }, {"gap": {name: int(gap.ppf(q)) for name, q in QUANTILES}})


# Factors, levels and laws


def f08():
    labour, supply = gamma(1, .3), gamma(1, .6)
    score = stats.norm.ppf
    a, b = -score(labour.cdf(100 / 120)), -score(supply.cdf(80 / 120))
    # c is 120 over a lognormal of median 1: at least 110 when the factor is at most 12/11.
    c = math.log(120 / 110) / .2
    # Upper orthants of a and b as lower ones of their opposites; c is a lower one already.
    all_three = orthant([[1, .6, .3], [.6, 1, -.2], [.3, -.2, 1]], [a, b, c])

    def exceeds(z):
        left = (220 - 120 * labour.ppf(stats.norm.cdf(z))) / 120
        if left <= 0:
            return stats.norm.pdf(z)
        needed = score(supply.cdf(left))
        return stats.norm.pdf(z) * stats.norm.sf((needed - .6 * z) / .8)

    total = integrate.quad(exceeds, -8, 8, epsabs=1e-11, epsrel=1e-11, limit=400)[0]
    ppf = lambda law: {name: float(120 * law.ppf(q)) for name, q in QUANTILES}
    case("F08", "A copula over gamma marginals", "normal orthants, quadrature", {
        "P(a)": labour.sf(100 / 120), "P(b)": supply.sf(80 / 120), "P(c)": stats.norm.cdf(c),
        "P(a-and-b)": orthant([[1, .6], [.6, 1]], [a, b]),
        "P(a-and-c)": orthant([[1, .3], [.3, 1]], [a, c]), "P(all)": all_three,
        "P(sum)": total, "E[sum]": 240,
    }, {"a": ppf(labour), "b": ppf(supply)})


def f10():
    def compound(rate, size_mean, cv):
        law = gamma(size_mean, cv)
        shape, scale = law.args[0], law.kwds["scale"]
        weights = poisson(rate, 40)
        return lambda x: weights[0] + sum(
            p * stats.gamma.cdf(x, k * shape, scale=scale) for k, p in enumerate(weights) if k)

    # A gift that comes at the end of the year is accepted in no month of it.
    repairs, gifts = compound(1.4, 200, .8), compound(1.1, 50, 1)
    sale = lambda x: .25 + .75 * stats.gamma.cdf(x, 12 / .36, scale=50 * .36)
    square = 1.4 * (200 ** 2 + 160 ** 2)
    case("F10", "Compound flows with a chance of nothing", "mixtures of gamma laws", {
        "P(repairs)": 1 - repairs(300), "P(nothing)": math.exp(-1.4), "E[repairs]": 280,
        "Var[repairs]": square, "P(gifts)": 1 - gifts(40), "P(no-gift)": math.exp(-1.1),
        "E[gifts]": 55, "P(sale)": 1 - sale(550), "P(no-sale)": .25, "E[sale]": 450,
    }, {"repairs": smooth_quantiles(repairs, 1e-9, 5000)})


def f17():
    move = [(-1, .5), (0, .3), (2, .2)]
    step = lambda level, month: [(min(6, max(0, level + d)), q) for d, q in move]
    at6, at12 = follow(3, 6, step), follow(3, 12, step)
    both = sum(
        p * q for level, p in at6.items() if level >= 3
        for after, q in follow(level, 6, step).items() if after >= 2)
    year = law_of(at12, lambda level: level)
    case("F17", "An index between bounds", "chain of the level", {
        "P(half-year)": at_least(law_of(at6, lambda level: level), 3), "P(year)": at_least(year, 2),
        "P(both)": both, "E[year]": mean(year), "Var[year]": variance(year),
    }, {"year": whole_quantiles(year)})


def orthant(matrix, at):
    """P(Z <= at) for correlated standard normals, by Genz's transformation (1992), integrated."""
    factor = np.linalg.cholesky(np.array(matrix))

    def rest(place, given):
        mean_ = float(factor[place, :place] @ given) if place else 0.0
        share = stats.norm.cdf((at[place] - mean_) / factor[place, place])
        if place == len(at) - 1:
            return share
        inner = lambda w: rest(place + 1, np.append(given, stats.norm.ppf(w * share)))
        return share * integrate.quad(inner, 0, 1, epsabs=1e-9, epsrel=1e-9)[0]

    return rest(0, np.zeros(0))


def negative_binomial(mean_, size, top):
    return stats.nbinom.pmf(np.arange(top + 1), size, size / (size + mean_))


def f18():
    # Thinned, a negative binomial count keeps its size.
    a = .7 * negative_binomial(60, 24, 500) + .3 * negative_binomial(30, 24, 500)
    # Poisson under a gamma factor of cv .5 is negative binomial of size 4, month by month.
    b = np.ones(1)
    for weight in SEASON:
        b = np.convolve(b, negative_binomial(4 * weight, 4, 150))
    case("F18", "Over-dispersed counts", "negative binomial laws", {
        "P(a)": at_least(a, 50), "E[a]": mean(a), "Var[a]": variance(a),
        "P(b)": at_least(b, 45), "E[b]": mean(b), "Var[b]": variance(b),
    }, {"a": whole_quantiles(a), "b": whole_quantiles(b)})


def f19():
    law = stats.beta(3, 7)
    unknown = [
        integrate.quad(lambda p: law.pdf(p) * stats.binom.pmf(k, 30, 1 - (1 - p) ** 6), 0, 1,
                       epsabs=1e-12)[0] for k in range(31)]

    def step(left, month):
        """So many of those left, all with the month's one chance: a beta-binomial law."""
        for k in range(left + 1):
            ways = gammaln(left + 1) - gammaln(k + 1) - gammaln(left - k + 1)
            yield left - k, math.exp(ways + betaln(k + 3, left - k + 7) - betaln(3, 7))

    moody = law_of(follow(30, 6, step), lambda left: 30 - left)
    case("F19", "Uncertain chances", "beta mixture by quadrature; beta-binomial chain", {
        "P(unknown)": at_least(unknown, 25), "E[unknown]": mean(unknown),
        "Var[unknown]": variance(unknown), "P(moody)": at_least(moody, 25),
        "E[moody]": mean(moody), "Var[moody]": variance(moody),
    }, {"unknown": whole_quantiles(unknown), "moody": whole_quantiles(moody)})


def f20():
    drawn = [(k, float(p)) for k, p in enumerate(poisson(2, 40))]

    def sites(state, month):
        waiting, stock, done = state
        for a, p in binomial(waiting, .3):
            for n, q in drawn:
                built = min(n, stock)
                yield (waiting - a, stock - built + a, done + built), p * q

    built = law_of(follow((18, 0, 0), 12, sites), lambda s: s[2])

    def jobs(state, month):
        done, lost = state
        for n, p in enumerate(poisson(5, 40)):
            yield (done + min(n, 6), min(7, lost + max(0, n - 6))), float(p)

    year = follow((0, 0), 12, jobs)
    done = law_of(year, lambda s: s[0])
    # The smaller of what is drawn and what there is.
    drawn60, there = stats.poisson(60), stats.poisson(58)
    tail = [float(drawn60.sf(k - 1) * there.sf(k - 1)) for k in range(151)]
    stock = np.array(tail[:-1]) - np.array(tail[1:])
    case("F20", "A stock worked off, a cap that loses, a stock that may run out", "chains", {
        "P(sites)": at_least(built, 13), "E[sites]": mean(built), "P(jobs)": at_least(done, 56),
        "P(lost)": sum(p for s, p in year.items() if s[1] <= 6), "E[jobs]": mean(done),
        "P(jobs-and-lost)": sum(p for s, p in year.items() if s[0] >= 56 and s[1] <= 6),
        "P(stock)": at_least(stock, 55), "E[stock]": mean(stock), "Var[stock]": variance(stock),
    }, {"sites": whole_quantiles(built), "jobs": whole_quantiles(done), "stock": whole_quantiles(stock)})


def f24():
    def year(lengths):
        """Months of output, where a spell has one of these lengths, all alike."""
        def step(state, month):
            left, done = state
            if left:
                yield (left - 1, done), 1.0
                return
            yield (0, done + 1), .75
            for length in lengths:
                yield (length - 1, done), .25 / len(lengths)
        return law_of(follow((0, 0), 8, step), lambda s: s[1])

    # A length counts in whole months, rounded up: 1 and 3.
    same, new = (year([1]) + year([3])) / 2, year([1, 3])
    case("F24", "Spells of one length, or of a new one each time", "chain of the months left", {
        "P(a)": at_least(same, 5), "E[a]": mean(same), "Var[a]": variance(same),
        "P(b)": at_least(new, 5), "E[b]": mean(new), "Var[b]": variance(new),
    }, {"a": whole_quantiles(same), "b": whole_quantiles(new)})


def f25():
    def step(state, month):
        there, done, made = state
        for k, p in binomial(0 if there >= 3 else 2, .5):
            if not there:
                yield (k, done, made + k), p
                continue
            yield (there + k - 1, done + 1, made + k), p * .6 * 2 / 3
            yield (there + k, done, made + k), p * (.4 + .6 / 3)

    law = follow((0, 0, 0), 8, step)
    there, done, made = (law_of(law, lambda s, i=i: s[i]) for i in range(3))
    case("F25", "A way back to a step's own buffer", "chain of the units at the step", {
        "P(done)": at_least(done, 3), "E[done]": mean(done), "P(made)": at_least(made, 5),
        "E[made]": mean(made), "P(at-check)": float(sum(there[:3])), "E[at-check]": mean(there),
    }, {"done": whole_quantiles(done)})


def f26():
    def step(state, month):
        """One site: each permit asked for or in hand, then in works, built or refused."""
        if state in ("built", "refused"):
            yield state, 1.0
        elif state == "works":
            yield "built", .5
            yield "works", .5
        else:
            for land, p in ((("refused", .4 * .2), ("asked", .6), ("held", .4 * .8))
                            if state[0] == "asked" else (("held", 1.0),)):
                for fire, q in ((("refused", .3 * .1), ("asked", .7 + .3 * .2), ("held", .3 * .7))
                                if state[1] == "asked" else (("held", 1.0),)):
                    if "refused" in (land, fire):
                        yield "refused", p * q
                    else:
                        yield ("works" if land == fire == "held" else (land, fire)), p * q

    asked = ("asked", "asked")
    year = follow(asked, 12, step)
    built, refused = year["built"], year["refused"]
    # The works are begun when the second permit comes, at a month's end.
    june = follow(asked, 6, step)
    begun = june["works"] + june["built"]
    both = sum(
        float(stats.multinomial.pmf([b, r, 20 - b - r], 20, [built, refused, 1 - built - refused]))
        for b in range(12, 21) for r in range(0, min(4, 20 - b) + 1))
    case("F26", "Permits that may be refused, all in hand before the works", "chain of a site", {
        "P(built)": stats.binom.sf(11, 20, built), "E[built]": 20 * built,
        "P(refused)": stats.binom.cdf(4, 20, refused), "E[refused]": 20 * refused,
        "P(begun)": stats.binom.sf(11, 20, begun), "E[begun]": 20 * begun, "P(both)": both,
    }, {"built": whole_quantiles(stats.binom.pmf(np.arange(21), 20, built))})


if __name__ == "__main__":
    for compute in (f01, f02, f03, f04, f05, f06, f07, f08, f09, f10, f11, f12, f13, f14, f15, f16,
                    f17, f18, f19, f20, f21, f22, f23, f24, f25, f26):
        compute()
    path = pathlib.Path(__file__).with_name("further.json")
    path.write_text(json.dumps({"cases": cases}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(cases)} cases, {sum(len(c['outputs']) for c in cases)} outputs")
