extension OperatorCatalog {
  /// Operators that move, cut and join elements.
  static let shaping: [any Operator.Type] = [
    Reshape.self, Flatten.self, Transpose.self, Squeeze.self, Unsqueeze.self, Expand.self,
    ExpandLike.self, Tile.self, Concat.self, Split.self, Slice.self, Flip.self, Roll.self, Pad.self,
    Resize.self, DepthToSpace.self, SpaceToDepth.self, Triangular.self, GridSample.self,
    DynamicReshape.self, DynamicExpand.self, DynamicTile.self, DynamicSlice.self, DynamicPad.self,
    DynamicResize.self,
  ]
}
