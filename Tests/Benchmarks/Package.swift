// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "buildout", path: "../..")],
  targets: [
    .systemLibrary(
      name: "CBareGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .executableTarget(
      name: "RatioBenchmark",
      dependencies: [
        "CBareGSL",
        .product(name: "Buildout", package: "buildout"),
        .product(name: "ScenarioFormat", package: "buildout"),
        .product(name: "Sampling", package: "buildout"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
