import ByteIO
import Testing

@Suite struct StridedViewTests {
  @Test func `a row-major view steps through the innermost axis first`() {
    let view = StridedView(rowMajor: [2, 3, 4])
    #expect(view.strides == [12, 4, 1])
    #expect(view.elementCount == 24)
    #expect(view.isContiguous)
    #expect(view.touchedElements == 0...23)
  }

  @Test func `a view without axes is one element`() {
    let view = StridedView(rowMajor: [])
    #expect(view.elementCount == 1)
    #expect(view.isContiguous)
    #expect(view.touchedElements == 0...0)
  }

  @Test func `a view with an empty axis touches nothing`() {
    let view = StridedView(rowMajor: [3, 0, 2])
    #expect(view.elementCount == 0)
    #expect(view.isContiguous)
    #expect(view.touchedElements == nil)
    #expect(view.flipped(along: [0, 1]).touchedElements == nil)
    #expect(view.reshaped(to: [0])?.shape == [0])
  }

  @Test func `transposing permutes sizes and strides`() {
    let view = StridedView(rowMajor: [2, 3, 4]).transposed(by: [2, 0, 1])
    #expect(view.shape == [4, 2, 3])
    #expect(view.strides == [1, 12, 4])
    #expect(!view.isContiguous)
    #expect(view.transposed(by: [1, 2, 0]) == StridedView(rowMajor: [2, 3, 4]))
  }

  @Test func `flipping starts at the last element and steps back`() {
    let view = StridedView(rowMajor: [2, 3]).flipped(along: [1])
    #expect(view.strides == [3, -1])
    #expect(view.elementOffset == 2)
    #expect(view.touchedElements == 0...5)
    #expect(!view.isContiguous)
    #expect(view.flipped(along: [1]) == StridedView(rowMajor: [2, 3]))
  }

  @Test func `an axis of size 1 does not hinder being contiguous, whatever its stride`() {
    let view = StridedView(shape: [2, 1, 3], strides: [3, -77, 1], elementOffset: 4)
    #expect(view.isContiguous)
    #expect(view.touchedElements == 4...9)
    #expect(StridedView(rowMajor: [3, 1]).flipped(along: [1]).isContiguous)
  }

  @Test func `slicing the outermost axis stays contiguous, an inner one does not`() {
    let view = StridedView(rowMajor: [4, 3])
    #expect(view.sliced(along: 0, 1..<3).isContiguous)
    #expect(view.sliced(along: 0, 1..<3).touchedElements == 3...8)
    #expect(!view.sliced(along: 1, 1..<3).isContiguous)
    #expect(view.sliced(along: 1, 1..<3).touchedElements == 1...11)
  }

  @Test func `an empty slice at the end is empty`() {
    let view = StridedView(rowMajor: [4, 3]).sliced(along: 0, 4..<4)
    #expect(view.elementCount == 0)
    #expect(view.touchedElements == nil)
  }

  @Test func `reshaping needs elements that lie one after the other`() {
    let view = StridedView(rowMajor: [2, 3, 4])
    #expect(view.reshaped(to: [6, 4]) == StridedView(rowMajor: [6, 4]))
    #expect(view.reshaped(to: [24, 1]) == StridedView(rowMajor: [24, 1]))
    #expect(view.sliced(along: 0, 1..<2).reshaped(to: [12])?.elementOffset == 12)
    #expect(view.transposed(by: [1, 0, 2]).reshaped(to: [24]) == nil)
    #expect(view.flipped(along: [0]).reshaped(to: [24]) == nil)
  }

  @Test func `a repeated axis touches its elements once`() {
    let view = StridedView(shape: [5, 3], strides: [0, 1], elementOffset: 2)
    #expect(view.elementCount == 15)
    #expect(view.touchedElements == 2...4)
    #expect(!view.isContiguous)
  }
}
