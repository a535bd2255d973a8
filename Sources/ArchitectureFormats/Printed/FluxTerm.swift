import Checkpoints

/// One piece of a printed model of Flux, as its text says it.
indirect enum FluxTerm: Sendable {
  /// One of the pieces between parentheses: `Dense(2 => 3)`, `bias=false`, `encoder = Chain(…)`.
  struct Item: Sendable {
    /// The name before `=`.
    let name: String?
    let term: FluxTerm
  }

  /// A layer: `Dense(2 => 3, relu)`.
  struct Call: Sendable {
    /// The name of its type without its module: `Dense`.
    let kind: String
    let items: [Item]
    /// The text, where it is short.
    let text: String
    /// Where it stands in the whole text.
    let line: Int

    /// The items without a name.
    var positional: [FluxTerm] { items.filter { $0.name == nil }.map(\.term) }

    /// The item of a name.
    subscript(name: String) -> FluxTerm? { items.first { $0.name == name }?.term }
  }

  case call(Call)
  /// A function, a constant or an operator: `relu`, `false`, `+`, `#3#4`.
  case name(String)
  case integer(Int)
  case number(Double)
  /// A tuple: `(3, 3)`.
  case tuple([Item])
  /// A vector: `[Dense(2 => 3), softmax]`.
  case vector([Item])
  /// What stands on both sides of arrows: `4 => (6, 8) => 5`.
  case pairs([FluxTerm])

  /// The integer.
  var integer: Int? {
    if case .integer(let value) = self { value } else { nil }
  }

  /// The integers of a tuple, or the only one.
  var integers: [Int]? {
    switch self {
    case .integer(let value): return [value]
    case .tuple(let items):
      let values = items.compactMap(\.term.integer)
      return values.count == items.count ? values : nil
    default: return nil
    }
  }

  /// The sides of an arrow.
  var sides: [FluxTerm]? {
    if case .pairs(let sides) = self { sides } else { nil }
  }

  /// The word.
  var word: String? {
    if case .name(let word) = self { word } else { nil }
  }

  /// A setting's value.
  var value: HyperparameterValue {
    switch self {
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .name("true"): .boolean(true)
    case .name("false"): .boolean(false)
    case .name("nothing"): .none
    case .name(let word): .text(word)
    case .tuple(let items), .vector(let items): .list(items.map(\.term.value))
    case .pairs(let sides): .list(sides.map(\.value))
    case .call(let call): .text(call.text)
    }
  }
}
