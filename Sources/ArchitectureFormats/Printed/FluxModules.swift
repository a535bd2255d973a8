import Checkpoints
import Diagnostics

/// Turns a printed model of Flux into modules under the paths and names that its files give them.
struct FluxModules {
  private let stored: FluxStoredSizes
  private var problems: [Diagnostic] = []

  private init(_ stored: FluxStoredSizes) { self.stored = stored }

  /// The modules of a printed model.
  ///
  /// - Parameter checkpoint: the weights, which tell what printing leaves out: statistics, initial
  ///   states, which release's names a LayerNorm has.
  /// - Throws: a list with every layer whose sizes cannot be understood.
  static func tree(
    of root: FluxTerm.Call, fitting checkpoint: Checkpoint? = nil
  ) throws -> ModuleTree {
    var modules = FluxModules(FluxStoredSizes(checkpoint))
    let tree = modules.module(root, path: "", name: nil)
    if let list = DiagnosticList(modules.problems) { throw list }
    return tree
  }

  /// A module inside another: its place there, its name, its text.
  private typealias Part = (place: String, name: String?, term: FluxTerm)

  private mutating func module(_ call: FluxTerm.Call, path: String, name: String?) -> ModuleTree {
    let prefix = path.isEmpty ? "" : "\(path)."
    let layer = FluxLayerSizes(call: call, prefix: prefix, stored: stored)
    var parameters: [ModuleTree.Parameter] = []
    if let wanted = layer.parameters {
      parameters = wanted.compactMap {
        PrintedTensor.parameter(
          $0.name, $0.shape, isTrainable: $0.isTrainable, isOptional: $0.isOptional)
      }
      if parameters.count < wanted.count {
        problems.append(problem(call, path, "has sizes that no file could hold"))
      }
    } else {
      problems.append(
        problem(call, path, "shows no sizes that can be read, as in \(example(of: call.kind))"))
    }
    let parts = parts(of: call, layer)
    var children: [ModuleTree] = []
    for part in parts {
      let childPath = prefix + part.place
      if case .call(let inner) = part.term {
        children.append(module(inner, path: childPath, name: part.name))
      } else {
        let word = part.term.word ?? "value"
        children.append(ModuleTree(path: childPath, name: part.name, kind: word, text: word))
      }
    }
    var settings = Hyperparameters()
    for item in call.items.prefix(100) {
      if let name = item.name, parts.isEmpty { settings[name] = item.term.value }
    }
    return ModuleTree(
      path: path, name: name, kind: call.kind, text: parts.isEmpty ? call.text : call.kind,
      hyperparameters: settings, parameters: parameters, children: children)
  }

  /// The modules inside a layer.
  private func parts(of call: FluxTerm.Call, _ layer: FluxLayerSizes) -> [Part] {
    switch call.kind {
    case "Chain", "Maxout": layers(call.items[...])
    case "Parallel", "PairwiseFusion":
      call.items.prefix(1).map { ("connection", nil, $0.term) } + layers(call.items.dropFirst())
    case "SkipConnection":
      Array(zip(["layers", "connection"], call.items).map { ($0, nil, $1.term) })
    case "Recur", "Recurrence": call.items.prefix(1).map { ("cell", nil, $0.term) }
    case "RNN", "LSTM", "GRU", "GRUv3":
      [
        (
          "cell", nil,
          .call(
            FluxTerm.Call(
              kind: "\(call.kind)Cell", items: call.items, text: call.text, line: call.line))
        )
      ]
    case "WeightNorm": call.items.dropFirst().prefix(1).map { ("layer", nil, $0.term) }
    case "LayerNorm": diagonal(of: call, layer)
    case "MultiHeadAttention": projections(of: call, layer)
    case "RNNCell", "LSTMCell", "GRUCell": layer.hasJoinedGates ? gates(of: call, layer) : []
    case let kind where Self.layers.contains(kind): []
    default: fields(of: call, layer.prefix)
    }
  }

  /// Layers in a tuple, a vector or a named tuple.
  private func layers(_ items: ArraySlice<FluxTerm.Item>) -> [Part] {
    if items.count == 1, let only = items.first, only.name == nil {
      switch only.term {
      case .vector(let inner), .tuple(let inner): return layers(inner[...])
      default: break
      }
    }
    return items.enumerated().map { index, item in
      (item.name.map { "layers.\($0)" } ?? "layers[\(index + 1)]", item.name, item.term)
    }
  }

  /// The scale and shift of a LayerNorm: a Scale since 0.13, a Diagonal before.
  private func diagonal(of call: FluxTerm.Call, _ layer: FluxLayerSizes) -> [Part] {
    guard call["affine"]?.word != "false", let sizes = layer.sizes else { return [] }
    let isOld = stored["\(layer.prefix)diag.α"] != nil
    return [
      ("diag", nil, made(isOld ? "Diagonal" : "Scale", sizes.map(FluxTerm.integer), at: call))
    ]
  }

