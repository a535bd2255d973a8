import BSON
import Diagnostics
@testable import FluxFormat
import ModelIR
import TestSupport
import Testing

struct JuliaValueTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func value(_ sample: BSONSample, shared: [BSONSample] = []) throws -> JuliaValue {
    try folder.juliaValue(sample, shared: shared)
  }

  private func code(_ sample: BSONSample, shared: [BSONSample] = []) -> DiagnosticCode? {
    thrownDiagnostic { try value(sample, shared: shared) }?.code
  }

  @Test func `numbers in structs of bytes are numbers`() throws {
    guard case .float(let value, .float32) = try value(.float32(0.1)) else {
      Issue.record("no Float32")
      return
    }
    #expect(value == Double(Float(0.1)))
    #expect(try self.value(.primitive(.type("Core", "UInt32"), [1, 2, 0, 0])).int == 513)
    #expect(try self.value(.primitive(.type("Core", "Int8"), [0xFF])).int == -1)
    #expect(try self.value(.primitive(.type("Core", "Char"), [0, 0, 0xA9, 0xC3])).name == "é")
    #expect(code(.primitive(.type("Core", "Float32"), [1, 2])) == .fluxArraySizeMismatch)
  }

  @Test func `Main before Core and Base is dropped and before others kept`() throws {
    for path in [["Main", "Base", "X"], ["Base", "X"]] {
      let type: BSONSample = [
        "tag": "datatype", "params": [], "name": .array(path.map { .string($0) }),
      ]
      #expect(try value(.structure(type, 1)).structure?.type.path == ["Base", "X"])
    }
    let own = try value(.structure(.type("Main", "LSTM"), 1)).structure
    #expect(own?.type.path == ["Main", "LSTM"])
    #expect(own?.type.package == "Main")
  }

  @Test func `a singleton of a function's type is the function`() throws {
    guard case .function(let function) = try value(.structure(.type("NNlib", "#relu"))) else {
      Issue.record("no function")
      return
    }
    #expect(function.module == ["NNlib"])
    #expect(function.name == "relu")
  }

  @Test func `integer parameters in a typed array are parameters`() throws {
    let type: BSONSample = [
      "tag": "datatype", "name": ["Flux", "MaxPool"], "params": .integers([2, 4]),
    ]
    let pool = try value(.structure(type, .tuple(2, 2))).structure
    #expect(try pool?.type.parameters.values().map(\.int) == [2, 4])
  }

  @Test func `a type through a reference and a where is the type`() throws {
    let unionAll: BSONSample = [
      "tag": "unionall", "body": .reference(1),
      "var": .structure(.type("Core", "TypeVar"), .symbol("T"), ["tag": "jl_bottom_type"], nil),
    ]
    guard case .type(let type) = try value(unionAll, shared: [.type("Core", "Array")]) else {
      Issue.record("no type")
      return
    }
    #expect(type.path == ["Core", "Array"])
  }

  @Test func `a named tuple has the names of its type`() throws {
    let type = BSONSample.type(
      "Core", "NamedTuple", parameters: [.tuple(.symbol("weight"), .symbol("bias")), nil])
    guard case .namedTuple(let record) = try value(.structure(type, 1, 2)) else {
      Issue.record("no named tuple")
      return
    }
    #expect(record.names == ["weight", "bias"])
    #expect(try record.value(named: "bias")?.int == 2)
    #expect(record.values.path(of: 0, named: "weight") == "x.weight")
    #expect(code(.structure(type, 1)) == .fluxMalformedValue)
  }

  @Test func `a dictionary keeps the order of its keys`() throws {
    let sample = BSONSample.structure(
      .type("Main", "Base", "Dict"), .integers([3, 1]), ["three", "one"])
    guard case .dictionary(let dictionary) = try value(sample) else {
      Issue.record("no dictionary")
      return
    }
    #expect(try dictionary.keys.values().map(\.int) == [3, 1])
    #expect(try dictionary.values.values().map(\.name) == ["three", "one"])
    #expect(code(.structure(.type("Base", "Dict"), [1, 2], [1])) == .fluxMalformedValue)
  }

  @Test func `a document with a user's own tag stays a document`() throws {
    guard case .document(let record) = try value(["tag": "frobnicate", "data": [1]]) else {
      Issue.record("no document")
      return
    }
    #expect(record.names == ["tag", "data"])
  }

  @Test func `a root that is one value is that value`() throws {
    let sample = BSONSample.structure(.type("Base", "Dict"), ["a"], [1])
    let document = try JuliaDocument.read(try folder.sourceFile(sample.bytes))
    guard case .dictionary = try document.root() else {
      Issue.record("no dictionary")
      return
    }
  }

  @Test func `an undefined field is recognised`() throws {
    guard case .undefined = try value(.structure(.type("BSON", "Undef"))) else {
      Issue.record("not undefined")
      return
    }
  }

  @Test(arguments: [0, -1, 3, Int64.max])
  func `a reference outside the list is refused`(index: Int64) {
    #expect(code(.reference(index), shared: [1, 2]) == .fluxBadReference)
  }

  @Test func `references that lead nowhere are refused`() {
    #expect(code(.reference(1), shared: [.reference(2), .reference(1)]) == .fluxCyclicReference)
    let adjoint = BSONSample.type("LinearAlgebra", "Adjoint")
    #expect(
      code(.reference(1), shared: [.structure(adjoint, .reference(1))]) == .fluxCyclicReference)
    #expect(
      code(.reference(1), shared: [["tag": "unionall", "body": .reference(1)]])
        == .fluxCyclicReference)
  }

  @Test func `a cycle through fields is read as far as somebody looks`() throws {
    let node = BSONSample.structure(.type("Main", "Node"), .reference(1))
    var current = try value(.reference(1), shared: [node])
    let identity = current.identity
    for _ in 0..<20 {
      current = try current.structure?.fields.value(at: 0, named: "next") ?? .undefined
      #expect(current.identity == identity)
    }
  }

  @Test func `wrappers that share their parts are not expanded`() {
    let wrapper = BSONSample.type("Base", "ReshapedArray")
    var shared = (2...30).map {
      BSONSample.structure(wrapper, .reference($0), .reference($0), .reference($0))
    }
    shared.append(.floats([1], [1]))
    #expect(code(.reference(1), shared: shared) != nil)
  }

  @Test func `tied arrays have one identity and equal ones two`() throws {
    let array = BSONSample.floats([1], [1])
    let values = try value([.reference(1), .reference(1), .reference(2)], shared: [array, array])
    let identities = try values.items?.values().map(\.identity)
    #expect(identities?[0] == identities?[1])
    #expect(identities?[0] != identities?[2])
  }

  @Test func `the version of Julia is found in a function's type`() throws {
    let description = BSONSample.structure(.type("Core", "TypeName"), "1.6.3", .symbol("#1#2"))
    let root: BSONSample = ["a": 1, "_backrefs": [description]]
    #expect(try JuliaDocument.read(try folder.sourceFile(root.bytes)).juliaVersion() == "1.6.3")
    let other: BSONSample = ["a": 1]
    #expect(try JuliaDocument.read(try folder.sourceFile(other.bytes)).juliaVersion() == nil)
  }
}
