import ByteIO
public import Diagnostics

extension ShardIndex {
  /// Checks that the shards hold exactly what the index says, each tensor in the file it names.
  ///
  /// - Parameter contents: the names of the tensors in each shard, in the order of ``shardNames``.
  /// - Throws: ``DiagnosticCode/shardDisagreement`` for each kind of difference: a tensor in two
  ///   shards, one that is not where the index says, one that the index does not name.
  public func check(_ contents: [[String]]) throws(DiagnosticList) {
    var places: [ExactName: Int] = [:]
    var twice: [String] = []
    for (shard, names) in contents.enumerated() {
      for name in names {
        if let other = places.updateValue(shard, forKey: ExactName(name)) {
          twice.append("\(name) (in \(shardName(other)) and \(shardName(shard)))")
        }
      }
    }
    var absent: [String] = []
    for placement in placements {
      if places.removeValue(forKey: ExactName(placement.name)) != placement.shard {
        absent.append("\(placement.name) (\(shardName(placement.shard)))")
      }
    }
    var unnamed: [String] = []
    for (shard, names) in contents.enumerated() {
      for name in names where places[ExactName(name)] == shard {
        unnamed.append("\(name) (\(shardName(shard)))")
      }
    }
    let findings: [(names: [String], text: String)] = [
      (twice, "stored in two files"), (absent, "not in the file that the index names"),
      (unnamed, "in a file and not named by the index"),
    ]
    let failures = findings.filter { !$0.names.isEmpty }.map { finding in
      Diagnostic(
        .shardDisagreement,
        "\(finding.names.count) \(finding.names.count == 1 ? "tensor is" : "tensors are") "
          + "\(finding.text): \(ShardListing(finding.names, of: "tensor").text)",
        at: Location(file: source.path))
    }
    if let list = DiagnosticList(failures) { throw list }
  }

  private func shardName(_ shard: Int) -> String {
    shardNames.indices.contains(shard) ? shardNames[shard] : "another file"
  }
}

/// Names in a message, as many as a reader can use.
struct ShardListing {
  /// The names, separated by commas.
  let text: String

  init(_ names: [String], of kind: String) {
    var shown: [String] = []
    var byteCount = 0
    for name in names {
      let part = String(name.prefix(300))
      byteCount += part.utf8.count + 2
      guard shown.count < 40, byteCount <= 1500 else { break }
      shown.append(part)
    }
    let rest = names.count - shown.count
    text =
      shown.joined(separator: ", ")
      + (rest > 0 ? " and \(rest) more \(kind)\(rest == 1 ? "" : "s")" : "")
  }
}
