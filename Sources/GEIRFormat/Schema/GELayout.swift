/// What the axes of a tensor are, as a descriptor's `layout` and its attributes say.
enum GELayout: String, Hashable, Sendable {
  case nchw = "NCHW"
  case nhwc = "NHWC"
  case nd = "ND"
  case ncdhw = "NCDHW"
  case ndhwc = "NDHWC"
  /// The layout of an input that nothing is connected to.
  case reserved = "RESERVED"

  /// The number of the layout in attributes that end in `_for_int`.
  var number: Int {
    switch self {
    case .nchw: 0
    case .nhwc: 1
    case .nd: 2
    case .ndhwc: 27
    case .ncdhw: 30
    case .reserved: 40
    }
  }

  /// Every layout that a file may name: those of devices are made by compilers.
  static let known: [String: Int] = [
    "NCHW": 0, "NHWC": 1, "ND": 2, "NC1HWC0": 3, "FRACTAL_Z": 4, "CHWN": 14, "HWCN": 16,
    "NDHWC": 27, "FRACTAL_NZ": 29, "NCDHW": 30, "DHWCN": 31, "RESERVED": 40, "ALL": 41, "NULL": 42,
  ]
}
