import Sampling

/// Finds the word that was probably meant.
package enum Spelling {
  /// The nearest of the known words: at most two letters added, dropped, changed or exchanged, fewer
  /// in short words, or the one word that this begins. Nil when nothing is near.
  package static func nearest(to word: String, among known: some Sequence<String>) -> String? {
    var best: String?
    var least = Int.max
    let folded = word.lowercased()
    // Long words are no slips of the finger, and would take long to compare.
    guard !word.isEmpty, word.unicodeScalars.count <= 80 else { return nil }
    for candidate in known where candidate != word {
      let distance = self.distance(folded, candidate.lowercased())
      let allowed = min(2, max(folded.count, candidate.count) / 3)
      if distance <= allowed, distance < least {
        best = candidate
        least = distance
      }
    }
    if best != nil { return best }
    let longer = known.filter { candidate in
      let lower = candidate.lowercased()
      return (folded.count >= 3 && lower.hasPrefix(folded))
        || (candidate.count >= 3 && folded.hasPrefix(lower))
    }
    return longer.count == 1 ? longer[0] : nil
  }

  /// Asks whether the nearest of the known words was meant; nil when nothing is near.
  package static func question(
    _ word: String, among known: some Sequence<String>
  ) -> Message? {
    question(nearest(to: word, among: known))
  }

  /// Asks whether this was meant.
  package static func question(_ meant: String?) -> Message? {
    meant.map { "did you mean '\($0)'?" }
  }

  /// How many letters must be added, dropped, changed or exchanged with their neighbour.
  ///
  /// Source: optimal string alignment; Damerau (1964), doi:10.1145/363958.363994.
  package static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.unicodeScalars)
    let b = Array(b.unicodeScalars)
    var twoBack: [Int] = []
    var previous = Array(0...b.count)
    for (row, letter) in a.enumerated() {
      var current = [row + 1]
      for (column, other) in b.enumerated() {
        var cost = min(
          previous[column + 1] + 1, current[column] + 1,
          previous[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == b[column - 1], a[row - 1] == other {
          cost = min(cost, twoBack[column - 1] + 1)
        }
        current.append(cost)
      }
      twoBack = previous
      previous = current
    }
    return previous[b.count]
  }
}
