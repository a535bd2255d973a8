import Checkpoints
import Testing

@Suite struct ParameterPrefixTests {
  @Test func `wrappers in front are found from the outermost`() {
    let names = ["module._orig_mod.a.weight", "module._orig_mod.b"]
    #expect(ParameterPrefix.wrappers(of: names) == [.parallel, .compiled])
    #expect(ParameterPrefix.removingWrappers(from: names)?.names == ["a.weight", "b"])
  }

  @Test func `a prefix that one name lacks is a part of the names`() {
    #expect(ParameterPrefix.wrappers(of: ["module.a", "b"]).isEmpty)
    #expect(ParameterPrefix.removingWrappers(from: ["module.a", "b"]) == nil)
  }

  @Test func `wrappers of parts are removed wherever they stand`() {
    let names = ["layers.0._fsdp_wrapped_module.weight", "layers.1._checkpoint_wrapped_module.w"]
    #expect(
      ParameterPrefix.removingWrappers(from: names)?.names == ["layers.0.weight", "layers.1.w"])
  }

  @Test func `names that would become one stay as they are`() {
    #expect(ParameterPrefix.removingWrappers(from: ["a._orig_mod.w", "a.w"]) == nil)
  }

  @Test func `a longer word is no wrapper`() {
    #expect(ParameterPrefix.wrappers(of: ["my_orig_mod.w", "modules.a"]).isEmpty)
  }

  @Test func `no names have no wrappers`() {
    #expect(ParameterPrefix.wrappers(of: []).isEmpty)
  }
}
