// How long Buildout takes beside the bare draws of the same numbers, as ratios within one run.
//
//     swift run -c release --package-path Tests/Benchmarks RatioBenchmark            # all cases
//     swift run -c release --package-path Tests/Benchmarks RatioBenchmark 2          # one of 0 to 3, on one thread
//     swift run -c release --package-path Tests/Benchmarks RatioBenchmark gain 2     # one, on one thread and on two
//     swift run -c release --package-path Tests/Benchmarks RatioBenchmark province   # cost by size
//     swift run -c release --package-path Tests/Benchmarks RatioBenchmark memory 0 10000
//     swift run -c release --package-path Tests/Benchmarks RatioBenchmark options    # a comparison
//     swift run -c release --package-path Tests/Benchmarks RatioBenchmark table      # a line for each model
//     swift run -c release --package-path Tests/Benchmarks RatioBenchmark wide 3000  # memory of many targets
//     swift run -c release --package-path Tests/Benchmarks RatioBenchmark wide 3000 pool  # that share a pool
//     swift run -c release --package-path Tests/Benchmarks RatioBenchmark flagship   # beside its own draws
//
// What the flagship draws is listed in flagship.draws, made by a build that counts:
//
//     swift run --scratch-path .build-counting --package-path Tests/Benchmarks -Xswiftc -DCOUNTING_DRAWS \
//       RatioBenchmark flagship > Tests/Benchmarks/flagship.draws
//
// A general benchmark runner reports each loop's own time, which on a shared machine moves by more
// than the differences looked for. Here the loops take turns, round after round, and each round
// gives a ratio; the median of the rounds is printed with their quartiles.
import Buildout
import CBareGSL
import Foundation

let rounds = 9

func seconds(_ body: () async throws -> Void) async rethrows -> Double {
  let clock = ContinuousClock()
  let start = clock.now
  try await body()
  let elapsed = clock.now - start
  return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
}

/// Processor time, which other processes on the machine hardly move.
func processorSeconds(_ body: () async throws -> Void) async rethrows -> Double {
  let start = bare_processor_time()
  try await body()
  return bare_processor_time() - start
}

func bare(_ item: Case, threads: Int) async {
  let sum = await withTaskGroup(of: Double.self) { group in
    for thread in 0..<threads {
      group.addTask { item.bare(item.trials / threads, UInt(thread + 1)) }
    }
    return await group.reduce(0, +)
  }
  precondition(sum > 0)
}

