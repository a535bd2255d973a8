import ModelIR
import Testing

@Suite struct UniqueNamesTests {
  @Test func `a name that is taken gets the first free number`() {
    var names = UniqueNames()
    names.formUnion(["b_1", "a_2"])
    #expect(
      ["a", "a", "a", "b", "b", "a_1"].map { names.insertUnique($0) }
        == ["a", "a_1", "a_3", "b", "b_2", "a_1_1"])
    names.insert("a_4")
    #expect(names.insertUnique("a") == "a_5")
  }

  @Test func `a name that was taken away is free again`() {
    var names = UniqueNames()
    for _ in 0..<5 { _ = names.insertUnique("a") }
    names.remove("a_2")
    names.remove("never")
    #expect(names.insertUnique("a") == "a_2")
    #expect(names.insertUnique("a") == "a_5")
  }
}
