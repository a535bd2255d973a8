import Checkpoints

/// What PyTorch 2.13 prints and stores for attention and transformers.
extension AdvancedLayerCase {
  static let attention: [AdvancedLayerCase] = [
    AdvancedLayerCase(
      "MultiheadAttention", ["embed_dim": .integer(8), "num_heads": .integer(2)],
      prints: "",
      owns: """
        in_proj_weight:24x8 in_proj_bias:24 out_proj.weight:8x8 out_proj.bias:8
        """),
    AdvancedLayerCase(
      "MultiheadAttention",
      [
        "embed_dim": .integer(8), "num_heads": .integer(4), "kdim": .integer(5),
        "vdim": .integer(6), "batch_first": .boolean(true),
      ],
      prints: "",
      owns: """
        q_proj_weight:8x8 k_proj_weight:8x5 v_proj_weight:8x6 in_proj_bias:24
        out_proj.weight:8x8 out_proj.bias:8
        """),
    AdvancedLayerCase(
      "MultiheadAttention",
      [
        "embed_dim": .integer(8), "num_heads": .integer(2), "bias": .boolean(false),
        "add_bias_kv": .boolean(true), "add_zero_attn": .boolean(true),
      ],
      prints: "",
      owns: """
        in_proj_weight:24x8 bias_k:1x1x8 bias_v:1x1x8 out_proj.weight:8x8
        """),
    AdvancedLayerCase(
      "TransformerEncoderLayer",
      ["d_model": .integer(8), "nhead": .integer(2), "dim_feedforward": .integer(16)],
      prints: "",
      owns: """
        self_attn.in_proj_weight:24x8 self_attn.in_proj_bias:24 self_attn.out_proj.weight:8x8
        self_attn.out_proj.bias:8 linear1.weight:16x8 linear1.bias:16 linear2.weight:8x16
        linear2.bias:8 norm1.weight:8 norm1.bias:8 norm2.weight:8 norm2.bias:8
        """),
    AdvancedLayerCase(
      "TransformerDecoderLayer",
      [
        "d_model": .integer(8), "nhead": .integer(2), "dim_feedforward": .integer(16),
        "bias": .boolean(false), "norm_first": .boolean(true),
      ],
      prints: "",
      owns: """
        self_attn.in_proj_weight:24x8 self_attn.out_proj.weight:8x8
        multihead_attn.in_proj_weight:24x8 multihead_attn.out_proj.weight:8x8
        linear1.weight:16x8 linear2.weight:8x16 norm1.weight:8 norm2.weight:8 norm3.weight:8
        """),
    AdvancedLayerCase(
      "Transformer",
      [
        "d_model": .integer(8), "nhead": .integer(2), "num_encoder_layers": .integer(1),
        "num_decoder_layers": .integer(2), "dim_feedforward": .integer(16),
        "activation": .text("gelu"),
      ],
      prints: "",
      owns: """
        encoder.layers.0.self_attn.in_proj_weight:24x8
        encoder.layers.0.self_attn.in_proj_bias:24
        encoder.layers.0.self_attn.out_proj.weight:8x8
        encoder.layers.0.self_attn.out_proj.bias:8 encoder.layers.0.linear1.weight:16x8
        encoder.layers.0.linear1.bias:16 encoder.layers.0.linear2.weight:8x16
        encoder.layers.0.linear2.bias:8 encoder.layers.0.norm1.weight:8
        encoder.layers.0.norm1.bias:8 encoder.layers.0.norm2.weight:8
        encoder.layers.0.norm2.bias:8 encoder.norm.weight:8 encoder.norm.bias:8
        decoder.layers.0.self_attn.in_proj_weight:24x8
        decoder.layers.0.self_attn.in_proj_bias:24
        decoder.layers.0.self_attn.out_proj.weight:8x8
        decoder.layers.0.self_attn.out_proj.bias:8
        decoder.layers.0.multihead_attn.in_proj_weight:24x8
        decoder.layers.0.multihead_attn.in_proj_bias:24
        decoder.layers.0.multihead_attn.out_proj.weight:8x8
        decoder.layers.0.multihead_attn.out_proj.bias:8 decoder.layers.0.linear1.weight:16x8
        decoder.layers.0.linear1.bias:16 decoder.layers.0.linear2.weight:8x16
        decoder.layers.0.linear2.bias:8 decoder.layers.0.norm1.weight:8
        decoder.layers.0.norm1.bias:8 decoder.layers.0.norm2.weight:8
        decoder.layers.0.norm2.bias:8 decoder.layers.0.norm3.weight:8
        decoder.layers.0.norm3.bias:8 decoder.layers.1.self_attn.in_proj_weight:24x8
        decoder.layers.1.self_attn.in_proj_bias:24
        decoder.layers.1.self_attn.out_proj.weight:8x8
        decoder.layers.1.self_attn.out_proj.bias:8
        decoder.layers.1.multihead_attn.in_proj_weight:24x8
        decoder.layers.1.multihead_attn.in_proj_bias:24
        decoder.layers.1.multihead_attn.out_proj.weight:8x8
        decoder.layers.1.multihead_attn.out_proj.bias:8 decoder.layers.1.linear1.weight:16x8
        decoder.layers.1.linear1.bias:16 decoder.layers.1.linear2.weight:8x16
        decoder.layers.1.linear2.bias:8 decoder.layers.1.norm1.weight:8
        decoder.layers.1.norm1.bias:8 decoder.layers.1.norm2.weight:8
        decoder.layers.1.norm2.bias:8 decoder.layers.1.norm3.weight:8
        decoder.layers.1.norm3.bias:8 decoder.norm.weight:8 decoder.norm.bias:8
        """),
    AdvancedLayerCase(
      "TransformerEncoder",
      [
        "d_model": .integer(8), "nhead": .integer(2), "dim_feedforward": .integer(16),
        "num_layers": .integer(2), "norm": .boolean(true),
      ],
      prints: "",
      owns: """
        layers.0.self_attn.in_proj_weight:24x8 layers.0.self_attn.in_proj_bias:24
        layers.0.self_attn.out_proj.weight:8x8 layers.0.self_attn.out_proj.bias:8
        layers.0.linear1.weight:16x8 layers.0.linear1.bias:16 layers.0.linear2.weight:8x16
        layers.0.linear2.bias:8 layers.0.norm1.weight:8 layers.0.norm1.bias:8
        layers.0.norm2.weight:8 layers.0.norm2.bias:8 layers.1.self_attn.in_proj_weight:24x8
        layers.1.self_attn.in_proj_bias:24 layers.1.self_attn.out_proj.weight:8x8
        layers.1.self_attn.out_proj.bias:8 layers.1.linear1.weight:16x8 layers.1.linear1.bias:16
        layers.1.linear2.weight:8x16 layers.1.linear2.bias:8 layers.1.norm1.weight:8
        layers.1.norm1.bias:8 layers.1.norm2.weight:8 layers.1.norm2.bias:8 norm.weight:8
        norm.bias:8
        """),
    AdvancedLayerCase(
      "TransformerDecoder",
      [
        "d_model": .integer(8), "nhead": .integer(2), "dim_feedforward": .integer(16),
        "num_layers": .integer(2),
      ],
      prints: "",
      owns: """
        layers.0.self_attn.in_proj_weight:24x8 layers.0.self_attn.in_proj_bias:24
        layers.0.self_attn.out_proj.weight:8x8 layers.0.self_attn.out_proj.bias:8
        layers.0.multihead_attn.in_proj_weight:24x8 layers.0.multihead_attn.in_proj_bias:24
        layers.0.multihead_attn.out_proj.weight:8x8 layers.0.multihead_attn.out_proj.bias:8
        layers.0.linear1.weight:16x8 layers.0.linear1.bias:16 layers.0.linear2.weight:8x16
        layers.0.linear2.bias:8 layers.0.norm1.weight:8 layers.0.norm1.bias:8
        layers.0.norm2.weight:8 layers.0.norm2.bias:8 layers.0.norm3.weight:8
        layers.0.norm3.bias:8 layers.1.self_attn.in_proj_weight:24x8
        layers.1.self_attn.in_proj_bias:24 layers.1.self_attn.out_proj.weight:8x8
        layers.1.self_attn.out_proj.bias:8 layers.1.multihead_attn.in_proj_weight:24x8
        layers.1.multihead_attn.in_proj_bias:24 layers.1.multihead_attn.out_proj.weight:8x8
        layers.1.multihead_attn.out_proj.bias:8 layers.1.linear1.weight:16x8
        layers.1.linear1.bias:16 layers.1.linear2.weight:8x16 layers.1.linear2.bias:8
        layers.1.norm1.weight:8 layers.1.norm1.bias:8 layers.1.norm2.weight:8
        layers.1.norm2.bias:8 layers.1.norm3.weight:8 layers.1.norm3.bias:8
        """),
  ]
}
