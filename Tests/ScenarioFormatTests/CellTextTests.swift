import Buildout
import Testing

@testable import ScenarioFormat

@Suite("Numbers, months and promises as offices write them") struct CellTextTests {
  private let calendar: Buildout.Calendar

  init() throws {
    calendar = try Buildout.Calendar(start: #require(Month("2026-04")), months: 12)
  }

  private func number(_ text: String, _ hasDecimalCommas: Bool = false) -> String {
    do throws(Buildout.Fault) {
      return Buildout.Fault.text(
        try CellText.number(CellText.folded(text), hasDecimalCommas: hasDecimalCommas))
    } catch {
      return "! " + error.problem
    }
  }

  @Test(arguments: [
    ("1200", "1200"), ("1,200", "1200"), ("１，２００．５", "1200.5"), ("1 200", "1200"),
    ("1\u{A0}234\u{A0}567", "1234567"), ("-3", "-3"), ("−3", "-3"), ("12,345,678.9", "12345678.9"),
    ("\u{FEFF}7\u{200B}", "7"), ("1e15", "1000000000000000"),
  ]) func numbers(_ text: String, _ value: String) { #expect(number(text) == value) }

  @Test(arguments: [
    "1,5", "1,2000", "12,34,567", "1.5,000", "1.2.3", "1O0", "", "9999999999999999",
  ])
  func noNumbers(_ text: String) { #expect(number(text).hasPrefix("! ")) }

  /// Where columns are separated by semicolons a comma stands before decimals, and 1,234 may be either.
  @Test func decimalCommas() {
    #expect(number("12,5", true) == "12.5")
    #expect(number("1,234", true).contains("stands neither"))
    #expect(number("1.234,5", true).hasPrefix("! "))
  }

  private func month(_ value: Table.Value) -> String {
    do throws(Buildout.Fault) {
      return try MonthText.month(value, in: calendar).description
    } catch {
      return "! " + error.problem
    }
  }

  @Test(arguments: [
    ("2026-12", "2026-12"), ("2026/12/31", "2026-12"), ("2026.9.30", "2026-09"),
    ("2026年12月", "2026-12"), ("2026年9月30日前", "2026-09"), ("２０２６年３月", "2026-03"),
    ("2026-12-31 00:00:00", "2026-12"), ("202612", "2026-12"), ("20261231", "2026-12"),
    ("12月底", "2026-12"), ("十二月底前", "2026-12"), ("3月底", "2027-03"), ("6月30日前", "2026-06"),
    ("上半年", "2026-06"), ("2027年一季度", "2027-03"), ("第三季度", "2026-09"), ("年底前", "2026-12"),
    ("全年", "2026-12"), ("2026年", "2026-12"), ("2026年底", "2026-12"), ("end of June", "2026-06"),
    ("30 June 2026", "2026-06"), ("Dec. 2026", "2026-12"), ("Q3 2026", "2026-09"),
    ("31/12/2026", "2026-12"), ("12/31/2026", "2026-12"), ("5/5/2026", "2026-05"),
    ("by the end of the year", "2026-12"), ("11月份", "2026-11"),
  ]) func months(_ text: String, _ month: String) { #expect(self.month(.text(text)) == month) }

  @Test(arguments: [
    ("05/06/2026", "begins with the day or with the month"), ("2026-02-30", "does not exist"),
    ("2026-13", "no month 13"), ("13月", "no month 13"), ("下个月", "names no month"),
    ("soon", "names no month"), ("mayor", "names no month"), ("2月30日", "does not exist"),
  ]) func noMonths(_ text: String, _ says: String) {
    #expect(month(.text(text)).contains(says), "\(month(.text(text)))")
  }

  @Test func monthsOfNumbers() {
    for (number, text) in [
      (12.0, "2026-12"), (3, "2027-03"), (202_612, "2026-12"), (20_261_231, "2026-12"),
      (46_387, "2026-12"), (2_026.12, "2026-12"), (2_026.9, "2026-09"), (2_026, "2026-12"),
    ] { #expect(month(.number(number)) == text) }
    #expect(month(.number(2_026.1)).contains("January or October"))
    #expect(month(.number(0)).contains("names no month"))
    #expect(month(.percent(12)).contains("names no month"))
  }

  /// Value, unit and comparison, such as `8950 人 >=`, with what is noticed of the words.
  private func promise(_ value: Table.Value, _ unit: String?) -> String {
    do throws(Buildout.Fault) {
      guard let found = try PromiseText.read(value, unit: unit, hasDecimalCommas: false) else {
        return "nothing"
      }
      let parts: [String?] = [
        found.value.map { Buildout.Fault.text($0) } ?? "done", found.unit, found.side?.rawValue,
        found.isGrowth ? "growth" : nil, found.isArrival ? "arrival" : nil,
        found.isApproximate ? "about" : nil,
      ]
      return parts.compactMap { $0 }.joined(separator: " ")
    } catch {
      return "! " + error.problem
    }
  }

  @Test(arguments: [
    ("8950", "人", "8950"), ("8950人以上", nil, "8950 人 >="), ("１,２００户", "户", "1200"),
    ("1.2万人", "人", "12000"), ("1.2万人", nil, "12000 人"), ("1.2", "万人", "1.2"),
    ("1.2万", "万人", "1.2"), ("50亿元", nil, "50 亿元"), ("50亿元", "亿元", "50"),
    ("1000万平方米", nil, "1000 万平方米"), ("增长6%以上", nil, "6 % >= growth"),
    ("增长6.5个百分点", nil, "6.5 % growth"), ("控制在4%以内", nil, "4 % <="),
    ("控制在5.5％左右", nil, "5.5 % <= about"), ("不超过5起", "起", "5 <="), ("≤35", "微克/立方米", "35 <="),
    ("不低于95", "%", "95 >="), ("突破100亿元", nil, "100 亿元 >"), ("低于2%", nil, "2 % <"),
    ("降至3天", nil, "3 天 <= arrival"), ("提高到98%", nil, "98 % arrival"), ("下降2%", nil, "2 % growth"),
    ("60个（其中新建20个）", "个", "60"), ("5G基站3000个", nil, "3000 个"), ("建成投用", nil, "done"),
    ("12月底前建成投用", nil, "done"), ("完成", "个", "done"), ("√", nil, "done"), ("done", nil, "done"),
    ("at least 20 schools", nil, "20 schools >="), ("no more than 5", "accident", "5 <="),
    ("about 300 km", nil, "300 km about"), ("3 million", "person", "3000000"),
    ("—", nil, "nothing"),
    ("待定", "个", "nothing"),
    ("百分之五", nil, "! \"百分之五\" holds no number and does not say that something is to be done"),
    ("285 m2", nil, "285 m2"), ("30公里", "公里", "30"), ("30千米", nil, "30 千米"),
  ]) func promises(_ text: String, _ unit: String?, _ says: String) {
    #expect(promise(.text(text), unit) == says)
  }

  @Test(arguments: [
    ("77条72公里", nil, "holds 2 numbers"), ("5-8", "个", "is a range"), ("5～8个", nil, "is a range"),
    ("10至15", nil, "is a range"), ("5%—5.5%", nil, "is a range"), ("尽快推进", nil, "holds no number"),
    ("1O0", "个", "is no number"),
    ("70户", "公里", "the number is in 户, its unit is 公里"), ("12亿元", "万元", "its unit is 万元"),
    ("不低于5以内", nil, "from below and from above"), ("5%", "人", "its unit is 人"),
    ("3以上 200", nil, "holds 2 numbers"),
  ]) func noPromises(_ text: String, _ unit: String?, _ says: String) {
    #expect(promise(.text(text), unit).contains(says), "\(promise(.text(text), unit))")
  }

  @Test func promisesOfOtherCells() throws {
    #expect(promise(.number(3), "个") == "3")
    #expect(promise(.percent(5.5), nil) == "5.5 %")
    #expect(promise(.percent(5.5), "人").contains("its unit is 人"))
    #expect(promise(.truth(true), nil) == "done")
    #expect(promise(.failure("#REF!"), nil).contains("the formula failed"))
    #expect(promise(.failure("=A1"), nil).contains("never computed"))
    #expect(
      promise(.date(try #require(Table.Day(year: 2026, month: 1, day: 1))), nil)
        == "! this is a date")
  }
}
