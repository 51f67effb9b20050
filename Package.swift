// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "buildout",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "buildout", targets: ["BuildoutCLI"]),
    .library(name: "Buildout", targets: ["Buildout"]),
    .library(name: "Sampling", targets: ["Sampling"]),
    .library(name: "ScenarioFormat", targets: ["ScenarioFormat"]),
    .library(name: "Reporting", targets: ["Reporting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CGSL", pkgConfig: "gsl",
      providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CXLSXWriter", pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev", "zlib1g-dev"]), .brew(["libxlsxwriter"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CExpat", pkgConfig: "expat",
      providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
    .systemLibrary(name: "CIconv"),
    .systemLibrary(name: "CFolders"),
    .systemLibrary(name: "CCache"),
    .target(name: "CBatch"),
    .target(name: "CVisits", dependencies: ["CBatch"]),
    .target(name: "Sampling", dependencies: ["CBatch", "CGSL"]),
    .target(name: "Buildout", dependencies: ["CCache", "CVisits", "Sampling"]),
    // The page of the keys, of which a schema has its words.
    .target(
      name: "ScenarioFormat",
      dependencies: ["Buildout", "Sampling", "CExpat", "CIconv", "CLibYAML", "CZlib"],
      resources: [.embedInCode("ScenarioKeys.md")],
      linkerSettings: [.linkedLibrary("iconv", .when(platforms: [.macOS]))]),
    .target(name: "Reporting", dependencies: ["Buildout", "CXLSXWriter"]),
    .executableTarget(
      name: "BuildoutCLI",
      dependencies: [
        "Buildout", "CFolders", "Reporting", "ScenarioFormat",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(
      name: "TestSupport", dependencies: ["Buildout", "ScenarioFormat"],
      path: "Tests/TestSupport"),
    .testTarget(
      name: "SamplingTests", dependencies: ["Sampling", "TestSupport"], exclude: ["Snapshots"]),
    .testTarget(name: "BuildoutTests", dependencies: ["Buildout", "TestSupport"]),
    .executableTarget(
      name: "Example", dependencies: ["Buildout", "Sampling"], path: "Tests/Example"),
    .testTarget(name: "TidyTests", dependencies: ["Example", "TestSupport"]),
    .testTarget(
      name: "ScenarioFormatTests", dependencies: ["CZlib", "ScenarioFormat", "TestSupport"],
      exclude: ["Snapshots", "Tables", "validate.py"]),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["BuildoutCLI", "Reporting", "ScenarioFormat", "TestSupport"],
      exclude: ["Snapshots", "new-area.yaml"]),
    .testTarget(
      name: "BuildoutCLITests", dependencies: ["BuildoutCLI", "TestSupport"], exclude: ["Faults"]),
  ],
  swiftLanguageModes: [.v6]
)
