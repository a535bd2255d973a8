extension LayerSettings {
  /// The class name without its module's path: `Conv2d`.
  var className: String { kind.split(separator: ".").last.map(String.init) ?? kind }

  /// The number of spatial axes that the class name tells, 2 for `Conv2d`; 2 where it tells none.
  var spatialRank: Int {
    switch className.last(where: { $0.isNumber }) {
    case "1": 1
    case "3": 3
    default: 2
    }
  }
}
