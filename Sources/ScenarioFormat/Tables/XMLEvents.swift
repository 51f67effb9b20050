import Buildout
import CExpat

/// What an XML text says, one piece after the other.
enum XMLEvent {
  /// Names are without the prefix of their namespace.
  case start(String, [String: String])
  case end(String)
  case text(String)
}

/// Reads XML by libexpat. A document type is refused, so no entity is ever defined or expanded and nothing
/// else is opened.
enum XMLEvents {
  private static let depthLimit = 64

  /// - Parameter handle: Is given every event in turn; what it throws ends the reading.
  static func read(
    _ bytes: [UInt8], _ handle: @escaping (XMLEvent) throws(TableFileError) -> Void
  ) throws(TableFileError) {
    guard let parser = XML_ParserCreate(nil) else {
      throw ZipArchive.damaged("its XML cannot be read")
    }
    defer { XML_ParserFree(parser) }
    let receiver = Receiver(parser, handle)
    defer { withExtendedLifetime(receiver) {} }
    XML_SetUserData(parser, Unmanaged.passUnretained(receiver).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        Receiver.of(data)?.start(name, attributes)
      },
      { data, name in Receiver.of(data)?.end(name) })
    XML_SetCharacterDataHandler(parser) { data, text, count in
      Receiver.of(data)?.text(text, count)
    }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      Receiver.of(data)?.stop(
        ZipArchive.damaged("its XML has a document type, which no workbook has"))
    }
    let status = bytes.withUnsafeBytes {
      XML_Parse(
        parser, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count), 1)
    }
    if let error = receiver.error { throw error }
    guard status == XML_STATUS_OK else {
      let line = XML_GetCurrentLineNumber(parser)
      throw ZipArchive.damaged("its XML is not well-formed (line \(line))")
    }
  }

  private final class Receiver {
    private let parser: XML_Parser
    private let handle: (XMLEvent) throws(TableFileError) -> Void
    private var depth = 0
    private(set) var error: TableFileError?

    init(_ parser: XML_Parser, _ handle: @escaping (XMLEvent) throws(TableFileError) -> Void) {
      self.parser = parser
      self.handle = handle
    }

    static func of(_ data: UnsafeMutableRawPointer?) -> Receiver? {
      data.map { Unmanaged<Receiver>.fromOpaque($0).takeUnretainedValue() }
    }

    func stop(_ error: TableFileError) {
      guard self.error == nil else { return }
      self.error = error
      XML_StopParser(parser, 0)
    }

    private func send(_ event: XMLEvent) {
      guard error == nil else { return }
      do { try handle(event) } catch { stop(error) }
    }

    private static func local(_ name: UnsafePointer<CChar>) -> String {
      let name = String(cString: name)
      return name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
    }

    func start(
      _ name: UnsafePointer<CChar>?, _ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) {
      guard let name, let list else { return }
      depth += 1
      guard depth <= depthLimit else {
        stop(ZipArchive.damaged("its XML is nested too deeply"))
        return
      }
      var attributes: [String: String] = [:]
      var index = 0
      while let key = list[index], let value = list[index + 1] {
        attributes[Self.local(key)] = String(cString: value)
        index += 2
      }
      send(.start(Self.local(name), attributes))
    }

    func end(_ name: UnsafePointer<CChar>?) {
      guard let name else { return }
      depth -= 1
      send(.end(Self.local(name)))
    }

    func text(_ text: UnsafePointer<CChar>?, _ count: Int32) {
      guard let text else { return }
      let bytes = UnsafeRawBufferPointer(start: text, count: Int(count))
      send(.text(String(decoding: bytes, as: UTF8.self)))
    }
  }
}
