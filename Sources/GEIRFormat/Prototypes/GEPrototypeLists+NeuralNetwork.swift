extension GEPrototypeLists {
  /// Layers: convolutions, pools, normalisations, activations, recurrent layers.
  static let neuralNetwork = """
    * Conv2D : x filter bias? offset_w? > y : strides=ListInt! pads=ListInt!
      dilations=ListInt{1,1,1,1} groups=Int{1} data_format=String{NHWC} offset_x=Int{0}
    * DepthwiseConv2D : x filter bias? offset_w? > y : strides=ListInt!
      dilations=ListInt{1,1,1,1} pads=ListInt! data_format=String{NHWC} offset_x=Int{0}
    1.8-2.6 Conv2DTransposeD : x filter bias? offset_w? > y : input_size=ListInt!
      strides=ListInt! pads=ListInt! dilations=ListInt{1,1,1,1} groups=Int{1}
      data_format=String{NHWC} output_padding=ListInt{0,0,0,0} offset_x=Int{0}
    1.8-2.6 Conv2DTranspose : input_size x filter bias? offset_w? > y : strides=ListInt!
      pads=ListInt! dilations=ListInt{1,1,1,1} groups=Int{1} data_format=String{NHWC}
      output_padding=ListInt{0,0,0,0} offset_x=Int{0}
    * BiasAdd : x bias > y : data_format=String{NHWC}
    * MatMul : x1 x2 bias? > y : transpose_x1=Bool{false} transpose_x2=Bool{false}
    * MatMulV2 : x1 x2 bias? offset_w? > y : transpose_x1=Bool{false} transpose_x2=Bool{false}
      offset_x=Int{0}
    * BatchMatMul : x1 x2 > y : adj_x1=Bool{false} adj_x2=Bool{false}
    1.8-2.6 BatchMatMulV2 : x1 x2 bias? offset_w? > y : adj_x1=Bool{false} adj_x2=Bool{false}
      offset_x=Int{0}
    0.6-0.6 BatchNorm : x scale offset mean? variance? > y batch_mean batch_variance
      reserve_space_1 reserve_space_2 : epsilon=Float{0.0001} data_format=String{NHWC}
      is_training=Bool{true}
    1.8-1.8 BatchNorm : x scale offset mean? variance? > y batch_mean batch_variance
      reserve_space_1 reserve_space_2 reserve_space_3 : epsilon=Float{0.0001}
      data_format=String{NHWC} is_training=Bool{true}
    2.6-2.6 BatchNorm : x scale offset mean? variance? > y batch_mean batch_variance
      reserve_space_1 reserve_space_2 reserve_space_3 : epsilon=Float{0.0001}
      data_format=String{NHWC} is_training=Bool{true} exponential_avg_factor=Float{1.0}
    * BNInference : x mean variance momentum scale? offset? > y : epsilon=Float{1e-5}
      use_global_stats=Bool{true} mode=Int{1}
    * BNInferenceD : x mean variance scale? b? > y : momentum=Float{0.9} epsilon=Float{1e-5}
      use_global_stats=Bool{true} mode=Int{1}
    0.6-0.6 FusedBatchNorm : x scale b mean variance > y running_mean running_variance save_mean
      save_inv_variance save_inv_variance1 : mode=Int{1} epsilon=Float{1e-5} momentum=Float{0.9}
      is_training=Bool{true} is_training_fusion=Bool{true}
      moving_average_fraction=Float{0.00300002098}
    1.8-2.6 InstanceNorm : x gamma beta > y mean variance : data_format=String{NDHWC}
      epsilon=Float{1e-6}
    * LayerNorm : x gamma beta > y mean variance : begin_norm_axis=Int{0}
      begin_params_axis=Int{0} epsilon=Float{0.0000001}
    0.6-0.6 GroupNorm : x scale offset mean? variance? > y batch_mean batch_variance
      reserve_space_1 reserve_space_2 : epsilon=Float{0.0001} data_format=String{NHWC}
      is_training=Bool{true} num_groups=Int{2}
    1.8-1.8 GroupNorm : x gamma beta > y mean variance : num_groups=Int!
      data_format=String{NHWC} eps=Float{0.0001} is_training=Bool{true}
    2.6-2.6 GroupNorm : x gamma beta > y mean variance : num_groups=Int!
      data_format=String{NHWC} eps=Float{0.0001} is_training=Bool{true}
    * Relu : x > y :
    * Relu6 : x > y :
    * LeakyRelu : x > y : negative_slope=Float{0.0}
    * PRelu : x weight > y :
    0.6-1.8 Elu : x > y : alpha=Float{1.0}
    2.6-2.6 Elu : x > y : alpha=Float{1.0} scale=Float{1.0} input_scale=Float{1.0}
    * Gelu : x > y :
    * Sigmoid : x > y :
    * Tanh : x > y :
    1.8-2.6 HardSwish : x > y :
    1.8-2.6 Swish : x > y : scale=Float{1.0}
    * Softplus : x > y :
    0.6-1.8 SoftmaxV2 : x > y : axes=ListInt{-1}
    2.6-2.6 SoftmaxV2 : x > y : axes=ListInt{-1} half_to_float=Bool{false}
    * LogSoftmaxV2 : logits > logsoftmax : axes=ListInt{-1}
    * MaxPool : x > y : ksize=ListInt! strides=ListInt! padding=String! data_format=String{NHWC}
    1.8-2.6 MaxPoolV3 : x > y : ksize=ListInt! strides=ListInt! padding_mode=String{CALCULATED}
      pads=ListInt{0,0,0,0} data_format=String{NCHW} global_pooling=Bool{false}
      ceil_mode=Bool{false}
    * MaxPoolWithArgmax : x > y argmax : ksize=ListInt! strides=ListInt! padding=String!
      Targmax=Int{7}
    * AvgPool : x > y : ksize=ListInt! strides=ListInt! padding=String! data_format=String{NHWC}
    1.8-1.8 AvgPoolV2 : x > y : ksize=ListInt! strides=ListInt! padding_mode=String{CALCULATED}
      pads=ListInt{0,0,0,0} data_format=String{NCHW} global_pooling=Bool{false}
      ceil_mode=Bool{false} exclusive=Bool{true}
    2.6-2.6 AvgPoolV2 : x > y : ksize=ListInt! strides=ListInt! padding_mode=String{CALCULATED}
      pads=ListInt{0,0,0,0} data_format=String{NCHW} global_pooling=Bool{false}
      ceil_mode=Bool{false} exclusive=Bool{true} divisor_override=Int{0}
    1.8-2.6 GlobalAveragePool : x > y :
    0.6-0.6 Pooling : x > y : mode=Int{0} global_pooling=Bool{false} window=ListInt{1,1}
      stride=ListInt{1,1} pad=ListInt{0,0,0,0} dilation=ListInt{1,1,1,1} ceil_mode=Int{0}
    1.8-2.6 Pooling : x > y : mode=Int{0} global_pooling=Bool{false} window=ListInt{1,1}
      stride=ListInt{1,1} pad=ListInt{0,0,0,0} dilation=ListInt{1,1,1,1} ceil_mode=Int{0}
      data_format=String{NCHW}
    1.8-2.6 AdaptiveAvgPool2d : x > y : output_size=ListInt!
    * FullyConnection : x w b? offset_w? > y : num_output=Int! transpose=Bool{false} axis=Int{1}
      offset_x=Int{0}
    * LSTM : x cont w_x bias w_h x_static? h_0? c_0? w_x_static? > h h_t c_t : num_output=Int{0}
      expose_hidden=Bool{false}
    1.8-2.6 DynamicRNN : x w b seq_length? init_h? init_c? wci? wcf? wco? mask? > y output_h
      output_c i j f o tanhc : cell_type=String{LSTM} direction=String{UNIDIRECTIONAL}
      cell_depth=Int{1} use_peephole=Bool{false} keep_prob=Float{1.0} cell_clip=Float{-1.0}
      num_proj=Int{0} time_major=Bool{true} activation=String{tanh} forget_bias=Float{0.0}
      gate_order=String{ijfo} is_training=Bool{true}
    1.8-2.6 DynamicLSTMV2 : x w b cont w_xc_x_static? h0? c0? wci? wcf? wco? mask? > y output_h
      output_c last_output_h last_output_c : num_output=Int{0} expose_hidden=Bool{false}
      need_output_last=Bool{false} forget_bias=Float{0.0}
    1.8-2.6 DynamicGRUV2 : x weight_input weight_hidden bias_input? bias_hidden? seq_length?
      init_h? > y output_h update reset new hidden_new : direction=String{UNIDIRECTIONAL}
      cell_depth=Int{1} keep_prob=Float{1.0} cell_clip=Float{-1.0} num_proj=Int{0}
      time_major=Bool{true} activation=String{tanh} gate_order=String{zrh}
      reset_after=Bool{true} is_training=Bool{true}
    * BasicLSTMCell : x h c w b mask? > ct ht it jt ft ot tanhct : keep_prob=Float{1.0}
      forget_bias=Float{1.0} state_is_tuple=Bool{true} activation=String{tanh}
    1.8-2.6 CommonLSTM : x w r b? sequence_lens? initial_h? initial_c? p? > y y_h y_c :
      activation_alpha=ListFloat{} activation_beta=ListFloat{} activations=ListString{}
      clip=Float{-1.0} direction=String{forward} hidden_size=Int! input_forget=Int{0}
    1.8-2.6 CommonGRU : x w r b? sequence_lens? initial_h? > y y_h :
      activation_alpha=ListFloat{} activation_beta=ListFloat{} activations=ListString{}
      clip=Float{-1.0} direction=String{forward} hidden_size=Int! linear_before_reset=Int{0}
    * Dropout : x > y : dropout_ratio=Float{0.5} scale_train=Bool{true} alpha=Float{1.0}
      beta=Float{0.0}
    * DropOutDoMask : x mask keep_prob > y :
    1.8-2.6 HardSigmoid : input_x > output_y : alpha=Float{0.16666666} beta=Float{0.5}
    * Scale : x scale bias? > y : axis=Int{1} num_axes=Int{1} scale_from_blob=Bool{true}
    * Bias : x bias > y : axis=Int{1} num_axes=Int{1} bias_from_blob=Bool{true}
    0.6-0.6 Conv3D : x filter bias? > y : strides=ListInt{1,1,1,1,1} pads=ListInt{0,0,0,0,0,0}
      data_format=String{NDHWC} dilations=ListInt{1,1,1,1,1}
    1.8-2.6 Conv3D : x filter bias? offset_w? > y : strides=ListInt! pads=ListInt!
      dilations=ListInt{1,1,1,1,1} groups=Int{1} data_format=String{NDHWC} offset_x=Int{0}
    * LRN : x > y : depth_radius=Int{5} bias=Float{1.0} alpha=Float{1.0} beta=Float{0.5}
      norm_region=String{ACROSS_CHANNELS}
    * Selu : x > y :
    * Softsign : x > y :
    """
}
