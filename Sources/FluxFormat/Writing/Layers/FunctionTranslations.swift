import Architectures
import Checkpoints
import Diagnostics
import ModelIR

/// What functions without weights are in Flux.
enum FunctionTranslations {
  /// A call of a function.
  struct Call: Sendable {
    let name: String
    let settings: Hyperparameters
    /// The place of the module whose step it is.
    let path: String
    let weights: WeightTable
    /// A parameter of the module that is the other operand.
    let parameter: Weight?

    /// What Flux has no equal for.
    func inexpressible(_ text: String) -> Diagnostic {
      Diagnostic(.fluxInexpressible, "\(name): \(text)", at: Location(path: path))
    }
  }

  /// The layers for a function of one value.
  static func layers(_ call: Call, _ rank: inout Int?) throws -> [TranslatedLayer] {
    if let parameter = call.parameter { return [try scale(call, by: parameter)] }
    if let kind = ForwardFunctionCatalog.layerKind(of: call.name),
      let translation = LayerTranslations.translation(of: kind),
      let layer = try SourceLayer(
        kind: kind, path: call.path, given: call.settings, weights: call.weights)
    {
      return try translation(layer, &rank)
    }
    switch call.name {
    case "identity": return []
    case "flatten": return [try flatten(call, &rank)]
    case "mean", "amax": return try reduction(call, &rank)
    case "reshape": return [try reshape(call, &rank)]
    case "permute": return [try permute(call, rank)]
    case "transpose":
      guard let rank else { throw call.inexpressible(unknownRank) }
      let first = try axis(call, "dim0", rank)
      let second = try axis(call, "dim1", rank)
      return [
        .finished(TranslatedSequence.exchange(rank - first, rank - second, rank: rank))
      ]
    case "mul", "div":
      guard let value = call.settings["value"]?.number else { break }
      let function = WrittenValue.base(call.name == "mul" ? "*" : "/")
      return [.finished(.fix2(function, .float32(Float(value))))]
    case "exp", "log", "sqrt", "abs": return [.activation(.base(call.name))]
    case "neg": return [.activation(.base("-"))]
    default: break
    }
    throw call.inexpressible("there is no layer of Flux for it")
  }

  /// The function that puts several values together, with what is around it.
  static func joined(
    _ call: Call, _ branches: [TranslatedSequence], rank: Int?
  ) throws -> [TranslatedLayer] {
    let connection: WrittenValue
    var isCommutative = true
    switch call.name {
    case "add": connection = .base("+")
    case "mul": connection = .broadcast(.base("*"))
    case "maximum": connection = .broadcast(.base("max"))
    case "minimum": connection = .broadcast(.base("min"))
    case "sub", "div":
      guard branches.count == 2 else { throw call.inexpressible("it has more than two operands") }
      connection = .broadcast(.base(call.name == "sub" ? "-" : "/"))
      isCommutative = false
    case "cat": return try concatenation(call, branches, rank: rank)
    default: throw call.inexpressible("there is no layer of Flux for it")
    }
    if branches.count == 2 {
      if branches[1].layers.isEmpty, !branches[0].layers.isEmpty {
        return [.finished(.skipConnection(branches[0].value, connection))]
      }
      if branches[0].layers.isEmpty, !branches[1].layers.isEmpty, isCommutative {
        return [.finished(.skipConnection(branches[1].value, connection))]
      }
    }
    return [.finished(.parallel(connection, branches.map(\.value)))]
  }

  /// Values one after the other along an axis: without a function of its own this is possible along
  /// Julia's first axis, to which another is brought.
  private static func concatenation(
    _ call: Call, _ branches: [TranslatedSequence], rank: Int?
  ) throws -> [TranslatedLayer] {
    let axis = call.settings["dim"]?.integer ?? 0
    guard let place = axis < 0 ? -axis : rank.map({ $0 - axis }), place >= 1 else {
      throw call.inexpressible(unknownRank)
    }
    if place <= 2 {
      return [
        .finished(.parallel(.base(place == 1 ? "vcat" : "hcat"), branches.map(\.value)))
      ]
    }
    guard let rank, place <= rank else { throw call.inexpressible(unknownRank) }
    let turn = TranslatedLayer.finished(TranslatedSequence.exchange(1, place, rank: rank))
    let turned = branches.map { TranslatedSequence($0.layers + [turn]).value }
    return [.finished(.parallel(.base("vcat"), turned)), turn]
  }

