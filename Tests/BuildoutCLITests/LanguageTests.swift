import Buildout
import Foundation
import TestSupport
import Testing

@testable import BuildoutCLI

/// In which language people are spoken to, and what they may call things.
@Suite("The language of messages, and names") struct LanguageTests {
  @Test(
    "The locale chooses the language where --lang does not",
    arguments: [
      (["LANG": "zh_CN.UTF-8"], Language.zh), (["LANG": "zh_CN.utf8"], .zh),
      (["LANG": "zh_TW"], .zh),
      (["LANG": "zh_CN.GBK"], .en), (["LANG": "en_US.UTF-8"], .en), ([:], .en),
      (["LC_ALL": "C", "LANG": "zh_CN.UTF-8"], .en), (["LC_ALL": "", "LANG": "zh_CN.UTF-8"], .zh),
      (["LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"], .zh), (["LANG": "zhx"], .en),
    ]) func locale(environment: [String: String], language: Language)
  {
    #expect(Language.ofLocale(environment) == language)
  }

  @Test("--lang is found wherever it stands, also beside other mistakes") func argument() {
    #expect(Language.named(in: ["run", "x", "--lang", "zh"]) == .zh)
    #expect(Language.named(in: ["run", "--lang=zh", "--foo"]) == .zh)
    #expect(Language.named(in: ["run", "--", "--lang", "zh"]) == nil)
    #expect(Language.named(in: ["run", "--lang"]) == nil)
    #expect(Language.named(in: ["run", "--lang", "de"]) == nil)
  }

  @Test(
    "What is wrong with a command is said in Chinese",
    arguments: [
      ("run city.yaml --foo", "错误：没有选项“--foo”"), ("rn", "错误：没有“rn”这个命令；是不是“run”？"),
      ("run city.yaml --trials 10k", "不能取值“10k”：请写 10000"),
      ("run", "错误：缺少参数“<scenario>”"), ("run city.yaml --threads 900", "应在 1 至 256 之间"),
      ("run none.yaml", "错误：无法读取 none.yaml：没有这个文件或文件夹"),
      ("drivers city.yaml --target station", "是不是“stations-built”？"),
      ("seek city.yaml --vary x.y --between 3..1 --target all", "第一个数应小于第二个数；请写 1..3"),
      ("compare city.yaml", "情景中没有备选措施"), ("check wrong.yaml", "wrong.yaml:1:1: 错误：文件没有"),
    ]) func chinese(line: String, says: String) throws
  {
    let folder = try TemporaryFolder()
    try folder.write(Scenarios.small, to: "city.yaml")
    try folder.write("scenario: {id: a, start: 2021-01, months: 12}\n", to: "wrong.yaml")
    let arguments = line.split(separator: " ").map(String.init)
    for (arguments, environment) in [
      (arguments + ["--lang", "zh"], [:]), (arguments, ["LC_ALL": "zh_CN.UTF-8"]),
    ] where !(arguments.first == "rn" && environment.isEmpty) {
      let command = try CommandLineProcess(arguments, in: folder, environment: environment)
      try command.process.run()
      let result = try command.wait()
      #expect(result.code != 0)
      #expect(result.errors.contains(says), "\(result.errors)")
      let words = result.errors.split(separator: "\n").filter { !$0.hasPrefix("用法：") }
      #expect(!words.contains { $0.contains(/[a-z]{2,} [a-z]{2,} [a-z]{2,}/) }, "\(result.errors)")
    }
  }

  @Test("A summary and its warnings are in the language asked for") func check() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Scenarios.small.replacing("programmes:", with: "pools: {idle: {capacity: 3}}\nprogrammes:"),
      to: "city.yaml")
    let result = try CommandLineProcess.run("check", "city.yaml", "--lang", "zh", in: folder)
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("通过检查：demo，2021-01 至 2021-12\n"))
    #expect(result.errors.contains("警告：没有环节使用资源池“idle”；它不影响任何结果"))
  }

  @Test("Titles stand for ids, and a wrong name brings the nearest") func names() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Scenarios.small.replacing(
        "stations-built: {", with: "stations-built: {title: {en: Stations, zh: 新建基站}, "),
      to: "city.yaml")
    for name in ["新建基站", "stations", "Stations"] {
      let result = try CommandLineProcess.run(
        "drivers", "city.yaml", "--target", name, "--trials", "50", in: folder)
      #expect(result.code == 0, "\(result.errors)")
    }
    let varied = try CommandLineProcess.run(
      "seek", "city.yaml", "--vary", "programmes.5G基站.steps.build.rate.poisson", "--between",
      "200..400", "--target", "新建基站", "--trials", "50", in: folder)
    #expect(varied.code == 0, "\(varied.errors)")
    let many = Naming(
      kind: "target",
      known: (1...20).map { ("road-\($0)", Text(en: "Road \($0)", zh: $0 == 3 ? "北环路" : nil)) }
        + [("bridge", "Bridge"), ("bridges", "Bridge")])
    #expect(try many.id(of: "北环路") == "road-3")
    let unknown = #expect(throws: Failure.self) { try many.id(of: "roads-3") }
    #expect(
      unknown?.message.description
        == "the scenario has no target 'roads-3'; the nearest of its 22 are road-3, road-1, road-2, road-4, road-5"
    )
    let double = #expect(throws: Failure.self) { try many.id(of: "bridge ") }
    #expect(double?.message.description.contains("are bridge, bridges") == true)
    let several = #expect(throws: Failure.self) {
      try Naming(kind: "target", known: [("a", "Bridge"), ("b", "Bridge")]).id(of: "Bridge")
    }
    #expect(
      several?.message.description == "'Bridge' is the title of several: a, b; give the id of one")
  }
}
