import ByteIO
import Diagnostics
import ModelIR
import Pickle

extension TorchSavedObject {
  /// Writes the stream of `torch.save` before release 1.6.
  func writeStream<Sink: ByteSink & ~Copyable>(to sink: inout Sink) throws(Diagnostic) {
    try sink.write(Self.preamble)
    try sink.write(pickle)
    var keys = PickleWriter()
    keys.beginList()
    for batch in PickleWriter.batches(of: storages.count) {
      keys.beginItems(batch)
      for key in batch { keys.write(String(key)) }
      keys.endItems(batch)
    }
    try sink.write(keys.finished())
    for weight in storages {
      var count: [UInt8] = []
      let isBytes =
        if case .untyped? = TorchStorageKind(of: weight.elementType) { true } else { false }
      count.appendLittleEndian(Int64(isBytes ? weight.byteCount : weight.elementCount))
      try sink.write(count)
      try weight.write(to: &sink)
    }
  }

  /// The magic number, the version of the protocol and the sizes of the writer's integers.
  private static let preamble: [UInt8] = {
    var magic = PickleWriter()
    magic.write(long: LegacyStream.magic)
    var version = PickleWriter()
    version.write(1001)
    var system = PickleWriter()
    system.writeDictionary(count: 3) { pickle, index in
      switch index {
      case 0:
        pickle.write("protocol_version")
        pickle.write(1001)
      case 1:
        pickle.write("little_endian")
        pickle.write(true)
      default:
        pickle.write("type_sizes")
        let sizes = [("short", 2), ("int", 4), ("long", 4)]
        pickle.writeDictionary(count: sizes.count) { pickle, index in
          pickle.write(sizes[index].0)
          pickle.write(sizes[index].1)
        }
      }
    }
    return magic.finished() + version.finished() + system.finished()
  }()
}
