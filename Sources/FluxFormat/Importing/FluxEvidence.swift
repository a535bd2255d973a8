import ConversionKit
import ModelIR

/// What a file tells of the programs that wrote it.
struct FluxEvidence {
  /// Whether anything in it comes from Flux.
  let isFlux: Bool
  /// The releases of Flux that write such structs.
  let fluxRelease: String?
  /// Other facts in a fixed order.
  let facts: [MetadataEntry]

  init(entries: [FluxEntry], document: JuliaDocument) {
    var era: FluxEra? = .any
    var foundLayer = false
    func visit(_ module: FluxModule) {
      if let layer = module.layer {
        foundLayer = true
        if let known = era { era = known.intersection(layer.era) }
      }
      for child in module.children { visit(child.module) }
    }
    for case let module? in entries.map(\.module) { visit(module) }
    isFlux = foundLayer || entries.contains { $0.kind == .optimizer || $0.kind == .checkpoint }
    fluxRelease = foundLayer ? era?.text : nil
    facts = document.juliaVersion().map { [MetadataEntry("julia_version", $0)] } ?? []
  }
}
