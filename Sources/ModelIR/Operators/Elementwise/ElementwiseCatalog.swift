extension OperatorCatalog {
  /// The operators that work element by element.
  static let elementwise: [any Operator.Type] = [
    Identity.self, Negate.self, Absolute.self, Sqrt.self, Rsqrt.self, Reciprocal.self, Exp.self,
    Expm1.self, Log.self, Log1p.self, Sin.self, Cos.self, Tan.self, Asin.self, Acos.self, Atan.self,
    Sinh.self, Cosh.self, Asinh.self, Acosh.self, Atanh.self, Erf.self, Sign.self, Floor.self,
    Ceil.self, Round.self, Trunc.self, Square.self, Not.self, IsNaN.self, IsInfinite.self,
    BitwiseNot.self, Add.self, Subtract.self, Multiply.self, Divide.self, FloorDivide.self,
    Modulo.self, Pow.self, Minimum.self, Maximum.self, Equal.self, NotEqual.self, Less.self,
    LessOrEqual.self, Greater.self, GreaterOrEqual.self, And.self, Or.self, Xor.self,
    BitwiseAnd.self, BitwiseOr.self, BitwiseXor.self, Atan2.self, Clamp.self, Where.self, Cast.self,
    CumulativeSum.self, CumulativeProduct.self, CumulativeLogSumExp.self, BitwiseShift.self,
  ]
}
