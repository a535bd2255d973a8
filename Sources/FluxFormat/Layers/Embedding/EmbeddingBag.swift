import Diagnostics
import ModelIR

/// One vector for each bag of tokens: their vectors reduced by a function, `mean` unless set.
///
/// A matrix of tokens has a bag in each column, a vector is one bag.
///
/// | release | fields |
/// |---|---|
/// | 0.13.16 and later | weight `(out, vocabulary)`, reduction (called with `dims = 2`) |
struct EmbeddingBag: FluxLayer {
  static let typeNames = ["EmbeddingBag"]

  let table: EmbeddingTable
  let reduction: JuliaValue

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 2 else { throw fields.unknownEra() }
    table = try EmbeddingTable(decoding: fields)
    reduction = try fields.value(1, "reduction")
  }

  var text: String { FluxText.call("EmbeddingBag", [table.text]) }

  var parameters: [FluxParameter] { [FluxParameter("weight", table.weight)] }

  var inputExpectation: FluxInputExpectation { .tokens(vocabulary: table.vocabulary) }

  var era: FluxEra { .since("0.13.16") }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let vectors = try table.vectors(of: try lowering.tensor(input), in: &lowering)
    try lowering.requireRank(2...Int.max, of: vectors, "an EmbeddingBag takes bags of tokens")
    let axis = lowering.rank(vectors) - 2
    guard
      case .tensor(let reduced) = try lowering.call(
        reduction, [.tensor(vectors)], keywords: [(name: "dims", value: .integer(2))])
    else {
      throw Diagnostic(
        .fluxNotExportable,
        "an EmbeddingBag is reduced by \(reduction.kindDescription), which gives no tensor",
        at: lowering.place)
    }
    return .tensor(try lowering.builder.add(Squeeze(axes: [axis]), reduced))
  }
}
