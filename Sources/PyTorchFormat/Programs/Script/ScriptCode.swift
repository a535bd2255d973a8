import ByteIO
import Diagnostics
import TorchScriptSource

/// The code files of a TorchScript archive, each parsed when something in it is asked for first.
final class ScriptCode {
  /// The names in all files.
  private(set) var symbols = ScriptSymbolTable()
  private let read: (String) throws(Diagnostic) -> [UInt8]?
  private let archive: String?
  private var files: [ExactName: ScriptFile?] = [:]
  private var classes: [ExactName: ScriptClassReference?] = [:]

  /// Takes the files.
  ///
  /// - Parameters:
  ///   - archive: the archive as the user named it, for diagnostics.
  ///   - read: gives the text of a record, `code/__torch__/model.py`, or nothing if there is none.
  init(archive: String?, read: @escaping (String) throws(Diagnostic) -> [UInt8]?) {
    self.archive = archive
    self.read = read
  }

  /// The symbol of a name.
  func symbol(_ name: String) -> ScriptSymbol { symbols.symbol(name) }

  /// A file by its record.
  ///
  /// - Throws: what parsing raises.
  func file(_ path: String) throws(Diagnostic) -> ScriptFile? {
    let key = ExactName(path)
    if let known = files[key] { return known }
    guard let bytes = try read(path) else {
      files[key] = .some(nil)
      return nil
    }
    let file = try ScriptFile.parse(bytes, path: path, archive: archive, symbols: &symbols)
    files[key] = file
    return file
  }

  /// The file of a module: `__torch__.a.b` stands in `code/__torch__/a/b.py`.
  func file(ofModule module: String) throws(Diagnostic) -> ScriptFile? {
    try file("code/\(module.replacing(".", with: "/")).py")
  }

  /// A class by its full name: `__torch__.a.b.C`.
  func scriptClass(named name: String) throws(Diagnostic) -> ScriptClassReference? {
    let key = ExactName(name)
    if let known = classes[key] { return known }
    var found: ScriptClassReference?
    if let (module, last) = Self.split(name), let file = try file(ofModule: module),
      let declaration = file.scriptClass(named: symbol(last))
    {
      found = ScriptClassReference(
        name: name, file: file, declaration: declaration, symbols: symbols)
    }
    classes[key] = .some(found)
    return found
  }

  /// A function outside of classes by its full name: `__torch__.a.b.f`.
  func function(named name: String) throws(Diagnostic) -> ScriptFunctionReference? {
    guard let (module, last) = Self.split(name), let file = try file(ofModule: module),
      let function = file.function(named: symbol(last))
    else { return nil }
    return ScriptFunctionReference(file, function)
  }

  /// A name without its last part, and the last part.
  static func split(_ name: String) -> (module: String, last: String)? {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    return (String(name[..<dot]), String(name[name.utf8.index(after: dot)...]))
  }
}
