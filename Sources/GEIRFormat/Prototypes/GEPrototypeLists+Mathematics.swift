extension GEPrototypeLists {
  /// Arithmetic, comparison, reduction.
  static let mathematics = """
    0.6-0.6 ReduceMean : x axes > y : keep_dims=Bool{false}
    1.8-2.6 ReduceMean : x axes > y : keep_dims=Bool{false} noop_with_empty_axes=Bool{true}
    0.6-0.6 ReduceMeanD : x > y : axes=ListInt! keep_dims=Bool{false}
    1.8-2.6 ReduceMeanD : x > y : axes=ListInt! keep_dims=Bool{false}
      noop_with_empty_axes=Bool{false}
    * ReduceSum : x axes > y : keep_dims=Bool{false}
    * ReduceSumD : x > y : axes=ListInt! keep_dims=Bool{false}
    * ReduceMaxD : x > y : axes=ListInt! keep_dims=Bool{false}
    * Cast : x > y : dst_type=Int!
    * Add : x1 x2 > y :
    * Sub : x1 x2 > y :
    * Mul : x1 x2 > y :
    * Div : x1 x2 > y :
    * RealDiv : x1 x2 > y :
    * Maximum : x1 x2 > y :
    * Minimum : x1 x2 > y :
    * Pow : x1 x2 > y :
    * Sqrt : x > y :
    * Rsqrt : x > y :
    * Exp : x > y : base=Float{-1.0} scale=Float{1.0} shift=Float{0.0}
    * Log : x > y : base=Float{-1.0} scale=Float{1.0} shift=Float{0.0}
    * Neg : x > y :
    * Abs : x > y :
    * Square : x > y :
    * Erf : x > y :
    * ClipByValue : x clip_value_min clip_value_max > y :
    * ArgMaxD : x > y : dimension=Int! dtype=Type{9}
    * ArgMaxV2 : x dimension > y : dtype=Type{9}
    * Reciprocal : x > y :
    * Muls : x > y : value=Float!
    * Adds : x > y : value=Float!
    * Axpy : x1 x2 > y : alpha=Float!
    * Power : x > y : power=Float{1.0} scale=Float{1.0} shift=Float{0.0}
    * Floor : x > y :
    * Ceil : x > y :
    * Rint : x > y :
    * Round : x > y :
    * Sign : x > y :
    * Sin : x > y :
    * Cos : x > y :
    * Tan : x > y :
    * Asin : x > y :
    * Acos : x > y :
    * Atan : x > y :
    * Sinh : x > y :
    * Cosh : x > y :
    * Asinh : x > y :
    * Acosh : x > y :
    * Atanh : x > y :
    * Expm1 : x > y :
    * Log1p : x > y :
    * LogicalNot : x > y :
    * Invert : x > y :
    * Equal : x1 x2 > y :
    * NotEqual : x1 x2 > y :
    * Less : x1 x2 > y :
    * LessEqual : x1 x2 > y :
    * Greater : x1 x2 > y :
    * GreaterEqual : x1 x2 > y :
    * LogicalAnd : x1 x2 > y :
    * LogicalOr : x1 x2 > y :
    * FloorDiv : x1 x2 > y :
    * FloorMod : x1 x2 > y :
    * Mod : x1 x2 > y :
    * Atan2 : x1 x2 > y :
    * BitwiseAnd : x1 x2 > y :
    * BitwiseOr : x1 x2 > y :
    * BitwiseXor : x1 x2 > y :
    * ReduceMinD : x > y : axes=ListInt! keep_dims=Bool{false}
    * ReduceProdD : x > y : axes=ListInt! keep_dims=Bool{false}
    * ReduceAllD : x > y : axes=ListInt! keep_dims=Bool{false}
    * ReduceAnyD : x > y : axes=ListInt! keep_dims=Bool{false}
    * ArgMinD : x > y : dimension=Int! dtype=Type{9}
    * CumsumD : x > y : axis=Int! exclusive=Bool{false} reverse=Bool{false}
    """
}
