"""Rare years: exact answers of R01.yaml to R10.yaml in this folder, given the actuals beside them, written to
rare.json. Each mechanism has an actual in the 1 % tail and one in the 0.1 % tail of what is forecast for it.

    python3 Tests/Validation/actuals/rare.py

Rational arithmetic where a case is rational, sums of 60 decimal digits where it has an exponential; no library.
The actual of each case is searched for here, and written to its CSV file.
"""

import json
import pathlib
from decimal import Decimal, getcontext
from fractions import Fraction
from math import comb, erf, exp, factorial, gamma, log

getcontext().prec = 60
TRIALS = 40_000
here = pathlib.Path(__file__).parent
cases = []


def probability(of, name, p, before=None, what="probability", **more):
    p = float(p)
    entry = {"of": of, "id": name, "what": what, **more, "value": p,
             "tolerance": round(.015 + 3.5 * (p * (1 - p) / TRIALS) ** .5, 6)}
    return entry if before is None else entry | {"before": float(before)}


def mean_of(of, name, x):
    return {"of": of, "id": name, "what": "mean", "value": float(x), "tolerance": round(.01 * float(x), 6)}


def tail(law, share, low):
    """The actual whose own tail is the last to be within a share; with what lies below it and up to it."""
    below, found = 0, None
    total = 0
    for y, p in enumerate(law):
        up_to = total + p
        if low and up_to <= share or not low and 1 - total <= share and found is None:
            found = (y, total, up_to)
        total = up_to
    return found


def case(name, title, yaml, rows, as_of, expected, derivation, surprise):
    (here / f"{name}.yaml").write_text(f"# {title}.\n{yaml}", encoding="utf-8")
    text = "id,month,value,note\n" + "".join(f"{i},2021-{m:02},{v},\n" for i, m, v in rows)
    (here / f"{name}.csv").write_text(text, encoding="utf-8")
    measure, below, up_to = surprise
    cases.append({
        "id": name, "title": title, "scenario": f"{name}.yaml", "actuals": f"{name}.csv",
        "asOf": f"2021-{as_of:02}", "expected": expected,
        "surprise": {"id": measure, "month": f"2021-{as_of:02}", "below": float(below), "atOrBelow": float(up_to)},
        "derivation": derivation})


def fast_crews(name, share, words):
    """A Poisson flow with a gamma factor: negative binomials, all of them rational."""
    shape = 16

    def law(successes, p, count):
        p = Fraction(p)
        return [comb(y + successes - 1, y) * p ** successes * (1 - p) ** y for y in range(count)]

    first = law(shape, Fraction(shape, shape + 120), 600)
    y, below, up_to = tail(first, share, low=False)
    rate = shape + 120
    later = law(shape + y, Fraction(rate, rate + 120), 900)
    year = law(shape, Fraction(shape, shape + 240), 1500)
    target = 405 if share > Fraction(1, 200) else 470
    case(name, f"A fast year, {words}",
         "scenario: {id: " + name.lower() + ", start: 2021-01, months: 12}\n"
         "factors: {pace: {gamma: {mean: 1, cv: .25}}}\n"
         "programmes: {stations: {unit: station, steps: {build: {rate: {poisson: 20}, factors: {pace: 1}}}}}\n"
         "targets: {built: {measure: stations.completed, atLeast: " + str(target) + ", due: 2021-12}}\n",
         [("stations.completed", 6, y)], 6,
         [probability("target", "built", 1 - sum(later[:target - y]), 1 - sum(year[:target])),
          mean_of("factor", "pace", Fraction(shape + y, rate))],
         f"Poisson output, 20 a month; the pace is gamma with shape 16 and mean 1. {y} by June are negative binomial "
         "(16, 16/136) before they are known, and the pace given them is gamma (16 + y, 136); the rest of the year "
         "is negative binomial (16 + y, 136/256).", ("stations.completed", below, up_to))


def poisson(mean, count):
    mean = Decimal(mean)
    return [(-mean).exp() * mean ** y / Decimal(factorial(y)) for y in range(count)]


def boycott(name, share, words):
    """A rare risk, settled once, or bad luck: two Poisson distributions."""
    chance = Decimal("0.01")
    # From February on half; the first month is whole.
    with_it, without = poisson(10 + 5 * 5, 400), poisson(60, 400)
    first = [chance * a + (1 - chance) * b for a, b in zip(with_it, without)]
    y, below, up_to = tail(first, Decimal(share.numerator) / Decimal(share.denominator), low=True)
    risk = chance * with_it[y] / first[y]
    target = 90 if share > Fraction(1, 200) else 57
    above = lambda mean, x: 1 - sum(poisson(mean, 400)[:max(0, x)])
    now = risk * above(30, target - y) + (1 - risk) * above(60, target - y)
    before = chance * above(65, target) + (1 - chance) * above(120, target)
    case(name, f"A rare risk or bad luck, {words}",
         "scenario: {id: " + name.lower() + ", start: 2021-01, months: 12}\n"
         "risks: {boycott: {chance: .01, window: [2021-02, 2021-12], on: [lamps], speed: .5}}\n"
         "programmes: {lamps: {unit: lamp, steps: {fit: {rate: {poisson: 10}}}}}\n"
         "targets: {lit: {measure: lamps.completed, atLeast: " + str(target) + ", due: 2021-12}}\n",
         [("lamps.completed", 6, y)], 6,
         [probability("target", "lit", now, before), probability("risk", "boycott", risk, chance, what="happened")],
         "10 lamps a month, Poisson; with a chance of .01 half as many from February on. By June Poisson of 60 or "
         f"of 35, by Bayes' rule given {y}; from July on Poisson of 60 or of 30.", ("lamps.completed", below, up_to))


