import Diagnostics
import ModelIR

/// A part of one axis, as `start:end:step` names it.
///
/// Positions that a program names by numbers may lie outside of an axis and are cut back to it; those
/// that are known only when the model runs are taken to lie inside.
struct AxisRange {
  /// The axis.
  let axis: Int
  /// The size of the axis.
  let size: Dimension
  /// The first element.
  let start: Dimension
  /// The first element that is left out.
  let end: Dimension
  /// The distance of the elements.
  let step: Int
  /// The positions as numbers, negative ones counted from the end.
  private let startNumber: Int?
  private let endNumber: Int?

  init(
    axis: Int, size: Dimension, from given: Dimension?, to givenEnd: Dimension?, step: Int = 1
  ) {
    self.axis = axis
    self.size = size
    self.step = step
    let first = given ?? 0
    let last = givenEnd ?? size
    start = Self.position(first, in: size)
    let isOne = (last - first).size == 1 && (first.size ?? 0) >= 0
    end = Self.position(last, in: size, isCut: !isOne)
    startNumber = first.size ?? Self.number(of: start, in: size)
    endNumber = last.size ?? Self.number(of: end, in: size)
  }

  /// How many elements there are.
  var count: Dimension {
    let distance = end - start
    if let distance = distance.size, distance <= 0 { return 0 }
    return step == 1 ? distance : distance.ceilingDivided(by: step)
  }

  /// Whether it is the whole axis.
  var isWhole: Bool { startsWhole && endsWhole && step == 1 }

  /// Whether nothing stands before it.
  var startsWhole: Bool { start.size == 0 }

  /// Whether nothing stands after it.
  var endsWhole: Bool { end.isProvablyEqual(to: size) }

  /// The operator that takes it, if its positions are numbers.
  var slice: Slice? {
    guard let startNumber else { return nil }
    if endsWhole { return Slice(axis: axis, start: startNumber, end: nil, step: step) }
    return endNumber.map { Slice(axis: axis, start: startNumber, end: $0, step: step) }
  }

  /// What stands before it.
  var before: AxisRange {
    AxisRange(
      axis: axis, size: size, from: 0, to: startNumber.map(Dimension.fixed) ?? start)
  }

  /// What stands after it.
  var after: AxisRange {
    AxisRange(
      axis: axis, size: size, from: endNumber.map(Dimension.fixed) ?? end, to: nil)
  }

  private static func position(
    _ given: Dimension, in size: Dimension, isCut: Bool = false
  ) -> Dimension {
    guard let number = given.size else {
      return given.isNegative ? size + given : given
    }
    if let known = size.size {
      return .fixed(number < 0 ? (number < -known ? 0 : number + known) : min(number, known))
    }
    if number < 0 { return number < Int(Int32.min) ? 0 : size + number }
    if number >= Int(Int32.max) { return size }
    return isCut && number > 0 ? .minimum(size, given) : given
  }

  private static func number(of position: Dimension, in size: Dimension) -> Int? {
    if let number = position.size { return number }
    guard let distance = (position - size).size, distance < 0 else { return nil }
    return distance
  }
}

extension Dimension {
  /// Whether the size is below 0 for all sizes, which are 1 or more: `−time`.
  var isNegative: Bool {
    switch structure {
    case .constant(let number): number < 0
    case .product(let parts): (parts.first?.size ?? 0) < 0
    case .sum(let parts): parts.allSatisfy(\.isNegative)
    default: false
    }
  }
}

extension ATenCall {
  /// A part of an axis.
  func take(_ range: AxisRange, of x: ValueID) throws(Diagnostic) -> ValueID {
    if range.isWhole { return x }
    var shape = shape(x)
    shape[range.axis] = range.count
    let part: ValueID
    if let slice = range.slice {
      part = try add(slice, x)
    } else {
      part = try add(
        DynamicSlice(axis: range.axis, step: range.step, size: range.count), x,
        try context.operand(of: range.start), try context.operand(of: range.end))
    }
    context.refine(part, to: shape)
    return part
  }

  /// A tensor with a part of an axis replaced.
  func put(
    _ part: ValueID, in range: AxisRange, of original: ValueID
  ) throws(Diagnostic) -> ValueID {
    if range.isWhole { return part }
    if range.count.size == 0 { return original }
    guard range.step == 1 else {
      return try writeSlices(
        part, at: try context.range(range.count, from: range.start, step: range.step),
        axis: range.axis, to: original, hasAxis: true)
    }
    var parts: [ValueID] = []
    if !range.startsWhole { parts.append(try take(range.before, of: original)) }
    parts.append(part)
    if !range.endsWhole { parts.append(try take(range.after, of: original)) }
    let result = try context.add(Concat(axis: range.axis), parts)
    context.refine(result, to: shape(original))
    return result
  }
}

extension ATenContext {
  /// Integers at equal distances.
  func range(
    _ count: Dimension, from start: Dimension = 0, step: Int = 1
  ) throws(Diagnostic) -> ValueID {
    if let count = count.size, let start = start.size {
      let end = (Dimension.fixed(count) * step + start).size
      guard count >= 0, let end else {
        throw Diagnostic(.atenArgument, "\(count) numbers are asked for", at: location)
      }
      if count <= 4096 { return integers((0..<count).map { start + $0 * step }) }
      return try add(FixedRange(start: start, end: end, step: step, elementType: .int64))
    }
    return try add(
      DynamicRange(size: count), try operand(of: start),
      try operand(of: start + count * step), constant(.scalar(integer: step)))
  }
}
