import ModelIR
import Testing

@Suite struct DimensionTests {
  private let batch = Dimension.symbol("batch")
  private let height = Dimension.symbol("height")

  @Test func `numbers are added, multiplied and divided as numbers`() {
    #expect(Dimension.fixed(3) + 4 == 7)
    #expect(Dimension.fixed(3) - 4 == -1)
    #expect(Dimension.fixed(3) * 4 == 12)
    #expect(Dimension.fixed(7).floorDivided(by: 2) == 3)
    #expect(Dimension.fixed(-7).floorDivided(by: 2) == -4)
    #expect(Dimension.fixed(7).ceilingDivided(by: 2) == 4)
    #expect(Dimension.fixed(-7).ceilingDivided(by: 2) == -3)
  }

  @Test func `the order of a sum or product does not matter`() {
    #expect(batch + height == height + batch)
    #expect(batch * height == height * batch)
    #expect((batch + 1) * (height + 2) == batch * height + batch * 2 + height + 2)
  }

  @Test func `what cancels is gone`() {
    #expect((batch - batch).size == 0)
    #expect((batch + 3 - batch).size == 3)
    #expect((batch * 0).size == 0)
  }

  @Test func `a size that is squared again and again is unknown in the end`() {
    var size = batch + height
    for _ in 0..<40 { size = size * size }
    #expect(size == .unknown)
    size = batch
    for _ in 0..<40 { size = size * size }
    #expect(size == .unknown)
  }

  @Test func `a convolution of stride 2 halves a symbol, rounded down`() {
    let size = (height + 2 - 3).floorDivided(by: 2) + 1
    #expect(size.text == "floor((height + 1)/2)")
    #expect(size.evaluated(["height": 224]) == 112)
    #expect(size.evaluated(["height": 225]) == 113)
  }

  @Test func `what divides evenly leaves the quotient`() {
    #expect((height * 2 + 1).floorDivided(by: 2) == height)
    #expect((height * 4 + batch).floorDivided(by: 2).text == "floor((batch)/2) + 2*height")
    #expect((height * 6).floorDivided(by: 3) == height * 2)
    #expect(height.floorDivided(by: 1) == height)
  }

  @Test(arguments: [1, 2, 3, 7], -9...9)
  func `division of an expression agrees with division of its value`(divisor: Int, value: Int) {
    let expression = height * 3 + batch * 2 - 5
    let symbols = ["height": value, "batch": 4]
    let expected = (3 * value + 8 - 5).quotientRoundedDown(by: divisor)
    #expect(expression.floorDivided(by: divisor).evaluated(symbols) == expected)
    let above = -(-(3 * value + 8 - 5)).quotientRoundedDown(by: divisor)
    #expect(expression.ceilingDivided(by: divisor).evaluated(symbols) == above)
  }

  @Test func `pools over pools nest`() {
    let once = (height + 1).floorDivided(by: 2)
    let twice = (once + 1).floorDivided(by: 2)
    #expect(twice.text == "floor((floor((height + 1)/2) + 1)/2)")
    #expect(twice.evaluated(["height": 7]) == 2)
    #expect(twice.symbols == ["height"])
  }

  @Test func `a flattened shape is the product of its axes`() {
    let shape: Shape = [batch, 16, height, height]
    #expect(shape.elementCount.text == "16*batch*height*height")
    #expect(shape.elementCount.evaluated(["batch": 2, "height": 3]) == 288)
    #expect(Shape([]).elementCount == 1)
  }

  @Test func `an inferred axis of a reshape is found by cancelling`() {
    #expect((batch * 784).exactlyDivided(by: 784) == batch)
    #expect((batch * 784).exactlyDivided(by: batch) == 784)
    #expect((batch * height * 4).exactlyDivided(by: height * 2) == batch * 2)
    #expect((batch * height + batch).exactlyDivided(by: batch) == height + 1)
    #expect((height + 1).exactlyDivided(by: height + 1) == 1)
  }

