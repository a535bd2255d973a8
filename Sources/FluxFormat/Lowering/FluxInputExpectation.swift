import ModelIR

/// What a module expects of its input, as far as its parameters tell.
indirect enum FluxInputExpectation: Hashable, Sendable {
  /// Any shape goes through unchanged: the next module decides.
  case anything
  /// Nothing is known: a closure or a struct that is not understood.
  case unknown
  /// The first Julia dimension has a size: `(features, batch)`.
  case features(Int, ElementType?)
  /// The channel dimension (last but one) has a size; how many spatial dimensions there are is open.
  case channels(Int, ElementType?)
  /// Spatial dimensions, a channel dimension of a size (nothing if open) and the batch.
  case image(spatialRank: Int, channels: Int?, ElementType?)
  /// A sequence of feature vectors for a recurrent layer, in the layout of its release.
  case sequence(features: Int, ElementType?, FluxSequenceLayout)
  /// Token numbers from 1 up to a vocabulary's size.
  case tokens(vocabulary: Int)
  /// All other dimensions than the last are flattened: the product is what the next module takes.
  case flattened
  /// Several inputs.
  case tuple([FluxInputExpectation])
}

/// How a recurrent layer lays out sequences.
enum FluxSequenceLayout: Hashable, Sendable {
  /// `(features, batch, time)`, up to 0.14; a matrix is one time step.
  case featuresBatchTime
  /// `(features, time, batch)`, since 0.15.
  case featuresTimeBatch
}

extension FluxInputExpectation {
  /// What modules one after the other expect of the first's input.
  static func chained(_ expectations: [FluxInputExpectation]) -> FluxInputExpectation {
    var channels: (Int, ElementType?)?
    for (index, expectation) in expectations.enumerated() {
      switch expectation {
      case .anything: continue
      case .channels(let count, let type): channels = channels ?? (count, type)
      case .image(let spatialRank, nil, let type):
        // A pool does not know its channels; a later layer may, if only pools lie between.
        let later = firstChannels(in: expectations[(index + 1)...], spatialRank: spatialRank)
        return .image(
          spatialRank: spatialRank, channels: channels?.0 ?? later?.count,
          type ?? channels?.1 ?? later?.type)
      case .image(let spatialRank, let count, let type):
        return .image(spatialRank: spatialRank, channels: channels?.0 ?? count, type)
      case .flattened:
        if let channels { return .channels(channels.0, channels.1) }
        // Flattening a matrix changes nothing, so the next layer's features fit.
        continue
      default:
        if let channels, case .features(_, let type) = expectation {
          return .features(channels.0, channels.1 ?? type)
        }
        return expectation
      }
    }
    if let channels { return .channels(channels.0, channels.1) }
    return .anything
  }

  /// The channels of the first layer that knows its own, behind layers that keep them.
  private static func firstChannels(
    in expectations: ArraySlice<FluxInputExpectation>, spatialRank: Int
  ) -> (count: Int, type: ElementType?)? {
    for expectation in expectations {
      switch expectation {
      case .anything, .image(spatialRank, nil, _): continue
      case .channels(let count, let type): return (count, type)
      case .image(spatialRank, let count?, let type): return (count, type)
      default: return nil
      }
    }
    return nil
  }

  /// Whether one of the dimensions is a sequence's length.
  var isSequence: Bool {
    switch self {
    case .sequence, .tokens: true
    default: false
    }
  }

  /// The element type that the parameters have.
  var elementType: ElementType? {
    switch self {
    case .features(_, let type), .channels(_, let type), .image(_, _, let type): type
    case .sequence(_, let type, _): type
    case .tokens: .int64
    case .anything, .unknown, .flattened, .tuple: nil
    }
  }
}