func line(_ name: String, _ ratios: [Double], _ bound: String) {
  let sorted = ratios.sorted()
  func text(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let digits = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
  print(
    "  \(name): \(text(sorted[sorted.count / 2]))",
    "(quartiles \(text(sorted[sorted.count / 4])) to \(text(sorted[sorted.count * 3 / 4])));",
    bound)
}

func compare(_ item: Case, withTwoThreads: Bool = true) async throws {
  print("\(item.name), 12 months, \(item.trials) trials, \(rounds) rounds")
  var single: [Double] = []
  var gains: [Double] = []
  var dearer: [Double] = []
  var bareTimes: [Double] = []
  func forecast(_ threads: Int) async throws {
    _ = try await item.plan.forecast(RunSettings(trials: item.trials, threads: threads))
  }
  for _ in 0..<rounds {
    let bareOwn = await processorSeconds { await bare(item, threads: 1) }
    let own = try await processorSeconds { try await forecast(1) }
    single.append(own / bareOwn)
    bareTimes.append(bareOwn)
    guard withTwoThreads else { continue }
    let bareOne = await seconds { await bare(item, threads: 1) }
    let one = try await seconds { try await forecast(1) }
    let bareTwo = await seconds { await bare(item, threads: 2) }
    var two = 0.0
    let ownTwo = try await processorSeconds { two = try await seconds { try await forecast(2) } }
    gains.append((one / two) / (bareOne / bareTwo))
    dearer.append(ownTwo / own)
  }
  let micro = Int(bareTimes.sorted()[rounds / 2] / Double(item.trials) * 1e9)
  print("  bare draws: \(micro) ns a trial (median)")
  line("one thread, times the bare draws", single, "at most 1.5 wanted")
  if withTwoThreads {
    line("gain from a second thread, beside the bare loop's", gains, "at least 0.95 wanted")
    line("processor time of two threads, times that of one", dearer, "what they cost each other")
  }
}

/// Times provinces of a hundred, three hundred and a thousand programmes in turns.
func compareProvinces() async throws {
  let sizes = [100, 300, 1000]
  // The same for all, as what a run does once for each target weighs more the fewer they are.
  let trials = 1_024
  let plans = try Province.plans(sizes)
  var costs = sizes.map { _ in [Double]() }
  for turn in 0..<rounds * sizes.count {
    let index = turn % sizes.count
    let time = try await processorSeconds {
      _ = try await plans[index].forecast(RunSettings(trials: trials, threads: 1))
    }
    costs[index].append(time / Double(trials * sizes[index]))
  }
  print("A province, two targets a programme, 12 months, \(rounds) rounds")
  for (index, size) in sizes.enumerated() {
    let median = costs[index].sorted()[rounds / 2]
    print("  \(size) programmes: \(Int(median * 1e9)) ns a programme and trial (median)")
    if index == 0 { continue }
    let ratios = zip(costs[index], costs[0]).map { $0 / $1 }
    line("  times that of \(sizes[0])", ratios, "at most 1.1 wanted")
  }
}

/// All options beside the plan in one comparison, and in runs apart.
func compare(_ item: OptionCase) async throws {
  let count = item.options.count
  print("\(count) options that affect everything, \(item.trials) trials, \(rounds) rounds")
  let settings = RunSettings(trials: item.trials, threads: 1)
  let apart = [item.plan] + (try item.options.map { try Plan($0.scenario) })
  var ratios: [Double] = []
  for _ in 0..<rounds {
    let together = try await seconds { _ = try await item.plan.compare(item.options, settings) }
    let runs = try await seconds { for plan in apart { _ = try await plan.forecast(settings) } }
    ratios.append(together / runs)
  }
  line("comparison, times \(count + 1) runs apart", ratios, "at most 1.15 wanted")
}

let cases = [
  try Case.gammaFlows(sharing: false), try Case.stagedProjects(),
  try Case.gammaFlows(sharing: true), try Case.branchingProjects(),
]
let words = Array(CommandLine.arguments.dropFirst())

/// A number among the arguments, within what it may be; what is said by nobody is what usually is.
func number(_ place: Int, in allowed: Range<Int>, usually: Int) -> Int {
  guard words.indices.contains(place) else { return usually }
  guard let number = Int(words[place]), allowed.contains(number) else {
    misused(
      "\"\(words[place])\" is no number from \(allowed.lowerBound) to \(allowed.upperBound - 1)")
  }
  return number
}

func misused(_ what: String) -> Never {
  let forms =
    "N, gain N, province, options, table N..., wide TARGETS [pool], flagship, memory N TRIALS"
  FileHandle.standardError.write(
    Data("RatioBenchmark: \(what). Its arguments are none or one of: \(forms).\n".utf8))
  exit(64)
}

switch words.first {
case nil: for item in cases { try await compare(item) }
case "gain": try await compare(cases[number(1, in: cases.indices, usually: 0)])
case "province": try await compareProvinces()
case "options": try await compare(OptionCase.crews())
case "table":
  try await printTable(words.indices.dropFirst().map { number($0, in: 0..<7, usually: 0) })
case "flagship": try await compareFlagship()
case "wide":
  // Peak memory of a run of so many flows with a target each, on two threads.
  let item = try Case.gammaFlows(
    number(1, in: 1..<100_000, usually: 3000), sharing: words.last == "pool")
  _ = try await item.plan.forecast(RunSettings(trials: 10_000, threads: 2))
  print("\(item.name), 10,000 trials: peak memory \(bare_peak_memory())")
case "memory":
  // Peak memory of one run of a case with so many trials.
  let item = cases[number(1, in: cases.indices, usually: 0)]
  let trials = number(2, in: 1..<1_000_000_000, usually: 10_000)
  _ = try await item.plan.forecast(RunSettings(trials: trials, threads: 2))
  print("\(item.name), \(trials) trials: peak memory \(bare_peak_memory())")
default:
  try await compare(cases[number(0, in: cases.indices, usually: 0)], withTwoThreads: false)
}
