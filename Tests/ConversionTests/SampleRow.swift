import Foundation
import TestSupport
import Testing

/// One row of `Samples/corpus.json`: a file and what has to come of it.
struct SampleRow: Decodable, Sendable, CustomTestStringConvertible {
  struct Tensor: Decodable, Sendable {
    let name: String
    let dtype: String
    let shape: [Int]
  }

  let file: String
  /// `converts`, `inspects` or the code of the refusal.
  let expect: String
  let select: String?
  let inputShape: String?
  let inputs: [Tensor]
  let outputs: [Tensor]

  var testDescription: String { file }

  /// Where the file is.
  var path: String { PackageFolder.path(of: "Samples/\(file)") }

  /// The rows of the manifest.
  static let all: [SampleRow] = {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let manifest = URL(fileURLWithPath: PackageFolder.path(of: "Samples/corpus.json"))
    return (try? decoder.decode([SampleRow].self, from: Data(contentsOf: manifest))) ?? []
  }()

  /// The rows that convert.
  static let converting = all.filter { $0.expect == "converts" }

  /// The rows that are refused with a code.
  static let refused = all.filter { $0.expect.contains(".") }
}
