public import Buildout
import Sampling

/// A value to be put in place of another.
///
///     ScenarioChange("pools.crews.capacity", 15)
///     ScenarioChange("programmes.roads.steps.build.takes", "{pert: [5, 8, 14]}")
public struct ScenarioChange: Hashable, Sendable {
  /// The keys from the top to the value, as ``Input/name`` has them. A path may lead into a distribution:
  /// `programmes.roads.steps.build.takes.pert.1`.
  public let path: String
  /// The new value, as a scenario file writes it.
  public let value: String

  /// A value as a scenario file writes it, such as `{pert: [5, 8, 14]}`.
  public init(_ path: String, _ value: String) {
    self.path = path
    self.value = value
  }

  /// A finite number; whole ones are written in digits alone.
  public init(_ path: String, _ number: Double) {
    precondition(number.isFinite, "a scenario has finite numbers only")
    self.init(path, Fault.text(number))
  }
}

extension ScenarioDocument {
  /// The scenario with some of its values changed, as an option changes them.
  ///
  ///     let variant = try document.setting([ScenarioChange("pools.crews.capacity", 15)])
  ///
  /// Changes are made in order. A key that is absent where a path ends is added; an id that is absent
  /// is an error. What a plan promises cannot be changed: its calendar, targets, groups, titles and
  /// units.
  ///
  /// - Throws: ``ScenarioFileError`` with the position of the value that was to change, when a path leads
  ///   nowhere, a value is not accepted there, or nothing would be different.
  ///
  /// - Parameters:
  ///   - changes: In the order in which they are made.
  ///   - option: The id of an option that is carried out first.
  public func setting(
    _ changes: [ScenarioChange], option: String? = nil
  ) throws(ScenarioFileError) -> Scenario {
    var position = Position.start
    do throws(Screening) {
      var tree = root
      var edits: [Edit] = []
      for change in changes {
        let path = try path(change.path)
        position = root.position(of: path.keys)
        let node = try NodeReader.read(SourceText(Array(change.value.utf8))).root
        let edit = Edit(path: path, position: position, value: node.moved(to: position))
        if option == nil { tree = try applying(edit, to: tree) }
        edits.append(edit)
      }
      let label: Message =
        changes.count == 1 ? "\(changes[0].path): \(changes[0].value)" : "with the changes made"
      if let option {
        return try ScenarioReader.carriedOut(
          carrying(option, label: label, overrides: edits), root, scenario)
      }
      return try Revision(
        known: KnownParts(scenario, changed: edits.map(\.path.keys)), label: label, edits: edits,
        elsewhere: position
      ).scenario(tree)
    } catch {
      throw ScenarioFileError(
        error.issues.map { issue in
          var issue = issue
          // The text of a value has lines of its own.
          issue.position = position
          return issue.diagnostic(in: file)
        })
    }
  }

  /// The number that stands at a path.
  ///
  /// - Parameters:
  ///   - path: The keys that lead to it, with points between them.
  ///   - option: The id of an option that is carried out first; the number is that of the first month.
  /// - Throws: ``ScenarioFileError`` when the path leads nowhere, to something that is not a number, or
  ///   to what cannot be changed.
  public func number(at path: String, option: String? = nil) throws(ScenarioFileError) -> Double {
    do throws(Screening) {
      let root = try tree(option)
      let path = try self.path(path)
      let position = root.position(of: path.keys)
      // Says what is missing where the path ends early.
      let probe = Edit(path: path, position: position, value: root)
      _ = try applying(probe, to: root)
      guard let node = root.node(at: path.keys) else {
        throw Screening(
          .missing, position, "there is no '\(path.text)' in the scenario",
          consequence: "there is no number to start from",
          remedy: "write it in the scenario, or name another value")
      }
      guard case .scalar(let text, isQuoted: false) = node.content,
        let number = try? PlainScalar.number(text)
      else {
        throw Screening(
          .wrongKind, position,
          "'\(path.text)' is \(say: node.isMapping ? "{\(node.text().shortened)}" : node.kindName)",
          consequence: "a single number is needed",
          remedy: "name a number inside it, such as \(path.text)\(node.firstNumber ?? ".mean")")
      }
      return number
    } catch {
      throw ScenarioFileError(error.issues.map { $0.diagnostic(in: file) })
    }
  }

  /// Whether a path leads to a number of units, of which there are no parts: of a cohort, of those in
  /// service at a time, or of those waiting.
  public func countsUnits(at path: String) -> Bool {
    (try? ScenarioPath(path))?.countsUnits ?? false
  }

  /// Whether a path leads to the capacity of a pool that is granted in whole units, to steps that ask for
  /// whole numbers of them: then a fraction more changes nothing.
  public func isWholePool(at path: String) -> Bool {
    guard let id = (try? ScenarioPath(path))?.poolOfCapacity,
      let pool = scenario.pools.first(where: { $0.id == id }),
      pool.whole && !pool.carry && pool.season == nil && pool.split.isEmpty,
      !scenario.risks.contains(where: { $0.on.contains(.pool(pool.id)) })
    else { return false }
    let asked = scenario.programmes.flatMap { $0.steps.flatMap(\.uses) }.filter {
      $0.pool == pool.id
    }
    return asked.allSatisfy { $0.amount == $0.amount.rounded() }
  }

  /// The tree of the first month with an option carried out; the file's own without one.
  private func tree(_ option: String?) throws(Screening) -> Node {
    guard let option else { return root }
    return try ScenarioReader.trees(carrying(option, label: "option '\(option)'"), root).trees[0]
      .tree
  }

  /// An option with all that it extends, and changes that are made last.
  private func carrying(_ option: String, label: Message, overrides: [Edit] = []) -> Carrying {
    let parts = ScenarioReader.order(of: option, declared).map { declared[$0] }
    precondition(!parts.isEmpty, "there is no such option")
    return Carrying(
      label: label, parts: parts, units: parts.map(\.firstStep), overrides: overrides)
  }

  private func path(_ text: String) throws(Screening) -> ScenarioPath {
    do { return try ScenarioPath(text) } catch { throw Screening(.start, error) }
  }

  private func applying(_ edit: Edit, to tree: Node) throws(Screening) -> Node {
    do { return try tree.applying(edit) } catch { throw Screening(edit.position, error) }
  }
}

extension Node {
  /// The way to the first bare number inside the value, with a dot before each key.
  fileprivate var firstNumber: String? {
    switch content {
    case .scalar: holdsNumber ? "" : nil
    case .sequence(let nodes):
      nodes.firstIndex(where: \.holdsNumber).map { ".\($0)" + (nodes[$0].firstNumber ?? "") }
    case .mapping(let entries):
      entries.first(where: \.value.holdsNumber).map { ".\($0.key)" + ($0.value.firstNumber ?? "") }
    }
  }
}
