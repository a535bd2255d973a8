import Foundation
import Recast
import TestSupport
import Testing

/// Trainings and the files that MindSpore's own callback left after every event, as
/// `Tests/Conformance/mindspore_policies.py` noted them.
struct PolicyFixture: Decodable, Sendable {
  let cases: [Case]
  let refused: Refused

  struct Refused: Decodable, Sendable {
    let configs: [Config]
    let prefixes: [String]
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let batchNum: Int
    let start: Double
    let saveSeconds: Double
    let existing: [ExistingFile]
    let named: String?
    let trainings: [Training]
    let events: [Event]

    var testDescription: String { name }
  }

  struct Training: Decodable, Sendable {
    let prefix: String
    let config: Config
  }

  struct Config: Decodable, Sendable {
    let numbers: [String: Int?]
    let format: String
    let savesFailures: Bool

    private struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      var numbers: [String: Int?] = [:]
      for key in container.allKeys
      where key.stringValue.hasPrefix("saveCheckpoint")
        || key.stringValue.hasPrefix("keepCheckpoint")
      {
        numbers[key.stringValue] = .some(try container.decode(Int?.self, forKey: key))
      }
      self.numbers = numbers
      format =
        try container.decodeIfPresent(String.self, forKey: Key(stringValue: "format")) ?? "ckpt"
      savesFailures =
        try container.decodeIfPresent(Bool.self, forKey: Key(stringValue: "exceptionSave"))
        ?? false
    }

    /// The policy of the numbers, with MindSpore's defaults for those that are not given.
    func policy() throws -> CheckpointPolicy {
      try CheckpointPolicy(
        saveCheckpointSteps: numbers["saveCheckpointSteps"] ?? 1,
        saveCheckpointSeconds: numbers["saveCheckpointSeconds"] ?? 0,
        keepCheckpointMax: numbers["keepCheckpointMax"] ?? 5,
        keepCheckpointPerNMinutes: numbers["keepCheckpointPerNMinutes"] ?? 0)
    }
  }

  struct ExistingFile: Decodable, Sendable {
    let name: String
    let time: Double

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      name = try container.decode(String.self)
      time = try container.decode(Double.self)
    }
  }

  struct Event: Decodable, Sendable {
    enum Kind: String, Decodable { case begin, step, end, exception, put, drop }
    let event: Kind
    let time: Double
    let training: Int?
    let epoch: Int?
    let step: Int?
    let stepInEpoch: Int?
    let name: String?
    /// What MindSpore saved.
    let saved: String?
    /// The files from now on, where they changed.
    let files: [String]?
  }

  /// The committed fixture.
  static let committed: PolicyFixture? = {
    let path = PackageFolder.path(of: "Tests/Conformance/mindspore_policies.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return (try? Data(contentsOf: URL(fileURLWithPath: path))).flatMap {
      try? decoder.decode(PolicyFixture.self, from: $0)
    }
  }()
}

extension PolicyFixture.Case {
  /// The name without its ending, where a function makes it.
  func name(for event: PolicyFixture.Event) -> String? {
    named?.replacingOccurrences(of: "{epoch}", with: "\(event.epoch ?? 0)")
      .replacingOccurrences(of: "{step}", with: "\(event.step ?? 0)")
  }

  /// The names of a training before they are numbered.
  func naming(of training: Int) throws -> CheckpointNaming {
    try CheckpointNaming(
      prefix: trainings[training].prefix, suffix: "." + trainings[training].config.format)
  }
}
