import Foundation
import Testing

@testable import Buildout
@testable import Reporting

/// The page as others read it, where they are installed.
@Suite("The page in a browser and a parser") struct BrowserTests {
  private func page(_ language: Language) async throws -> String {
    PlanningPack(
      try await Fixture.forecast(), comparison: try await Fixture.comparison(),
      drivers: try await Fixture.drivers(), choice: try await Fixture.choice(),
      bottlenecks: try await Fixture.bottlenecks(), language: language,
      provenance: try Fixture.provenance(),
      register: [
        RegisterEntry(
          name: "programmes.roads.steps.build.takes", value: "pert: [1, 2, 5]",
          basis: Basis(kind: .referenceClass, note: "a note", source: "a source"))
      ]
    ).html()
  }

  @Test(
    "html5lib finds no fault", .enabled(if: Tool.html5lib, "html5lib is not installed"),
    arguments: Language.allCases)
  func valid(language: Language) async throws {
    let folder = try Tool.folder()
    defer { Tool.remove(folder) }
    let file = folder.appending(path: "page.html")
    try await Data(page(language).utf8).write(to: file)
    let found = try Tool.python(
      """
      import html5lib, sys
      parser = html5lib.HTMLParser(namespaceHTMLElements=False)
      parser.parse(open(sys.argv[1], 'rb'), transport_encoding='utf-8')
      print(parser.errors)
      """, file.path)
    #expect(found == "[]\n")
  }

  /// At 390 and 1280 pixels, everything unfolded. Wide tables scroll within themselves.
  @Test(
    "Chromium lays it out without overlap, overflow or complaint",
    .enabled(if: Tool.chromium != nil, "Chromium is not installed"),
    arguments: Language.allCases, [390, 1280])
  func laidOut(language: Language, width: Int) async throws {
    let folder = try Tool.folder()
    defer { Tool.remove(folder) }
    let file = folder.appending(path: "frame.html")
    let source = try await page(language).replacing("&", with: "&amp;").replacing(
      "\"", with: "&quot;")
    let charts = try await Fixture.forecast().targets.count
    // A window is never as narrow as a telephone; a frame is.
    let frame = """
      <body><iframe style="border:0;width:\(width)px;height:4000px" srcdoc="\(source)"></iframe><script>
      const frame = document.querySelector('iframe');
      frame.addEventListener('load', () => {
        const page = frame.contentDocument, width = page.documentElement.clientWidth, faults = [];
        page.querySelectorAll('details').forEach(e => e.open = true);
        page.querySelectorAll('body *').forEach(e => {
          if (e.closest('.scroll') && !e.matches('.scroll')) return;
          if (e.closest('svg') && e.tagName != 'text') return;
          const box = e.getBoundingClientRect();
          if (box.width > 0 && (box.right > width + 1 || box.left < -1))
            faults.push('beyond the page: ' + e.textContent.slice(0, 40));
        });
        page.querySelectorAll('svg').forEach(svg => {
          const texts = [...svg.querySelectorAll('text')], boxes = texts.map(e => e.getBoundingClientRect());
          for (let i = 0; i < texts.length; i++) for (let j = 0; j < i; j++) {
            const a = boxes[i], b = boxes[j];
            if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2)
              faults.push('overlap: ' + texts[i].textContent + ' and ' + texts[j].textContent);
          }
        });
        if (page.querySelectorAll('svg.fan').length != \(charts)) faults.push('not a chart for each target');
        document.body.setAttribute('data-faults', '[' + faults.join('; ') + ']');
      });
      </script></body>
      """
    try Data(frame.utf8).write(to: file)
    let found = try Tool.run(
      #require(Tool.chromium),
      [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,900",
        "--user-data-dir=\(folder.path)/profile", "--virtual-time-budget=5000", "--dump-dom",
        file.absoluteString,
      ])
    let faults = found.firstMatch(of: /data-faults="([^"]*)"/)?.1
    #expect(faults == "[]")
  }
}
