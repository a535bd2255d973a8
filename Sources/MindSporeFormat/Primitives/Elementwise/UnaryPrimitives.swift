import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Functions of one number.
  static let unary: [MindSporePrimitive] = [
    MindSporePrimitive("Abs(x)", is: "abs"),
    MindSporePrimitive("ACos(x)", is: "acos"),
    MindSporePrimitive("AcosExt(x)", is: "acos"),
    MindSporePrimitive("Acosh(x)", is: "acosh"),
    MindSporePrimitive("AcoshExt(x)", is: "acosh"),
    MindSporePrimitive("Asin(x)", is: "asin"),
    MindSporePrimitive("AsinExt(x)", is: "asin"),
    MindSporePrimitive("Asinh(x)", is: "asinh"),
    MindSporePrimitive("AsinhExt(x)", is: "asinh"),
    MindSporePrimitive("Atan(x)", is: "atan"),
    MindSporePrimitive("AtanExt(x)", is: "atan"),
    MindSporePrimitive("Atanh(x)", is: "atanh"),
    MindSporePrimitive("Ceil(x)", is: "ceil"),
    MindSporePrimitive("Cos(x)", is: "cos"),
    MindSporePrimitive("Cosh(x)", is: "cosh"),
    MindSporePrimitive("Digamma(x)", is: "digamma"),
    MindSporePrimitive("Erf(x)", is: "erf"),
    MindSporePrimitive("Erfc(x)", is: "erfc"),
    MindSporePrimitive("Erfinv(x)", is: "erfinv"),
    MindSporePrimitive("Exp(x)", is: "exp"),
    MindSporePrimitive("Exp2(x)", is: "exp2"),
    MindSporePrimitive("Expm1(x)", is: "expm1"),
    MindSporePrimitive("Floor(x)", is: "floor"),
    MindSporePrimitive("Frac(x)", is: "frac"),
    MindSporePrimitive("Inv(x)", is: "reciprocal"),
    MindSporePrimitive("Lgamma(x)", is: "lgamma"),
    MindSporePrimitive("Log(x)", is: "log"),
    MindSporePrimitive("Log10(x)", is: "log10"),
    MindSporePrimitive("Log1p(x)", is: "log1p"),
    MindSporePrimitive("Log2(x)", is: "log2"),
    MindSporePrimitive("Neg(x)", is: "neg"),
    MindSporePrimitive("Reciprocal(x)", is: "reciprocal"),
    MindSporePrimitive("Rint(x)", is: "round"),
    MindSporePrimitive("Round(x, decimals=0)") { call throws(Diagnostic) in
      let decimals = call.isGiven("decimals") ? try call.integer("decimals") : 0
      return decimals == 0
        ? try call.aten("round", [call.value("x")])
        : try call.aten("special_round", [call.value("x"), .integer(decimals)])
    },
    MindSporePrimitive("Rsqrt(x)", is: "rsqrt"),
    MindSporePrimitive("Sign(x)", is: "sign"),
    MindSporePrimitive("Sin(x)", is: "sin"),
    MindSporePrimitive("Sinc(x)", is: "sinc"),
    MindSporePrimitive("Sinh(x)", is: "sinh"),
    MindSporePrimitive("Sqrt(x)", is: "sqrt"),
    MindSporePrimitive("Square(x)", is: "square"),
    MindSporePrimitive("Tan(x)", is: "tan"),
    MindSporePrimitive("Trunc(x)", is: "trunc"),
    MindSporePrimitive("NanToNum(x, nan=None, posinf=None, neginf=None)", is: "nan_to_num"),
  ]

  /// Other element types, and values that are handed on.
  static let casting: [MindSporePrimitive] = [
    MindSporePrimitive("Cast(x, dst_type|DstT|dtype)", build: cast),
    MindSporePrimitive(
      "ToDtype(x, dtype, non_blocking=False, copy=False)", build: cast(to: "dtype")),
    MindSporePrimitive("Identity(x)", build: same),
    MindSporePrimitive("Copy(x)", build: same),
    MindSporePrimitive("Clone(x)", build: same),
    MindSporePrimitive("Contiguous(x)", build: same),
    MindSporePrimitive("Detach(x, sync=False)", build: same),
    MindSporePrimitive("TensorMove(x)", build: same),
    MindSporePrimitive("MoveTo(x, to=None, blocking=True)", build: same),
    MindSporePrimitive("InsertGradientOf(x, f=None)", build: same),
    MindSporePrimitive("Dropout(x, keep_prob=0.5, Seed0=0, Seed1=0)", build: dropout),
    MindSporePrimitive("Dropout2D(x, keep_prob=0.5)", build: dropout),
    MindSporePrimitive("Dropout3D(x, keep_prob=0.5)", build: dropout),
    MindSporePrimitive("DropoutExt(x, p=0.5, seed=0, offset=0)", build: dropout),
    MindSporePrimitive(
      "FuncDropoutExt(x, p, training, inplace, seed=0, offset=0)", build: dropout),
  ]

  private static let same: MindSporePrimitive.Build = { call throws(Diagnostic) in
    [call.value("x")]
  }

  /// What training leaves out stays in a model that is run.
  private static let dropout: MindSporePrimitive.Build = { call throws(Diagnostic) in
    [call.value("x"), .failed]
  }

  private static let cast = cast(to: "dst_type")

  private static func cast(to argument: String) -> MindSporePrimitive.Build {
    { call throws(Diagnostic) in
      guard let type = try call.dataType(argument) else {
        throw call.problem("names no element type of a tensor")
      }
      return call.result(try call.context.cast(try call.tensor("x"), to: type))
    }
  }
}