  private static let unknownRank = "the number of its input's axes is not known"

  private static func axis(_ call: Call, _ name: String, _ rank: Int) throws -> Int {
    guard let axis = call.settings[name]?.integer, axis >= -rank, axis < rank else {
      throw call.inexpressible("'\(name)' is no axis of \(rank)")
    }
    return axis < 0 ? axis + rank : axis
  }

  private static func flatten(_ call: Call, _ rank: inout Int?) throws -> TranslatedLayer {
    let end = call.settings["end_dim"]?.integer ?? -1
    guard call.settings["start_dim"]?.integer ?? 0 == 1, end == -1 || end + 1 == rank else {
      throw call.inexpressible("flatten joins everything but the batch in Flux")
    }
    rank = 2
    return LayerTranslations.flatten
  }

  /// The mean or the maximum over all spatial axes.
  private static func reduction(_ call: Call, _ rank: inout Int?) throws -> [TranslatedLayer] {
    guard let known = rank else { throw call.inexpressible(unknownRank) }
    let dimensions = call.settings["dim"]
    let given = dimensions?.integer.map { [$0] } ?? dimensions?.integers ?? []
    let axes = Set(given.map { $0 < 0 ? $0 + known : $0 })
    let keepsAxes = call.settings["keepdim"]?.boolean ?? false
    let pool = LayerTranslations.globalPool(call.name == "mean" ? "Mean" : "Max")
    if known >= 3, axes == Set(2..<known) {
      if keepsAxes { return [pool] }
      rank = 2
      return [pool, LayerTranslations.flatten]
    }
    // Over the positions of a sequence: they take the place of the spatial axis for that.
    if known == 3, axes == [1] {
      let turn = TranslatedLayer.finished(TranslatedSequence.exchange(1, 2, rank: 3))
      if keepsAxes { return [turn, pool, turn] }
      rank = 2
      return [turn, pool, LayerTranslations.flatten]
    }
    throw call.inexpressible("only all spatial axes, or those of a sequence, are reduced in Flux")
  }

  private static func reshape(_ call: Call, _ rank: inout Int?) throws -> TranslatedLayer {
    let value = call.settings["shape"]
    let items = value?.items ?? value.map { [$0] } ?? []
    var sizes: [WrittenValue] = []
    for (index, item) in items.enumerated().reversed() {
      if let size = item.integer, size >= 0 {
        sizes.append(.integer(size))
      } else if item.integer == -1 || (index == 0 && item.text == "=0") {
        sizes.append(.colon)
      } else {
        throw call.inexpressible("a size is taken from the input")
      }
    }
    let openCount = sizes.count { if case .structure = $0 { true } else { false } }
    guard openCount <= 1 else {
      throw call.inexpressible("one size may be open, \(openCount) are")
    }
    rank = sizes.count
    return .finished(.fix2(.base("reshape"), .tuple(sizes)))
  }

  private static func permute(_ call: Call, _ rank: Int?) throws -> TranslatedLayer {
    let given = call.settings["dims"]?.integers ?? []
    let rank = rank ?? given.count
    let axes = given.map { $0 < 0 ? $0 + rank : $0 }
    guard axes.sorted() == Array(0..<rank) else {
      throw call.inexpressible("'dims' is no order of \(rank) axes")
    }
    return .finished(
      TranslatedSequence.permutation(axes.reversed().map { rank - $0 }))
  }

  /// A value times, or plus, a parameter of the module.
  private static func scale(_ call: Call, by parameter: Weight) throws -> TranslatedLayer {
    let reversed = parameter.transposed(by: Array(parameter.shape.indices.reversed()))
    let sized = reversed.shape.isEmpty ? reversed.reshaped(to: [1]) : reversed
    guard let array = WrittenArray(sized) else {
      throw call.inexpressible("Julia has no elements of \(parameter.elementType)")
    }
    switch call.name {
    case "mul": return LayerTranslations.scale(.array(array), .boolean(false))
    case "add":
      guard let ones = Weight.array([1], parameter.elementType), let one = WrittenArray(ones) else {
        throw call.inexpressible("Julia has no elements of \(parameter.elementType)")
      }
      return LayerTranslations.scale(.array(one), .array(array))
    default: throw call.inexpressible("there is no layer of Flux for it and a parameter")
    }
  }
}
