/// One line of a list of prototypes.
///
/// `RELEASES TYPE : inputs > outputs : settings`, with `*` or a range of releases, `?` behind an optional
/// name, `*` behind a dynamic one, and settings as `name=Kind!` if they are required, else
/// `name=Kind{default}`.
struct GEPrototypeLine {
  private let head: [Substring]
  private let slots: Substring
  private let settings: Substring

  init?(_ text: String) {
    let line = text.hasSuffix(" :") ? text + " " : text
    let parts = line.split(separator: " : ", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    head = parts[0].split(separator: " ")
    slots = parts[1]
    settings = parts[2]
  }

  /// The prototype and the releases that it is of.
  func parsed() -> (releases: [CANNRelease], prototype: GEPrototype)? {
    guard head.count == 2, let releases = Self.releases(head[0]) else { return nil }
    let sides = slots.split(separator: ">", omittingEmptySubsequences: false)
    guard sides.count == 2 else { return nil }
    var attributes: [GEPrototype.Attribute] = []
    for text in settings.split(separator: " ") {
      guard let attribute = Self.attribute(text) else { return nil }
      attributes.append(attribute)
    }
    return (
      releases,
      GEPrototype(
        type: String(head[1]), inputs: Self.slots(sides[0]), outputs: Self.slots(sides[1]),
        attributes: attributes)
    )
  }

  private static func releases(_ text: Substring) -> [CANNRelease]? {
    if text == "*" { return CANNRelease.allCases }
    let ends = text.split(separator: "-").compactMap { CANNRelease(rawValue: String($0)) }
    guard let first = ends.first, let last = ends.last, first <= last else { return nil }
    return CANNRelease.allCases.filter { first <= $0 && $0 <= last }
  }

  private static func slots(_ text: Substring) -> [GEPrototype.Slot] {
    text.split(separator: " ").map { name in
      switch name.last {
      case "?": GEPrototype.Slot(name: String(name.dropLast()), kind: .optional)
      case "*": GEPrototype.Slot(name: String(name.dropLast()), kind: .dynamic)
      default: GEPrototype.Slot(name: String(name), kind: .required)
      }
    }
  }

  private static func attribute(_ text: Substring) -> GEPrototype.Attribute? {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let name = String(text[..<equals])
    var rest = text[text.index(after: equals)...]
    if rest.last == "!" {
      rest = rest.dropLast()
      guard let kind = GEAttributeKind(rawValue: String(rest)) else { return nil }
      return GEPrototype.Attribute(name: name, kind: kind, standard: nil)
    }
    guard rest.last == "}", let open = rest.firstIndex(of: "{"),
      let kind = GEAttributeKind(rawValue: String(rest[..<open]))
    else { return nil }
    let body = rest[rest.index(after: open)...].dropLast()
    guard let standard = value(body, kind) else { return nil }
    return GEPrototype.Attribute(name: name, kind: kind, standard: standard)
  }

  private static func value(_ text: Substring, _ kind: GEAttributeKind) -> GEAttributeValue? {
    let parts = text.split(separator: ",")
    switch kind {
    case .integer: return Int(text).map { .integer($0) }
    case .elementType: return Int(text).map { .elementType($0) }
    case .float: return Float(text).map { .float($0) }
    case .flag: return .flag(text == "true")
    case .string: return .string(String(text))
    case .integers: return .list(GEList(.integers(parts.compactMap { Int($0) })))
    case .floats: return .list(GEList(.floats(parts.compactMap { Float($0) })))
    case .strings: return .list(GEList(.strings(parts.map(String.init))))
    case .integerLists: return .integerLists([])
    case .tensor: return GEAttributeValue.none
    }
  }
}
