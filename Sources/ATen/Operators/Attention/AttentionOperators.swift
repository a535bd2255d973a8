import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Attention, and the blocks around it that run as one operator.
  static let attention: [ATenOperator] = scaledAttention + attentionKernels + attentionBlocks

  private static let scaledAttention = [
    ATenOperator(
      """
      scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, \
      is_causal=False, scale=None, enable_gqa=False)
      """
    ) { call throws(Diagnostic) in
      call.result(try call.attention(mask: "attn_mask", groups: call.boolean("enable_gqa")))
    },
    ATenOperator(
      """
      _scaled_dot_product_attention_math(query, key, value, attn_mask=None, dropout_p=0.0, \
      is_causal=False, dropout_mask=None, scale=None, enable_gqa=False)
      """
    ) { call throws(Diagnostic) in
      call.result(try call.attention(mask: "attn_mask", groups: call.boolean("enable_gqa")))
        + [.failed]
    },
  ]

  private static let attentionKernels = [
    ATenOperator(
      """
      _scaled_dot_product_flash_attention_for_cpu(query, key, value, dropout_p=0.0, \
      is_causal=False, attn_mask=None, scale=None)
      """
    ) { call throws(Diagnostic) in
      call.result(try call.attention(mask: "attn_mask")) + [.failed]
    },
    ATenOperator(
      """
      _scaled_dot_product_flash_attention(query, key, value, dropout_p=0.0, is_causal=False, \
      return_debug_mask=False, scale=None)
      """
    ) { call throws(Diagnostic) in
      call.result(try call.attention(mask: nil)) + [ATenValue](repeating: .failed, count: 8)
    },
    ATenOperator(
      """
      _scaled_dot_product_efficient_attention(query, key, value, attn_bias, compute_log_sumexp, \
      dropout_p=0.0, is_causal=False, scale=None)
      """
    ) { call throws(Diagnostic) in
      call.result(try call.attention(mask: "attn_bias")) + [.failed, .failed, .failed]
    },
    ATenOperator(
      """
      _scaled_dot_product_cudnn_attention(query, key, value, attn_bias, compute_log_sumexp, \
      dropout_p=0.0, is_causal=False, return_debug_mask=False, scale=None)
      """
    ) { call throws(Diagnostic) in
      call.result(try call.attention(mask: "attn_bias"))
        + [ATenValue](repeating: .failed, count: 8)
    },
    ATenOperator(
      """
      _scaled_dot_product_fused_attention_overrideable(query, key, value, attn_bias=None, \
      dropout_p=0.0, is_causal=False, return_debug_mask=False, scale=None)
      """
    ) { call throws(Diagnostic) in
      call.result(try call.attention(mask: "attn_bias"))
        + [ATenValue](repeating: .failed, count: 8)
    },
    ATenOperator(
      """
      _fused_sdp_choice(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, \
      scale=None, enable_gqa=False)
      """
    ) { _ throws(Diagnostic) in [.integer(0)] },
  ]

  private static let attentionBlocks = [
    ATenOperator(
      """
      _native_multi_head_attention(query, key, value, embed_dim, num_head, qkv_weight, qkv_bias, \
      proj_weight, proj_bias, mask=None, need_weights=True, average_attn_weights=True, \
      mask_type=None)
      """
    ) { call throws(Diagnostic) in
      let inputs = [try call.tensor("query"), try call.tensor("key"), try call.tensor("value")]
      let (result, weights) = try call.multiHeadAttention(
        inputs, heads: call.integer("num_head"), givesWeights: call.boolean("need_weights"))
      guard let weights else { return call.result(result) + [.none] }
      guard try call.boolean("average_attn_weights") else {
        return call.results([result, weights])
      }
      let mean = try call.add(ReduceMean(axes: [1], keepsAxes: false), weights)
      return call.results([result, mean])
    },
    ATenOperator(
      """
      _transformer_encoder_layer_fwd(src, embed_dim, num_heads, qkv_weight, qkv_bias, proj_weight, \
      proj_bias, use_gelu, norm_first, eps, norm_weight_1, norm_bias_1, norm_weight_2, norm_bias_2, \
      ffn_weight_1, ffn_bias_1, ffn_weight_2, ffn_bias_2, mask=None, mask_type=None)
      """
    ) { call throws(Diagnostic) in call.result(try call.encoderLayer()) },
  ]
}
