import Pickle

/// A module's class as a stream of the first releases names it.
struct TorchModuleClass: Hashable, Sendable {
  /// The Python module: `torch.nn.modules.linear`.
  let module: String
  /// The class: `Linear`.
  let name: String
  /// The file that the class was written in.
  let sourceFile: String?
  /// The text of the class, which is shown and never run.
  let source: String?

  /// Reads the persistent id `('module', class, file, text)`; nothing for another.
  init?(_ identifier: PickleValue, in document: PickleDocument) {
    guard case .tuple(let id) = identifier else { return nil }
    let items = document.items(id)
    guard items.count == 4, document.isText(items[0], "module"),
      let global = document.global(items[1])
    else { return nil }
    self.init(
      module: global.module, name: global.name, sourceFile: document.text(items[2]),
      source: document.text(items[3]))
  }

  /// Makes a class.
  init(module: String, name: String, sourceFile: String?, source: String?) {
    self.module = module
    self.name = name
    self.sourceFile = sourceFile
    self.source = source
  }
}
