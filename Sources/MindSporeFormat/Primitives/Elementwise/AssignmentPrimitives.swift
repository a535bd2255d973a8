import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Writing to parameters: what follows sees the new value.
  static let assignments: [MindSporePrimitive] = [
    MindSporePrimitive("Assign(variable, value)") { call throws(Diagnostic) in
      try call.written(try call.tensor("value"))
    },
    MindSporePrimitive("AssignAdd(variable, value)") { call throws(Diagnostic) in
      let operands = try call.promoted("variable", "value")
      return try call.written(try call.add(Add(), operands[0], operands[1]))
    },
    MindSporePrimitive("AssignSub(variable, value)") { call throws(Diagnostic) in
      let operands = try call.promoted("variable", "value")
      return try call.written(try call.add(Subtract(), operands[0], operands[1]))
    },
  ]
}

extension ATenCall {
  /// Gives the variable a value.
  fileprivate func written(_ value: ValueID) throws(Diagnostic) -> [ATenValue] {
    guard case .tensor(let variable) = self.value("variable") else {
      throw mismatch("variable", "a parameter")
    }
    try context.overwrite(variable, with: value, by: name)
    return result(value)
  }
}
