/// The releases of CANN whose operator prototypes are known, by the version of the graph engine.
enum CANNRelease: String, Hashable, Sendable, CaseIterable, Comparable {
  /// With MindSpore 0.6, which called the format GEIR.
  case early = "0.6"
  /// With MindSpore 1.8.
  case middle = "1.8"
  /// With MindSpore 2.6.
  case late = "2.6"

  static func < (left: CANNRelease, right: CANNRelease) -> Bool {
    left.index < right.index
  }

  private var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What a file is written for.
enum CANNTarget: Hashable, Sendable {
  /// Spellings that every release knows, wherever there are some.
  case portable
  /// The spellings of one release.
  case release(CANNRelease)

  /// The releases that have to read the file.
  var releases: [CANNRelease] {
    switch self {
    case .portable: CANNRelease.allCases
    case .release(let release): [release]
    }
  }

  /// The oldest of them.
  var oldest: CANNRelease { releases.first ?? .early }
}
