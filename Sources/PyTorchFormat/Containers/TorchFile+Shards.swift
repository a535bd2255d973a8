import ByteIO
import ConversionKit
import Diagnostics
import ModelIR
import Pickle

extension TorchFile {
  /// Opens the files that an index names: a checkpoint that was split.
  ///
  /// - Throws: ``DiagnosticCode/shardIndexMalformed``, ``DiagnosticCode/shardMissing``,
  ///   ``DiagnosticCode/shardDisagreement`` for a tensor in another file than the index says, and what
  ///   opening the files raises.
  static func shards(
    of source: SourceFile, diagnostics: DiagnosticCollector
  ) throws(Diagnostic) -> TorchFile {
    let index = try ShardIndex.read(source)
    var table = TorchWeightTable()
    var contents: [[String]] = []
    let files: [SourceFile]
    do throws(DiagnosticList) { files = try index.openShards() } catch {
      throw error.diagnostics[0]
    }
    for file in files {
      let range = file.wholeRange
      guard case .object(let container) = try open(range, diagnostics: diagnostics).content else {
        throw Diagnostic(
          .torchArchiveMalformed, "a file with the weights of one part is expected",
          at: Location(file: file.path))
      }
      contents.append(keys(of: container.document))
      table.dictionaries.append(
        TorchWeightTable.Dictionary(role: .parameter, container: container))
    }
    do throws(DiagnosticList) { try index.check(contents) } catch { throw error.diagnostics[0] }
    return TorchFile(
      facts: [
        MetadataEntry("container", "several files with an index"),
        MetadataEntry("files", String(files.count)),
      ], content: .weights(table))
  }

  /// The keys of a saved dictionary, or of an `OrderedDict`.
  private static func keys(of document: PickleDocument) -> [String] {
    let pairs = document.pairs(document.root) ?? document.object(document.root)?.items
    return pairs?.compactMap { document.text($0.key) } ?? []
  }
}