def approvals(name, share, words):
    """Sites with a chance a month that is drawn once: polynomials, integrated exactly."""
    n, a, b, month = 30, 4, 12, 6

    def beta(x, y):
        return Fraction(factorial(x - 1) * factorial(y - 1), factorial(x + y - 1))

    def moment(done, left, months, power=0):
        """The mean of h^power (1 - (1-h)^months)^done ((1-h)^months)^left over h, beta (a, b)."""
        total = Fraction(0)
        for k in range(done + 1):
            total += (-1) ** k * comb(done, k) * beta(a + power, b + months * (left + k))
        return total / beta(a, b)

    first = [comb(n, y) * moment(y, n - y, month) for y in range(n + 1)]
    assert sum(first) == 1
    y, below, up_to = tail(first, share, low=True)
    known = moment(y, n - y, month)

    def joint(y, more):
        """The mean of the chance that y finish in the first months and so many more of the rest by December."""
        rest, months = n - y, 12 - month
        total = Fraction(0)
        # (1-q^4)^y q^4(n-y) x C(n-y, more) (1-q^8)^more q^8(n-y-more), q = 1 - h.
        for k in range(y + 1):
            for l in range(more + 1):
                power = month * (rest + k) + months * (rest - more + l)
                total += (-1) ** (k + l) * comb(y, k) * comb(more, l) * beta(a, b + power)
        return comb(rest, more) * total / beta(a, b)

    target = 15 if share > Fraction(1, 200) else 10
    need = max(0, target - y)
    now = sum(joint(y, m) for m in range(need, n - y + 1)) / known
    before = sum(comb(n, m) * moment(m, n - m, 12) for m in range(target, n + 1))
    case(name, f"Slow approvals, {words}",
         "scenario: {id: " + name.lower() + ", start: 2021-01, months: 12}\n"
         "programmes: {sites: {unit: site, cohorts: [{number: 30}], steps: {open: {chance: {beta: {alpha: 4, beta: 12}}}}}}\n"
         "targets: {open: {measure: sites.completed, atLeast: " + str(target) + ", due: 2021-12}}\n",
         [("sites.completed", month, y)], month,
         [probability("target", "open", now, before),
          mean_of("number", "sites.open.chance", moment(y, n - y, month, power=1) / known)],
         f"30 sites, each opens with chance h a month, h beta (4, 12) once per trial; {y} are open at the end of June. "
         "All means over h are sums of beta functions, in whole numbers.", ("sites.completed", below, up_to))


def sizes(name, share, words):
    """Works of unknown size: how many are done is not known, only how much."""
    n, shape, target = 12, 4, 11
    done_by = lambda t: .5 * (1 + erf(log(t / 5) / (.3 * 2 ** .5)))
    half, year = done_by(6), done_by(12)
    binomial = lambda m, p: [comb(m, k) * p ** k * (1 - p) ** (m - k) for k in range(m + 1)]
    density = lambda k, v: shape * (shape * v) ** (shape * k - 1) * exp(-shape * v) / gamma(shape * k)
    # Of so many works the quantity is gamma with 4 times as many as its shape: a Poisson process's waiting time.
    above = lambda k, v: 1.0 if v <= 0 else sum(exp(-shape * v) * (shape * v) ** i / factorial(i) for i in range(shape * k))
    below = lambda v: binomial(n, half)[0] + sum(p * (1 - above(k, v)) for k, p in enumerate(binomial(n, half)) if k)
    if share:
        v = max(x / 10 for x in range(1, 100) if below(x / 10) <= share)
        weights = [p * density(k, v) if k else 0 for k, p in enumerate(binomial(n, half))]
        under, up_to = below(v), below(v)
    else:
        v, weights = 0, [1] + [0] * n
        under, up_to = 0, binomial(n, half)[0]
    later = (year - half) / (1 - half)
    now = sum(w * q * above(m, target - v) for k, w in enumerate(weights)
              for m, q in enumerate(binomial(n - k, later))) / sum(weights)
    before = sum(q * above(m, target) for m, q in enumerate(binomial(n, year)) if m)
    case(name, f"Works of unknown size, {words}",
         "scenario: {id: " + name.lower() + ", start: 2021-01, months: 12}\n"
         "programmes: {ponds: {unit: 10k m3, cohorts: [{number: 12, size: {gamma: {mean: 1, cv: .5}}, start: 2021-01}], "
         "steps: {dig: {takes: {lognormal: {median: 5, sigma: .3}}}}}}\n"
         "targets: {water: {measure: ponds.completed, atLeast: " + str(target) + ", due: 2021-12}}\n",
         [("ponds.completed", 6, v)], 6, [probability("target", "water", now, before)],
         f"12 ponds, lognormal durations (median 5, sigma .3), each with a gamma size of shape 4 and mean 1. {v} is done "
         "at the end of June; Bayes over how many ponds that is, a binomial of the rest, and Erlang sums of their sizes.",
         ("ponds.completed", under, up_to))


for index, mechanism in enumerate((fast_crews, boycott, approvals, sizes)):
    mechanism(f"R0{2 * index + 1}", Fraction(1, 100), "an actual in the 1 % tail")
    mechanism(f"R0{2 * index + 2}", Fraction(1, 1000), "an actual in the 0.1 % tail")

sizes("R09", Fraction(1, 3), "an actual as is to be expected")
sizes("R10", 0, "none of which is finished")

words = "As in further.json."
text = json.dumps({"trials": TRIALS, "tolerance": "As in further.json.", "words": words, "cases": cases},
                  ensure_ascii=False, indent=1)
(here / "rare.json").write_text(text + "\n", encoding="utf-8")
