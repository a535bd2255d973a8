/// The prototypes of every operator that we know, release by release.
struct GEPrototypeTable: Sendable {
  private let prototypes: [String: [CANNRelease: GEPrototype]]
  /// The types of operators, in the order of the lists.
  let types: [String]

  /// The table of the lists in this package.
  static let standard = GEPrototypeTable(parsing: GEPrototypeLists.all)

  /// Reads lists of prototypes; a line that cannot be read is left out.
  init(parsing lines: [String]) {
    var prototypes: [String: [CANNRelease: GEPrototype]] = [:]
    var types: [String] = []
    for line in lines {
      guard let (releases, prototype) = GEPrototypeLine(line)?.parsed() else { continue }
      if prototypes[prototype.type] == nil { types.append(prototype.type) }
      for release in releases { prototypes[prototype.type, default: [:]][release] = prototype }
    }
    self.prototypes = prototypes
    self.types = types
  }

  /// The prototype of an operator in a release.
  subscript(type: String, release: CANNRelease) -> GEPrototype? { prototypes[type]?[release] }

  /// Whether any release has the operator.
  func knows(_ type: String) -> Bool { prototypes[type] != nil }

  /// The releases that have an operator.
  func releases(of type: String) -> [CANNRelease] {
    CANNRelease.allCases.filter { prototypes[type]?[$0] != nil }
  }

  /// The prototype that a file for some releases is written by: that of the oldest that has the
  /// operator, with the settings that all of them have.
  func prototype(_ type: String, for target: CANNTarget) -> GEPrototype? {
    let known = target.releases.compactMap { self[type, $0] }
    guard let first = known.first else { return nil }
    let shared = first.attributes.filter { attribute in
      known.allSatisfy { $0.attribute(named: attribute.name)?.kind == attribute.kind }
    }
    return GEPrototype(
      type: type, inputs: first.inputs, outputs: first.outputs, attributes: shared)
  }
}
