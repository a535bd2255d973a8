import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Operators that spread windows of a plane as columns, and put them together again.
  static let columns: [ATenOperator] = [
    ATenOperator("im2col(self, kernel_size, dilation, padding, stride)") {
      call throws(Diagnostic) in
      call.result(
        try call.withBatch(try call.tensor("self"), axes: 3) { x throws(Diagnostic) in
          try call.columns(of: x)
        })
    },
    ATenOperator("col2im(self, output_size, kernel_size, dilation, padding, stride)") {
      call throws(Diagnostic) in
      call.result(
        try call.withBatch(try call.tensor("self"), axes: 2) { x throws(Diagnostic) in
          try call.image(of: x)
        })
    },
  ]
}

extension ATenCall {
  private var window: SlidingWindow {
    get throws(Diagnostic) {
      let padding = try integers("padding", count: 2)
      return SlidingWindow(
        strides: try integers("stride", count: 2), dilations: try integers("dilation", count: 2),
        padsBefore: padding, padsAfter: padding)
    }
  }

  fileprivate func columns(of x: ValueID) throws(Diagnostic) -> ValueID {
    try add(Im2Col(kernel: try integers("kernel_size", count: 2), window: try window), x)
  }

  fileprivate func image(of x: ValueID) throws(Diagnostic) -> ValueID {
    try add(
      Col2Im(
        imageSize: try integers("output_size", count: 2),
        kernel: try integers("kernel_size", count: 2), window: try window), x)
  }
}
