import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Operators of torchvision on boxes.
  static let detection: [ATenOperator] = [
    ATenOperator("torchvision::nms(dets, scores, iou_threshold)") { call throws(Diagnostic) in
      let suppression = NonMaxSuppression(iouThreshold: try call.number("iou_threshold"))
      return call.result(
        try call.add(suppression, try call.tensor("dets"), try call.tensor("scores")))
    },
    ATenOperator(
      """
      torchvision::roi_align(input, rois, spatial_scale, pooled_height, pooled_width, \
      sampling_ratio, aligned)
      """
    ) { call throws(Diagnostic) in
      let alignment = RoiAlign(
        height: try call.integer("pooled_height"), width: try call.integer("pooled_width"),
        spatialScale: try call.number("spatial_scale"),
        samplingRatio: max(0, try call.integer("sampling_ratio")),
        isAligned: try call.boolean("aligned"))
      return call.result(
        try call.add(alignment, try call.tensor("input"), try call.tensor("rois")))
    },
    ATenOperator(
      """
      torchvision::deform_conv2d(input, weight, offset, mask, bias, stride_h, stride_w, pad_h, \
      pad_w, dilation_h, dilation_w, groups, offset_groups, use_mask)
      """
    ) { call throws(Diagnostic) in
      let pads = [try call.integer("pad_h"), try call.integer("pad_w")]
      let operation = DeformableConvolution(
        window: SlidingWindow(
          strides: [try call.integer("stride_h"), try call.integer("stride_w")],
          dilations: [try call.integer("dilation_h"), try call.integer("dilation_w")],
          padsBefore: pads, padsAfter: pads),
        groups: try call.integer("groups"), offsetGroups: try call.integer("offset_groups"))
      let mask = try call.boolean("use_mask") ? try call.tensor("mask") : nil
      return call.result(
        try call.add(
          operation, try call.tensor("input"), try call.tensor("weight"),
          try call.tensor("offset"), try call.tensor("bias"), mask))
    },
  ]
}