  @Test func `numbers that do not divide have no quotient`() {
    #expect(Dimension.fixed(7).exactlyDivided(by: 2) == nil)
    #expect(Dimension.fixed(7).exactlyDivided(by: 0) == nil)
    #expect(Dimension.fixed(.min).exactlyDivided(by: -1) == nil)
    #expect(batch.exactlyDivided(by: 0) == nil)
  }

  @Test func `a quotient that cannot be shown whole is evaluated only where it is`() throws {
    let half = try #require((batch * 3).exactlyDivided(by: 2))
    #expect(half.text == "((3*batch)/(2))")
    #expect(half.evaluated(["batch": 4]) == 6)
    #expect(half.evaluated(["batch": 3]) == nil)
    let byZero = try #require(batch.exactlyDivided(by: height))
    #expect(byZero.evaluated(["batch": 4, "height": 0]) == nil)
  }

  @Test func `a missing symbol has no value`() {
    #expect((batch + height).evaluated(["batch": 1]) == nil)
    #expect(Dimension.unknown.evaluated([:]) == nil)
    #expect(Dimension.fixed(5).evaluated([:]) == 5)
  }

  @Test func `what overflows is unknown`() {
    #expect(Dimension.fixed(.max) + 1 == .unknown)
    #expect(Dimension.fixed(.max) * 2 == .unknown)
    #expect(Dimension.fixed(.min) - 1 == .unknown)
    #expect(batch * .max * 2 == .unknown)
    #expect((batch * .max).evaluated(["batch": 2]) == nil)
    #expect((batch + .max).evaluated(["batch": 1]) == nil)
    #expect(Dimension.fixed(.min).floorDivided(by: 3).size == Int.min / 3 - 1)
  }

  @Test func `what is unknown stays unknown`() {
    #expect(Dimension.unknown + 1 == .unknown)
    #expect(batch * .unknown == .unknown)
    #expect(Dimension.unknown.floorDivided(by: 2) == .unknown)
    #expect(Dimension.unknown.exactlyDivided(by: 2) == .unknown)
    #expect(Dimension.unknown.text == nil)
    #expect(Dimension.unknown.description == "?")
  }

  @Test func `an expression that doubles with every layer becomes unknown before it is large`() {
    var size = height
    for _ in 0..<60 { size = size + (size + 1).floorDivided(by: 2) }
    #expect(size == .unknown)
    size = height
    for _ in 0..<60 { size = size + (batch * size).exactlyDivided(by: size + 1).unwrapped }
    #expect(size == .unknown)
  }

  @Test func `twelve poolings in a row stay followable`() {
    var size = height
    for _ in 0..<12 { size = (size - 1).floorDivided(by: 2) + 1 }
    #expect(size.evaluated(["height": 4096]) == 1)
  }

  @Test func `only equal expressions are provably equal`() {
    #expect(batch.isProvablyEqual(to: batch))
    #expect(!batch.isProvablyEqual(to: height))
    #expect(!Dimension.unknown.isProvablyEqual(to: .unknown))
  }

  @Test func `only two different numbers cannot be equal`() {
    #expect(!Dimension.fixed(3).canEqual(4))
    #expect(Dimension.fixed(3).canEqual(3))
    #expect(batch.canEqual(4))
    #expect(batch.canEqual(height))
    #expect(Dimension.unknown.canEqual(4))
  }

  @Test func `of two equal sizes the one that says more is kept`() {
    #expect(batch.unified(with: 4) == 4)
    #expect(Dimension.fixed(4).unified(with: batch) == 4)
    #expect(Dimension.unknown.unified(with: batch) == batch)
    #expect(batch.unified(with: .unknown) == batch)
    #expect(batch.unified(with: height) == batch)
  }

