import Buildout
import Sampling

guard let start = Month("2026-01"), let due = Month("2026-12") else { fatalError("no months") }

// Thirty roads of 2 km. Each takes one of twelve crews 2 to 6 months, and haze may stop the work.
let crews = try Pool(id: "crews", capacity: [12], whole: true)
let build = try Step(
  id: "build", kind: .takes(Quantity(.pert(min: 2, mode: 3, max: 6), each: .unit)),
  uses: [Step.Use(pool: "crews", amount: 1)])
let roads = Programme(
  id: "roads", unit: "km", cohorts: [try Cohort(number: 30, size: 2)],
  steps: [build])
let haze = try Risk(
  id: "haze", occurrence: .monthly(0.2), on: ["roads"], effects: [.speed: 0])
let targets = try [40.0, 50, 60].map {
  try Target(
    id: "km-\(Int($0))", measure: .completed("roads"), comparator: .atLeast, value: $0, due: due)
}

let scenario = Scenario(
  id: "example", calendar: try Calendar(start: start, months: 12), pools: [crews],
  risks: [haze], programmes: [roads], targets: targets)
let forecast = try await Plan(scenario).forecast(RunSettings(trials: 4000, seed: 1, threads: 2))
func percent(_ share: Double) -> Int { Int((100 * share).rounded()) }
for answer in forecast.targets {
  let odds = answer.met
  print(
    "\(answer.target.id): \(percent(odds.value)) %, 95 % interval",
    "\(percent(odds.interval.lowerBound)) to \(percent(odds.interval.upperBound)) %")
}
