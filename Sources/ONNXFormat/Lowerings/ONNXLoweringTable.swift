import ConversionKit

/// How ONNX writes each operator.
enum ONNXLowerings {
  /// What is missing here cannot be written.
  static let table: LoweringTable<NodeLowering> = {
    var table = LoweringTable<NodeLowering>()
    table.addUnaryElementwise()
    table.addBinaryElementwise()
    table.addActivations()
    table.addLinearAlgebra()
    table.addConvolutions()
    table.addPooling()
    table.addNormalization()
    table.addReductions()
    table.addShaping()
    table.addDynamicShaping()
    table.addSampling()
    table.addIndexing()
    table.addConstants()
    table.addRecurrent()
    table.addAttention()
    table.addControlFlow()
    table.addWindowColumns()
    table.addCumulative()
    table.addRandom()
    table.addSpectral()
    table.addQuantization()
    return table
  }()
}
