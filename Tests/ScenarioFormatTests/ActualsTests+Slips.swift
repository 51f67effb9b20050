import Buildout
import Foundation
import Testing

@testable import ScenarioFormat

/// Slips of those who fill the tables in.
extension ActualsTests {
  /// A column whose month is not alone in its heading is read where it is clear, and told of where it is not.
  @Test func headingsWithWordsAreReadOrTold() throws {
    let read = try Self.read("编号,名称,2021年3月累计,2021-04,2021年5月计划,3月备注\nbuilt,n,100,120,150,x\n")
    #expect(read.actuals.readings.map(\.month) == [3, 4])
    #expect(read.actuals.readings.map(\.value) == [100, 120])
    #expect(read.actuals.asOf == 4)
    #expect(read.warnings.map(\.origin) == ["june.csv:1:25", "june.csv:1:35"])
    #expect(
      read.warnings[0].description(in: .zh)
        == "june.csv:1:25：警告：“2021年5月计划”一列未读取；表头写有月份，但看不出是自期初起的累计数；如果是累计数，表头请只写月份，如 2021-05"
    )
  }

  /// Offices have a title where there is no id.
  @Test(arguments: ["项目", "名称", "指标", "title", "Target"])
  func aTitleWillDoForAnId(_ heading: String) throws {
    let read = try Self.read("\(heading),月份,完成\nbuilt,2021-05,120\n")
    #expect(read.actuals.readings.map(\.value) == [120])
    let both = try Self.read("编号,\(heading),2021-05\nbuilt,x,120\n")
    #expect(both.actuals.readings.count == 1)
  }

  /// 28.0 says more than 28.
  @Test(arguments: [("28", 0.5), ("28.0", 0.05), ("28.00", 0.005), ("2.8e1", 0.5)])
  func noughtsAfterThePointAreDigits(_ text: String, _ rounding: Double) throws {
    let read = try Self.read("id,2021-05\nroads-km,\(text)\n")
    let reading = try #require(read.actuals.readings.first)
    #expect(reading.value == 28)
    #expect(abs(reading.rounding - rounding) < 1e-12)
    let scenario = try Self.scenario("Tests/Validation/actuals/E01.yaml")
    let kept = ActualsTableWriter.kept(read.actuals, of: scenario)
    let again = try Self.read(kept).actuals.readings
    #expect(again.map(\.rounding) == [reading.rounding])
  }

  /// One cell in the wrong month would make half a year unknown.
  @Test func aJumpOfTheAsOfMonthIsTold() throws {
    let rows =
      "id,month,value\nbuilt,2021-01,10\nbuilt,2021-02,20\nroads-km,2021-02,2.5\nrisks.slump,2021-02,0\n{number: roads.completed},2021-02,1\n"
    let jump = try Self.read(rows + "built,2021-06,60\n")
    #expect(jump.actuals.asOf == 6)
    #expect(jump.warnings.map(\.origin) == ["june.csv:7:7"])
    #expect(
      jump.warnings[0].description(in: .en).contains("the month before it with figures is 2021-02"))
    #expect(try Self.read(rows + "built,2021-06,60\n", asOf: "2021-06").warnings.isEmpty)
    #expect(try Self.read(rows + "built,2021-03,60\n").warnings.isEmpty)
  }

  @Test func whatLooksLikeASlipIsTold() throws {
    let read = try Self.read("id,month,value\nroads-km,2021-05,4e6\n")
    #expect(read.warnings.count == 1)
    #expect(read.warnings[0].description(in: .en).contains("check the figure"))
  }

  @Test func aWorkbookThatIsNoneSaysSo() throws {
    let error = #expect(throws: ActualsFileError.self) {
      try ActualsDocument(
        [ActualsFile(name: "june.xlsx", bytes: Array("garbage".utf8))],
        of: Self.scenario("Tests/Validation/actuals/E01.yaml"))
    }
    #expect(error?.issues.map { $0.description(in: .en).contains("is no workbook") } == [true])
  }

  /// What earlier files say of a target that was renamed since is still right.
  @Test func aRenamedTargetIsOfferedByItsMeasure() throws {
    let said = try Self.faults("id,2021-05\nroad-km,3\n")
    #expect(said.count == 1 && said[0].contains("did you mean 'roads-km'?"))
    #expect(said[0].contains("write its measure, such as roads.completed"), "\(said)")
  }
}
