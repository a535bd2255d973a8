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
  /// Spatial dimensions, a channel dimension and the batch; nothing where a number is open.
  case image(spatialRank: Int?, channels: Int?, ElementType?)
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
    var picture = PictureEvidence()
    for (index, expectation) in expectations.enumerated() {
      switch expectation {
      case .anything: continue
      case .channels(let count, let type): picture.add(channels: count, type)
      case .image(let spatialRank, let count, let type):
        picture.isPicture = true
        picture.spatialRank = picture.spatialRank ?? spatialRank
        if let count { picture.add(channels: count, type) }
        // A layer that knows both gives another number of channels to the next.
        if spatialRank != nil, count != nil { return picture.expectation }
      case .flattened:
        if picture.isPicture { return picture.expectation }
        guard let channels = picture.channels else { continue }
        // Channels that are not all features are those of a picture.
        let next = expectations[(index + 1)...].first { $0 != .anything }
        if let count = next?.featureCount, count != channels {
          picture.isPicture = true
        }
        return picture.expectation
      case .features where picture.channels != nil || picture.isPicture:
        return picture.expectation
      default: return picture.isPicture ? picture.expectation : expectation
      }
    }
    return picture.expectation
  }

  /// How many features a matrix has to have.
  private var featureCount: Int? {
    switch self {
    case .features(let count, _), .channels(let count, _): count
    default: nil
    }
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

/// What layers that work on channels tell of a picture before one settles it.
private struct PictureEvidence {
  var isPicture = false
  var spatialRank: Int?
  private(set) var channels: Int?
  private var type: ElementType?

  /// Takes the number of channels from the first layer that knows it.
  mutating func add(channels count: Int, _ type: ElementType?) {
    channels = channels ?? count
    self.type = self.type ?? type
  }

  /// What the layers seen expect together.
  var expectation: FluxInputExpectation {
    if isPicture { return .image(spatialRank: spatialRank, channels: channels, type) }
    return channels.map { .channels($0, type) } ?? .anything
  }
}
