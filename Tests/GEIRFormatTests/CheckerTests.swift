import ConversionKit
import ModelIR
import Testing

@testable import GEIRFormat

@Suite struct CheckerTests {
  /// The rules that a changed model breaks.
  private func rules(
    _ releases: [CANNRelease] = CANNRelease.allCases,
    _ change: (inout GEModel) throws -> Void
  ) throws -> Set<String> {
    var model = try GEModelSample.lowered(GEModelSample.network())
    try change(&model)
    var check = GEModelCheck(model, isCompiled: false, releases: releases)
    return Set(check.result().findings.filter(\.isViolation).map(\.rule))
  }

  private func index(_ type: String, _ model: GEModel) throws -> Int {
    try #require(model.graphs[0].operators.firstIndex { $0.type == type })
  }

  @Test func `a written model keeps every rule of every release`() throws {
    #expect(try rules { _ in } == [])
    for release in CANNRelease.allCases { #expect(try rules([release]) { _ in } == []) }
  }

  @Test func `a setting that is missing, of another kind or without a kind is found`() throws {
    let without = try rules { model in
      let place = try index("Conv2D", model)
      let kept = model.graphs[0].operators[place].attributes.entries.filter {
        $0.name != "pads" && $0.name != "data_format"
      }
      model.graphs[0].operators[place].attributes = GEAttributes(kept)
    }
    #expect(without == ["geir.required-setting", "geir.explicit-layout"])
    let wrong = try rules { model in
      let place = try index("Conv2D", model)
      model.graphs[0].operators[place].attributes.set(.string("groups", "1"))
      model.graphs[0].operators[place].attributes.set(.integers("strides", [1, 1]))
    }
    #expect(wrong == ["geir.setting-kind", "geir.list-length"])
    let silent = try rules { model in
      let place = try index("Conv2D", model)
      model.graphs[0].operators[place].attributes.set(
        GEAttribute(name: "strides", value: .list(GEList(.integers([1, 1, 1, 1]), kind: 0))))
    }
    #expect(silent == ["geir.list-kind"])
  }

  @Test func `anchors, slots and names are checked`() throws {
    let unknown = try rules { model in
      let place = try index("MaxPool", model)
      model.graphs[0].operators[place].inputs[0] = "nobody:0"
    }
    #expect(unknown == ["geir.anchor"])
    let beyond = try rules { model in
      let place = try index("MaxPool", model)
      model.graphs[0].operators[place].inputs[0] = "conv:3"
    }
    #expect(beyond == ["geir.anchor"])
    let open = try rules { model in
      let place = try index("MaxPool", model)
      model.graphs[0].operators[place].inputs[0] = ""
    }
    #expect(open == ["geir.unconnected", "geir.required-input"])
    let slots = try rules { model in
      let place = try index("Conv2D", model)
      model.graphs[0].operators[place].inputDescriptors.removeLast()
    }
    #expect(slots.contains("geir.slots"))
    let twice = try rules { model in
      let place = try index("MaxPool", model)
      model.graphs[0].operators[place].name = "conv"
    }
    #expect(twice.contains("geir.name"))
    let bookless = try rules { model in
      let place = try index("MaxPool", model)
      let kept = model.graphs[0].operators[place].attributes.entries.filter {
        !$0.name.hasPrefix("_output")
      }
      model.graphs[0].operators[place].attributes = GEAttributes(kept)
    }
    #expect(bookless == ["geir.name-book"])
  }

  @Test func `a circle, a compiler's operator and lost outputs are found`() throws {
    let circle = try rules { model in
      let pool = try index("MaxPool", model)
      let sigmoid = try index("Sigmoid", model)
      let name = model.graphs[0].operators[pool].name
      model.graphs[0].operators[sigmoid].inputs[0] = "\(name):0"
    }
    #expect(circle.contains("geir.cycle"))
    let compiled = try rules { model in
      model.graphs[0].operators.append(GEOperator(name: "out", type: "NetOutput"))
      model.graphs[0].outputs = ["gone:0"]
    }
    #expect(compiled.isSuperset(of: ["geir.net-output", "geir.interface"]))
    let indices = try rules { model in
      let place = try index("Data", model)
      model.graphs[0].operators[place].attributes.set(.integer("index", 4))
    }
    #expect(indices == ["geir.input-index"])
  }

  @Test func `an operator of another release is found where that release is asked for`() throws {
    let change: (inout GEModel) throws -> Void = { model in
      let place = try self.index("Sigmoid", model)
      model.graphs[0].operators[place].type = "HardSwish"
    }
    #expect(try rules([.early], change) == ["geir.release"])
    #expect(try rules(CANNRelease.allCases, change) == [])
  }

  @Test func `a constant of other bytes and types that disagree are found`() throws {
    let constant = try rules { model in
      let place = try index("Const", model)
      guard case .tensor(var tensor)? = model.graphs[0].operators[place].attributes["value"] else {
        return
      }
      tensor.descriptor.shape = [7]
      model.graphs[0].operators[place].attributes.set(.tensor("value", tensor))
    }
    #expect(constant == ["geir.constant"])
    let types = try rules { model in
      let place = try index("MaxPool", model)
      model.graphs[0].operators[place].inputDescriptors[0].dataType = 2
    }
    #expect(types == ["geir.agreement"])
  }
}
