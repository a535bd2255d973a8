import Testing

@testable import GEIRFormat

@Suite struct PrototypeTests {
  @Test func `every line of the lists can be read`() {
    for line in GEPrototypeLists.all {
      #expect(GEPrototypeLine(line)?.parsed() != nil, "\(line)")
    }
  }

  @Test func `a convolution has optional inputs and settings with kinds`() throws {
    for release in CANNRelease.allCases {
      let prototype = try #require(GEPrototypeTable.standard["Conv2D", release])
      #expect(prototype.inputs.map(\.name) == ["x", "filter", "bias", "offset_w"])
      #expect(prototype.inputs.map(\.kind) == [.required, .required, .optional, .optional])
      #expect(prototype.attribute(named: "pads")?.standard == nil)
      #expect(prototype.attribute(named: "data_format")?.standard == .string("NHWC"))
    }
  }

  @Test func `releases differ in what they have`() {
    let table = GEPrototypeTable.standard
    #expect(table.releases(of: "HardSwish") == [.middle, .late])
    #expect(table.releases(of: "FusedBatchNorm") == [.early])
    #expect(table["BatchNorm", .early]?.outputs.count == 5)
    #expect(table["BatchNorm", .middle]?.outputs.count == 6)
    #expect(table["ConcatD", .late]?.inputs.first?.kind == .dynamic)
  }

  @Test func `what all releases share leaves out later settings`() throws {
    let shared = try #require(
      GEPrototypeTable.standard.prototype("SoftmaxV2", for: .portable))
    #expect(shared.attributes.map(\.name) == ["axes"])
    let newest = try #require(
      GEPrototypeTable.standard.prototype("SoftmaxV2", for: .release(.late)))
    #expect(newest.attributes.map(\.name) == ["axes", "half_to_float"])
  }

  @Test func `every operator that is written has a prototype and is read`() {
    for type in GETranslations.table.types where type != "Concat" {
      let isForeign = ["ReduceMax", "ReduceMin", "ReduceProd", "ReduceAll", "ReduceAny", "Bias"]
        .contains(type)
      #expect(isForeign || GEPrototypeTable.standard.knows(type), "\(type)")
    }
  }
}