  @Test(arguments: [-3, -1, 2, 5], -7...7)
  func `division by an expression agrees with division of its value`(divisor: Int, value: Int) {
    let symbols = ["height": value, "batch": divisor]
    let quotient = (height * 3 + 1).floorDivided(by: batch)
    let remainder = (height * 3 + 1).modulo(batch)
    let expected = Int((Double(3 * value + 1) / Double(divisor)).rounded(.down))
    #expect(quotient.evaluated(symbols) == expected)
    #expect(remainder.evaluated(symbols) == 3 * value + 1 - expected * divisor)
    let byNumber = (height * 3 + 1).floorDivided(by: .fixed(divisor))
    #expect(byNumber.evaluated(symbols) == expected)
    let left = (height * 3 + 1).modulo(.fixed(divisor))
    #expect(left.evaluated(symbols) == 3 * value + 1 - expected * divisor)
  }

  @Test func `what an expression divides evenly leaves no quotient and no remainder`() {
    #expect((batch * height * 2).floorDivided(by: batch) == height * 2)
    #expect((batch * height * 2).modulo(batch) == 0)
    #expect((height * 8 + 3).modulo(4) == 3)
    #expect((height * 9).modulo(4) == height.modulo(4))
    #expect(height.floorDivided(by: Dimension.fixed(0)) == .unknown)
    #expect(height.modulo(0) == .unknown)
    #expect(height.floorDivided(by: batch).evaluated(["height": 3, "batch": 0]) == nil)
  }

  @Test func `the larger and the smaller size are found where they differ by a number`() {
    #expect(Dimension.maximum(batch + 1, batch) == batch + 1)
    #expect(Dimension.minimum(batch + 1, batch) == batch)
    #expect(Dimension.maximum(3, 4) == 4)
    let larger = Dimension.maximum(.maximum(batch, 1), .maximum(height, batch - 1))
    #expect(larger == .maximum(height, .maximum(1, batch)))
    #expect(larger.text == "max(1, batch, height)")
    #expect(larger.symbols == ["batch", "height"])
    #expect(larger.evaluated(["batch": 0, "height": 5]) == 5)
    #expect(Dimension.minimum(batch, .unknown) == .unknown)
    #expect((Dimension.minimum(batch, 4) * 2).text == "2*min(4, batch)")
  }

  @Test func `an expression is walked step by step`() {
    let size = (height * 2 + 1).floorDivided(by: batch) * 3 * height - 4
    guard case .sum(let terms) = size.structure, case .product(let factors) = terms[0].structure,
      case .floorQuotient(let dividend, let divisor) = factors[1].structure
    else {
      Issue.record("another structure: \(size.structure)")
      return
    }
    #expect(terms[1].structure == .constant(-4))
    #expect(factors[0].structure == .constant(3))
    #expect(factors[2].structure == .symbol("height"))
    #expect(dividend == height * 2 + 1)
    #expect(divisor.structure == .symbol("batch"))
    #expect(Dimension.maximum(height, 2).structure == .maximum([2, height]))
    #expect(height.modulo(2).structure == .modulo(height, 2))
    #expect(Dimension.unknown.structure == .unknown)
    #expect((height * 0).structure == .constant(0))
  }

  @Test func `two sizes have one in common where they are the same`() {
    #expect(batch.common(with: batch) == batch)
    #expect(batch.common(with: height) == .unknown)
    #expect(Dimension.fixed(3).common(with: 4) == .unknown)
  }

  @Test func `texts are read off the canonical order`() {
    #expect((height * -2 + 1).text == "-2*height + 1")
    #expect((batch - height).text == "batch - height")
    #expect(Dimension.fixed(0).text == "0")
    #expect((batch * height - batch * 3).symbols.sorted() == ["batch", "height"])
  }
}

extension Int {
  fileprivate func quotientRoundedDown(by divisor: Int) -> Int {
    let remainder = ((self % divisor) + divisor) % divisor
    return (self - remainder) / divisor
  }
}

extension Dimension? {
  fileprivate var unwrapped: Dimension { self ?? .unknown }
}