  /// The projections of an attention: `64 => 64 => 64`, each side a tuple where its parts differ.
  private func projections(of call: FluxTerm.Call, _ layer: FluxLayerSizes) -> [Part] {
    guard let sides = call.positional.lazy.compactMap(\.sides).first, sides.count >= 2,
      let inputs = sides[0].integers, let inside = sides[1].integers,
      let query = inputs.first, let value = inputs.last, let width = inside.first,
      let valueWidth = inside.last, let outer = sides.count > 2 ? sides[2].integer : value
    else { return [] }
    let key = inputs.count > 1 ? inputs[1] : query
    return [
      ("q_proj", query, width), ("k_proj", key, width), ("v_proj", value, valueWidth),
      ("out_proj", valueWidth, outer),
    ].map { place, inner, outer in
      let hasBias = stored["\(layer.prefix)\(place).bias"] != nil
      return (
        place, nil, made("Dense", [.pairs([.integer(inner), .integer(outer)])], hasBias, at: call)
      )
    }
  }

  private func gates(of call: FluxTerm.Call, _ layer: FluxLayerSizes) -> [Part] {
    guard let (inner, outer) = layer.arrow else { return [] }
    let (inputs, overflow) = inner.addingReportingOverflow(outer)
    guard !overflow else { return [] }
    return FluxLayerSizes.joinedGates[call.kind, default: []].map {
      ($0, nil, made("Dense", [.pairs([.integer(inputs), .integer(outer)])], at: call))
    }
  }

  /// The fields of a struct that nobody knows, counted from 0 as its file does; `layers` for a model
  /// of Metalhead.
  private func fields(of call: FluxTerm.Call, _ prefix: String) -> [Part] {
    if prefix.isEmpty, call.items.count == 1, stored.has(prefix: "layers.") {
      return [("layers", nil, call.items[0].term)]
    }
    return call.items.enumerated().flatMap { index, item -> [Part] in
      switch item.term {
      case .call: [("\(index)", item.name, item.term)]
      case .vector(let items), .tuple(let items):
        items.enumerated().compactMap { position, item in
          guard case .call = item.term else { return nil }
          return ("\(index)[\(position + 1)]", item.name, item.term)
        }
      default: []
      }
    }
  }

  private func made(
    _ kind: String, _ terms: [FluxTerm], _ hasBias: Bool = true, at call: FluxTerm.Call
  ) -> FluxTerm {
    var items = terms.map { FluxTerm.Item(name: nil, term: $0) }
    if !hasBias { items.append(FluxTerm.Item(name: "bias", term: .name("false"))) }
    return .call(FluxTerm.Call(kind: kind, items: items, text: kind, line: call.line))
  }

  private func problem(_ call: FluxTerm.Call, _ path: String, _ text: String) -> Diagnostic {
    Diagnostic(
      .printedModelUnreadable, "line \(call.line): \(call.kind) \(text)", at: Location(path: path))
  }

  private func example(of kind: String) -> String {
    switch kind {
    case "Conv", "CrossCor", "ConvTranspose", "DepthwiseConv", "Conv2D":
      "\(kind)((3, 3), 1 => 16)"
    case "BatchNorm", "InstanceNorm", "Scale", "Diagonal": "\(kind)(16)"
    case "GroupNorm": "GroupNorm(16, 4)"
    default: "\(kind)(784 => 10)"
    }
  }

  /// Layers that hold no others.
  private static let layers: Set<String> = [
    "Dense", "Diagonal", "Scale", "Bilinear", "Embedding", "EmbeddingBag", "Conv", "Conv2D",
    "CrossCor", "ConvTranspose", "DepthwiseConv", "BatchNorm", "InstanceNorm", "GroupNorm",
    "GRUv3Cell", "MaxPool", "MeanPool", "AdaptiveMaxPool", "AdaptiveMeanPool", "GlobalMaxPool",
    "GlobalMeanPool", "Dropout", "AlphaDropout", "Upsample", "PixelShuffle",
  ]

  /// Layers that MindSpore and PyTorch do not have under these names.
  static let ownKinds: Set<String> = [
    "Chain", "Maxout", "Parallel", "PairwiseFusion", "SkipConnection", "Recur", "Recurrence",
    "MultiHeadAttention", "BatchNorm", "InstanceNorm", "Conv", "ConvTranspose", "DepthwiseConv",
    "CrossCor", "Diagonal", "Scale", "WeightNorm", "GRUv3", "GRUv3Cell", "MeanPool", "MaxPool",
  ]
}
