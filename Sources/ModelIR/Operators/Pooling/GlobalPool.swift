/// A pool of each channel as a whole; spatial axes stay with size 1.
public protocol GlobalPool: Operator {}

extension GlobalPool {
  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRank(3...Int.max, of: 0)
    try operands.requireElementType(of: 0, "real numeric") { $0.isNumeric && !$0.isComplex }
    let x = operands[0].shape
    let ones = [Dimension](repeating: 1, count: x.rank - 2)
    return [TensorType(operands[0].elementType, Shape([x[0], x[1]] + ones))]
  }
}
