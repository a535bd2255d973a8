import ConversionKit
import Pickle
import PyTorchFormat
import TorchScriptSource

extension FuzzedGrammar {
  /// The source of TorchScript, alone and as the code of a module.
  static let torchScript = FuzzedGrammar("torchscript") { input in
    var symbols = ScriptSymbolTable()
    let file = try ScriptFile.parse(
      input.bytes, path: "code/__torch__.py", symbols: &symbols)
    for scriptClass in file.classes {
      input.note(symbols.bytes(of: scriptClass.name))
      for method in scriptClass.methods { input.note(symbols.bytes(of: file[method].name)) }
    }
    for function in file.functions {
      input.note(symbols.bytes(of: file[function].name))
      _ = file.location(of: function)
    }
    let archive = try StoredArchive.bytes([
      ("net/data.pkl", ScriptedModule.object), ("net/code/__torch__.py", input.bytes),
      ("net/data/0", [UInt8](repeating: 0x3E, count: 24)),
      ("net/constants.pkl", ScriptedModule.constants),
      ("net/constants/0", [2, 0, 0, 0, 0, 0, 0, 0]), ("net/version", Array("3\n".utf8)),
    ])
    let shape = try InputSpecification(parsing: "x:batch,3")
    try? input.open(by: PyTorchImporter(), named: "model.pt", as: archive, inputs: [shape])
  }
}

/// The pickled parts of a module `Net` with a weight of 2 × 3 elements, a list of sizes and a constant.
private enum ScriptedModule {
  static let object = pickle { writer in
    writer.writeGlobal("__torch__", "Net")
    writer.writeTuple(count: 0) { _ in }
    writer.call()
    writer.writeDictionary(count: 3) { writer, place in
      switch place {
      case 0:
        writer.write("weight")
        writeTensor("0", "FloatStorage", shape: [2, 3], to: &writer)
      case 1:
        writer.write("sizes")
        writer.writeGlobal("torch.jit._pickle", "build_intlist")
        writer.writeTuple(count: 1) { writer in
          writer.beginList()
          writer.beginItems(0..<2)
          writer.write(4)
          writer.write(8)
          writer.endItems(0..<2)
        }
        writer.call()
      default:
        writer.write("training")
        writer.write(false)
      }
    }
    writer.setState()
  }

  static let constants = pickle { writer in
    writer.writeTuple(count: 1) { writer in
      writeTensor("0", "LongStorage", shape: [], to: &writer)
    }
  }

  private static func writeTensor(
    _ key: String, _ storageClass: String, shape: [Int], to writer: inout PickleWriter
  ) {
    let count = shape.reduce(1, *)
    let strides = shape.indices.map { shape[($0 + 1)...].reduce(1, *) }
    writer.writeGlobal("torch._utils", "_rebuild_tensor_v2")
    writer.writeTuple(count: 6) { writer in
      writer.writeTuple(count: 5) { writer in
        writer.write("storage")
        writer.writeGlobal("torch", storageClass)
        writer.write(key)
        writer.write("cpu")
        writer.write(count)
      }
      writer.makePersistent()
      writer.write(0)
      writer.writeTuple(count: shape.count) { writer in for size in shape { writer.write(size) } }
      writer.writeTuple(count: strides.count) { writer in
        for stride in strides { writer.write(stride) }
      }
      writer.write(false)
      writer.writeNone()
    }
    writer.call()
  }

  private static func pickle(_ write: (inout PickleWriter) -> Void) -> [UInt8] {
    var writer = PickleWriter()
    write(&writer)
    return writer.finished()
  }
}
