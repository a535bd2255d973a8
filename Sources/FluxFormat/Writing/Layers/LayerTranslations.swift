/// What layers of PyTorch are in Flux.
///
/// A translation takes the layer and the number of axes of its input, as far as it is known, which it
/// changes to that of its result.
enum LayerTranslations {
  typealias Translation = @Sendable (SourceLayer, inout Int?) throws -> [TranslatedLayer]

  /// The translation of a kind, or nothing for one that Flux has no equal for.
  static func translation(of kind: String) -> Translation? { all[kind] }

  private static let all: [String: Translation] =
    [linear, convolutions, pools, normalizations, recurrent, attention, shaping, activations]
    .reduce(into: [:]) { table, part in table.merge(part) { first, _ in first } }
}
