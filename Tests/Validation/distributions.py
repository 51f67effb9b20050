"""Exact quantiles of every distribution at the ends of its bounds, written to distributions.json.

    python3 Tests/Validation/distributions.py        (needs numpy and scipy)

Nothing here is Buildout's. For each distribution, in the scenario file's spelling, and each number of trials: where
the quantiles of so many draws lie, all but once in 150,000 (4.5 standard errors of the share below), and
the chance of standing above the median, with what rounding by a millionth of a millionth of it changes.
"""

import json
import math
import pathlib

import numpy as np
from scipy import stats

TRIALS = (2_048, 10_000, 100_000, 1_000_000)
BAND = 4.5
laws = []


def add(text, law):
    laws.append((text, law))


for a, b in ((0, 1), (-1e15, 1e15), (1e15 - 1, 1e15), (0, 1e-300), (-5, -5 + 1e-9)):
    add(f"{{uniform: [{a!r}, {b!r}]}}", stats.uniform(a, b - a))
for a, m, b in ((0, 0, 1), (0, 1, 1), (0, .5, 1), (0, 1e-12, 1e15), (-1e15, 0, 1e15)):
    add(f"{{triangular: [{a!r}, {m!r}, {b!r}]}}", stats.triang((m - a) / (b - a), a, b - a))
for a, m, b in ((0, 0, 1), (0, 1, 1), (0, .5, 1), (1, 1.0000001, 100), (-1e15, 0, 1e15), (0, 1e-12, 1)):
    alpha, beta = 1 + 4 * (m - a) / (b - a), 1 + 4 * (b - m) / (b - a)
    add(f"{{pert: [{a!r}, {m!r}, {b!r}]}}", stats.beta(alpha, beta, a, b - a))
for m, s in ((0, 1), (1e15, 1), (-1e15, 1e15), (0, 1e-300), (5, .0001)):
    add(f"{{normal: {{mean: {m!r}, sd: {s!r}}}}}", stats.norm(m, s))
for m, s, low, high in (
        (0, 1, 0, None), (0, 1, 5, None), (0, 1, None, -5), (0, 1, 5.9, None), (0, 1, -.001, .001),
        (0, 1, 5.5, 5.6), (10, 3, 0, 12), (0, 1e6, 0, 1)):
    ends = (f", min: {low!r}" if low is not None else "") + (f", max: {high!r}" if high is not None else "")
    law = stats.truncnorm(
        (low - m) / s if low is not None else -np.inf, (high - m) / s if high is not None else np.inf, m, s)
    add(f"{{normal: {{mean: {m!r}, sd: {s!r}{ends}}}}}", law)
for m, s in ((1, .15), (1, 10), (1e15, 10), (1e-12, .5), (1, 1e-9)):
    add(f"{{lognormal: {{median: {m!r}, sigma: {s!r}}}}}", stats.lognorm(s, scale=m))
for m, c in ((1, .5), (1, 1000), (1e15, 1000), (1, 1e-8)):
    s = math.sqrt(math.log1p(c * c))
    add(f"{{lognormal: {{mean: {m!r}, cv: {c!r}}}}}", stats.lognorm(s, scale=m / math.sqrt(1 + c * c)))
for m, c in ((1, .0001), (1, 30), (1e15, 30), (1e-12, .4)):
    add(f"{{gamma: {{mean: {m!r}, cv: {c!r}}}}}", stats.gamma(1 / c / c, scale=m * c * c))
for k, t in ((.001, 1), (.01, 1e6), (1, 1e-12), (1e8, 1), (.999999, 2), (1.000001, 2), (.05, 1)):
    add(f"{{gamma: {{shape: {k!r}, scale: {t!r}}}}}", stats.gamma(k, scale=t))
for a, b in (
        (.001, .001), (.001, 1e6), (1e6, .001), (1e6, 1e6), (1, 1), (.5, .5), (1e6, 1), (.01, .02)):
    add(f"{{beta: {{alpha: {a!r}, beta: {b!r}}}}}", stats.beta(a, b))
add("{beta: {alpha: 2, beta: 3, min: -1e15, max: 1e15}}", stats.beta(2, 3, -1e15, 2e15))
for m in (1e-12, 1, 1e15):
    add(f"{{exponential: {m!r}}}", stats.expon(scale=m))
for k, t in ((.1, 1), (.1, 1e15), (1e4, 1), (1, 1), (1e4, 1e15)):
    add(f"{{weibull: {{shape: {k!r}, scale: {t!r}}}}}", stats.weibull_min(k, scale=t))
for df, location, scale in (
        (.1, 0, 1), (.5, 0, 1e6), (1, 0, 1), (2, 5, 1e-9), (1e6, 0, 1), (4, 1e15, 1)):
    add(f"{{studentT: {{df: {df!r}, location: {location!r}, scale: {scale!r}}}}}", stats.t(df, location, scale))
for m in (0, 1e-9, .01, 9.99, 10, 30, 1e6, 999999.5):
    add(f"{{poisson: {m!r}}}", stats.poisson(m))
for n, p in (
        (0, .5), (1, .5), (1000000, 1e-6), (1000000, .5), (1000000, .999999), (10, 1), (10, 0),
        (1000000, 1), (29, .37)):
    add(f"{{binomial: {{trials: {n}, probability: {p!r}}}}}", stats.binom(n, p))
for m, k in ((1e6, .1), (1e6, 1e9), (1, .001), (5, 1e9), (0, 1), (180, 9), (.001, .001)):
    add(f"{{negativeBinomial: {{mean: {m!r}, size: {k!r}}}}}", stats.nbinom(k, k / (k + m)))
for k, p in ((.001, .5), (1e5, .5), (5, 1), (5, 1e-4), (2.5, .4)):
    add(f"{{negativeBinomial: {{size: {k!r}, probability: {p!r}}}}}", stats.nbinom(k, p))
for p in (1e-6, .5, .999999):
    add(f"{{geometric: {p!r}}}", stats.geom(p))
# A geometric distribution of chance 1 is always 1.
add("{geometric: 1}", stats.randint(1, 2))
for p in (0, 1e-12, .3, 1):
    add(f"{{bernoulli: {p!r}}}", stats.bernoulli(p))

rows = []
with np.errstate(all="ignore"):
    for text, law in laws:
        median = float(law.ppf(.5))
        slack = 1e-12 * abs(median)
        row = {
            "distribution": text, "isCount": not hasattr(law.dist, "pdf"), "median": median,
            "above": [float(law.sf(median + slack)), float(law.sf(median - slack))], "quantiles": {},
        }
        for n in TRIALS:
            ends = []
            for q in (.1, .5, .9):
                band = BAND * math.sqrt(q * (1 - q) / n)
                low, high = float(law.ppf(q - band)), float(law.ppf(q + band))
                # Below the least normal number scipy gives that one.
                ends.append([0 if 0 < low < 2.3e-308 else low, high])
            row["quantiles"][str(n)] = ends
        rows.append(row)
out = pathlib.Path(__file__).with_name("distributions.json")
out.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")
print(len(rows), "distributions")
