extension GEPrototypeLists {
  /// Inputs, constants, and operators that move elements.
  static let arrays = """
    * Data : x > y : index=Int{0}
    * Const :  > y : value=Tensor{}
    * Constant :  > y : value=Tensor{}
    * Variable : x > y : index=Int{0} value=Tensor{} container=String{} shared_name=String{}
    * Reshape : x shape > y : axis=Int{0} num_axes=Int{-1}
    0.6-0.6 Flatten : x > y :
    1.8-2.6 Flatten : x > y : axis=Int{1}
    * FlattenV2 : x > y : axis=Int{1} end_axis=Int{-1}
    * Squeeze : x > y : axis=ListInt{}
    * Unsqueeze : x > y : axes=ListInt{}
    * ExpandDims : x axis > y :
    * Transpose : x perm > y :
    * TransposeD : x > y : perm=ListInt!
    * ConcatV2 : x* concat_dim > y : N=Int{1}
    * ConcatD : x* > y : concat_dim=Int! N=Int{1}
    0.6-0.6 Concat : x* concat_dim > y : N=Int{1}
    1.8-2.6 Concat : concat_dim x* > y : N=Int{1}
    * Split : split_dim x > y* : num_split=Int!
    * SplitD : x > y* : split_dim=Int! num_split=Int!
    * SplitV : x size_splits split_dim > y* : num_split=Int!
    * SplitVD : x > y* : size_splits=ListInt! split_dim=Int! num_split=Int!
    0.6-1.8 Pack : x* > y : axis=Int{0} N=Int!
    2.6-2.6 Pack : x* > y : axis=Int{0} N=Int{1}
    * Unpack : x > y* : num=Int! axis=Int{0}
    * StridedSlice : x begin end strides > y : begin_mask=Int{0} end_mask=Int{0}
      ellipsis_mask=Int{0} new_axis_mask=Int{0} shrink_axis_mask=Int{0}
    * StridedSliceD : x > y : begin=ListInt! end=ListInt! strides=ListInt! begin_mask=Int{0}
      end_mask=Int{0} ellipsis_mask=Int{0} new_axis_mask=Int{0} shrink_axis_mask=Int{0}
    * Slice : x offsets size > y :
    * SliceD : x > y : offsets=ListInt! size=ListInt!
    0.6-0.6 Gather : x indices > y : validate_indices=Bool{true}
    1.8-1.8 Gather : x indices > y : validate_indices=Bool{true} batch_dims=Int{0}
    2.6-2.6 Gather : x indices > y : validate_indices=Bool{true} batch_dims=Int{0}
      is_preprocessed=Bool{false} negative_index_support=Bool{false}
    0.6-0.6 GatherV2 : x indices axis > y :
    1.8-1.8 GatherV2 : x indices axis > y : batch_dims=Int{0}
    2.6-2.6 GatherV2 : x indices axis > y : batch_dims=Int{0} is_preprocessed=Bool{false}
      negative_index_support=Bool{false}
    * GatherV2D : x indices > y : axis=Int!
    * Tile : x multiples > y :
    * TileD : x > y : multiples=ListInt!
    * Pad : x paddings > y :
    * PadD : x > y : paddings=ListListInt!
    1.8-2.6 PadV3 : x paddings constant_values? > y : mode=String{constant}
      paddings_contiguous=Bool{true}
    0.6-0.6 TopK : x k > values indices : sorted=Bool{true}
    1.8-2.6 TopK : x k > values indices : sorted=Bool{true} largest=Bool{true} dim=Int{-1}
    * Select : condition x1 x2 > y :
    * BroadcastTo : x shape > y :
    * Identity : x > y :
    * Shape : x > y : dtype=Int{3}
    * ResizeNearestNeighborV2 : x size > y : align_corners=Bool{false}
      half_pixel_centers=Bool{false}
    0.6-0.6 ResizeBilinearV2 : x size > y : align_corners=Bool{false}
      half_pixel_centers=Bool{false}
    1.8-2.6 ResizeBilinearV2 : x size > y : align_corners=Bool{false}
      half_pixel_centers=Bool{false} dtype=Type{0}
    * ResizeNearestNeighborV2D : x > y : size=ListInt! align_corners=Bool{false}
      half_pixel_centers=Bool{false}
    * ReverseV2 : x axis > y :
    0.6-0.6 TransData : src > dst : src_format=String! dst_format=String!
    1.8-2.6 TransData : src > dst : src_format=String! dst_format=String! src_subformat=Int{0}
      dst_subformat=Int{0} groups=Int{1}
    * OneHot : x depth on_value off_value > y : axis=Int{-1}
    * Range : start limit delta > y :
    * BroadcastToD : x > y : shape=ListInt!
    * MirrorPad : x paddings > y : mode=String!
    0.6-1.8 GatherNd : x indices > y :
    2.6-2.6 GatherNd : x indices > y : negative_index_support=Bool{false}
    2.6-2.6 GatherElements : x index > y : dim=Int{0}
    * TensorScatterUpdate : x indices updates > y :
    * SelectV2 : condition then else > result :
    * ResizeBilinearV2D : x > y : align_corners=Bool{false} half_pixel_centers=Bool{false}
      size=ListInt!
    """
}
