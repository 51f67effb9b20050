import Buildout

/// Ids that a person can read, from what a table calls things.
enum DraftNames {
  /// What is no id of a programme or a step.
  private static let reserved: Set<String> = ["pools", "done", "cancelled", "base", "all"]

  /// An id as a table gives it: `T-07` becomes `t-07`, `7` becomes `t07`; nil where nothing of it can be kept.
  static func id(_ text: String) -> String? {
    let folded = CellText.folded(text).lowercased()
    if let number = Int(folded), number >= 0 {
      return "t" + CellText.padded(number)
    }
    var id = ""
    for scalar in folded.unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": id.unicodeScalars.append(scalar)
      case "-", "_", " ", ".", "/": if id.last != "-", !id.isEmpty { id.append("-") }
      default: return nil
      }
    }
    while id.last == "-" { id.removeLast() }
    if let first = id.first, first.isNumber { id = "t" + id }
    return Identifier.isWellFormed(id) && !reserved.contains(id) ? id : nil
  }

  /// A short id of an English title: `Municipal roads opened` becomes `municipal-roads-opened`.
  static func slug(_ title: String) -> String? {
    let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    var id = ""
    for word in words.prefix(6) where id.count + word.count < 40 {
      id += (id.isEmpty ? "" : "-") + word
    }
    return self.id(id)
  }

  /// English names of the sectors that plans have.
  private static let sectors: [(words: [String], id: String)] = [
    (["就业"], "employment"), (["社会保障", "社保"], "social-security"),
    (["住房", "安居", "棚改", "旧改"], "housing"),
    (["教育", "学校"], "education"), (["医疗", "卫生", "健康"], "health"),
    (["养老", "托育", "托幼", "一老一小"], "care"), (["残疾", "救助", "低保", "困难"], "assistance"),
    (["交通", "道路", "公路"], "transport"), (["生态", "环境", "绿化", "环保"], "environment"),
    (["农业", "农村", "乡村", "三农"], "rural"), (["科技", "创新"], "innovation"),
    (["产业", "工业", "制造"], "industry"), (["招商", "投资", "项目建设"], "investment"),
    (["开放", "外贸", "外资"], "opening-up"), (["文化", "旅游", "文旅", "体育"], "culture"),
    (["平安", "安全", "治理", "应急"], "safety"), (["政务", "营商"], "government-services"),
    (["城市", "城建", "城乡", "市政", "基础设施"], "city"), (["经济"], "economy"), (["改革"], "reform"),
    (["民生", "实事"], "livelihood"), (["人才"], "talent"), (["水利", "供水", "水务"], "water"),
    (["能源", "电力"], "energy"), (["数字", "信息", "智慧"], "digital"), (["党建", "党的建设"], "party-building"),
  ]

  /// Ids of sectors in the order in which they are named; no two alike.
  static func sectors(_ names: [String]) -> [(name: String, id: String)] {
    var seen: Set<String> = []
    var found: [(name: String, id: String)] = []
    for (index, name) in names.enumerated() {
      let known = sectors.first { $0.words.contains { name.contains($0) } }?.id
      var id = (name.hasHan ? nil : slug(name)) ?? known ?? "s" + CellText.padded(index + 1)
      if !seen.insert(id).inserted {
        id = "s" + CellText.padded(index + 1)
        seen.insert(id)
      }
      found.append((name, id))
    }
    return found
  }
}

extension DraftNames {
  /// What a sector is called where the table has only its id: `roads-and-transport` is Roads and transport.
  static func title(_ name: String) -> String {
    guard Identifier.isWellFormed(name), let first = name.first else { return name }
    return first.uppercased() + name.dropFirst().replacing("-", with: " ")
  }
}

extension String {
  /// Whether it holds Chinese characters.
  var hasHan: Bool {
    unicodeScalars.contains {
      (0x4E00...0x9FFF).contains($0.value) || (0x3400...0x4DBF).contains($0.value)
        || (0x20000...0x3FFFF).contains($0.value)
    }
  }
}
