import Diagnostics
import ModelIR

/// A vector for each token: columns of the weight by their numbers from 1.
///
/// | release | fields |
/// |---|---|
/// | 0.12.5 to 0.16.10 | weight `(out, vocabulary)` |
/// | 0.16.11 and later | weight, padding_idx, which matters in training only |
struct Embedding: FluxLayer {
  static let typeNames = ["Embedding"]

  let table: EmbeddingTable
  let padding: Int?
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 1 || fields.count == 2 else { throw fields.unknownEra() }
    table = try EmbeddingTable(decoding: fields)
    padding = fields.count == 2 ? try fields.value(1, "padding_idx").int : nil
    era = fields.count == 2 ? .since("0.16.11") : .between("0.12.5", "0.16.10")
  }

  var text: String {
    FluxText.call("Embedding", [table.text], padding.map { ["padding_idx=\($0)"] } ?? [])
  }

  var parameters: [FluxParameter] { [FluxParameter("weight", table.weight)] }

  var inputExpectation: FluxInputExpectation { .tokens(vocabulary: table.vocabulary) }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    .tensor(try table.vectors(of: try lowering.tensor(input), in: &lowering))
  }
}
