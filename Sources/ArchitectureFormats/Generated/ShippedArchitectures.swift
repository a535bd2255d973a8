// Written by Scripts/embed-architectures from Sources/ArchitectureFormats/Catalog; not to be edited.
// swift-format-ignore-file

/// The texts of the architecture files that come with the program.
enum ShippedArchitectures {
  /// Each file's name and text, sorted by name.
  static let texts: [(name: String, text: String)] = [
    (
      "alexnet.yaml",
      ###"""
      # torchvision's AlexNet: five convolutions and three linear layers.
      architecture: alexnet
      title: torchvision's AlexNet
      class: AlexNet
      variant: alexnet
      let:
        classes: ${size('classifier.6.weight', 0) ?? 1000}
      recognise:
        - ${names('features.') == [0, 3, 6, 8, 10] and names('classifier.') == [1, 4, 6]}
        - ${size('features.0.weight', 0) == 64 and size('features.0.weight', 2) == 11}
      inputs:
        x: [batch, 3, 224, 224]
      outputs: {logits: logits}
      forward:
        - name: features
          kind: Sequential
          forward:
            - name: "0"
              kind: Conv2d
              in_channels: 3
              out_channels: 64
              kernel_size: 11
              stride: 4
              padding: 2
            - {kind: ReLU}
            - {kind: MaxPool2d, kernel_size: 3, stride: 2}
            - {name: "3", kind: Conv2d, in_channels: 64, out_channels: 192, kernel_size: 5, padding: 2}
            - {kind: ReLU}
            - {kind: MaxPool2d, kernel_size: 3, stride: 2}
            - {name: "6", kind: Conv2d, in_channels: 192, out_channels: 384, kernel_size: 3, padding: 1}
            - {kind: ReLU}
            - {name: "8", kind: Conv2d, in_channels: 384, out_channels: 256, kernel_size: 3, padding: 1}
            - {kind: ReLU}
            - {name: "10", kind: Conv2d, in_channels: 256, out_channels: 256, kernel_size: 3, padding: 1}
            - {kind: ReLU}
            - {kind: MaxPool2d, kernel_size: 3, stride: 2}
        - {name: avgpool, kind: AdaptiveAvgPool2d, output_size: 6}
        - {kind: flatten, start_dim: 1}
        - name: classifier
          kind: Sequential
          as: logits
          forward:
            - {name: "1", kind: Linear, in_features: 9216, out_features: 4096}
            - {kind: ReLU}
            - {name: "4", kind: Linear, in_features: 4096, out_features: 4096}
            - {kind: ReLU}
            - {name: "6", kind: Linear, in_features: 4096, out_features: "${classes}"}

      """###
    ),
    (
      "mlp.yaml",
      ###"""
      # Linear layers one after the other in a Sequential: 0.weight, 2.weight, …; what stands at the
      # numbers between them has no tensors, so the file says what it takes it for.
      architecture: mlp
      title: linear layers in a Sequential, with BatchNorm or LayerNorm between them
      class: Sequential
      variant: "mlp-${len(layers)}"
      let:
        layers: ${names('')}
        # Linear layers in a list, 0, 1, 2, …, have functions between them that have no number.
        gapless: ${layers[-1] - layers[0] + 1 == len(layers)}
        function: ${activation ?? 'relu'}
      recognise:
        - ${len(layers) >= 2 and layers[0] <= 1 and layers[-1] <= 4 * len(layers)}
        - ${rank(layers[0] + '.weight') == 2 and rank(layers[-1] + '.weight') == 2}
        - ${has(layers[0] + '.bias') and has(layers[-1] + '.bias')}
      assumes:
        - when: ${(activation ?? null) == null}
          text: >-
            the functions between the linear layers are not in the checkpoint; ReLU is taken for each,
            set another with --set activation=tanh
      inputs:
        x: [batch, "${size(layers[0] + '.weight', 1)}"]
      forward:
        - repeat: ${layers}
          as: i
          index: position
          forward:
            - name: ${i}
              kind: >-
                ${'Linear' if rank(i + '.weight') == 2 else
                'BatchNorm1d' if has(i + '.running_mean') else 'LayerNorm'}
            - kind: ${function}
              when: >-
                ${position + 1 < len(layers) and (gapless or layers[position + 1] > i + 1)}

      """###
    ),
    (
      "resnet.yaml",
      ###"""
      # torchvision's ResNet, ResNeXt and Wide ResNet: a stem, four stages of residual blocks, a classifier.
      architecture: resnet
      title: torchvision's ResNet, ResNeXt and Wide ResNet
      class: ResNet
      let:
        block: ${'Bottleneck' if has('layer1.0.conv3') else 'BasicBlock'}
        stages: ${[count('layer1.'), count('layer2.'), count('layer3.'), count('layer4.')]}
        # In the first stage, and doubled in each that follows: the channels inside of a block, how many of
        # them one group sees, and the channels between blocks.
        width: ${size('layer1.0.conv2.weight', 0)}
        group_width: ${size('layer1.0.conv2.weight', 1)}
        channels: ${(size('layer1.0.conv3.weight', 0) ?? 256) if block == 'Bottleneck' else width}
        stem: ${size('conv1.weight', 0) ?? 64}
        classes: ${size('fc.weight', 0) ?? 1000}
      variants:
        resnet18: {block: BasicBlock, stages: [2, 2, 2, 2], width: 64, group_width: 64}
        resnet34: {block: BasicBlock, stages: [3, 4, 6, 3], width: 64, group_width: 64}
        resnet50: {block: Bottleneck, stages: [3, 4, 6, 3], width: 64, group_width: 64}
        resnet101: {block: Bottleneck, stages: [3, 4, 23, 3], width: 64, group_width: 64}
        resnet152: {block: Bottleneck, stages: [3, 8, 36, 3], width: 64, group_width: 64}
        resnext50_32x4d: {block: Bottleneck, stages: [3, 4, 6, 3], width: 128, group_width: 4}
        resnext101_32x8d: {block: Bottleneck, stages: [3, 4, 23, 3], width: 256, group_width: 8}
        resnext101_64x4d: {block: Bottleneck, stages: [3, 4, 23, 3], width: 256, group_width: 4}
        wide_resnet50_2: {block: Bottleneck, stages: [3, 4, 6, 3], width: 128, group_width: 128}
        wide_resnet101_2: {block: Bottleneck, stages: [3, 4, 23, 3], width: 128, group_width: 128}
      recognise:
        - ${has('conv1.weight') and has('bn1.running_mean') and has('fc.weight')}
        - ${has('layer1.0.conv2.weight') and has('layer4.0.bn2.running_mean')}
        - ${size('conv1.weight', 1) == 3 and size('conv1.weight', 2) == 7}
      inputs:
        x: [batch, 3, 224, 224]
      outputs: {logits: logits}
      modules:
        BasicBlock:
          arguments: {inputs: null, width: null, outputs: null, stride: 1, groups: 1}
          forward:
            - name: conv1
              kind: Conv2d
              in_channels: ${inputs}
              out_channels: ${outputs}
              kernel_size: 3
              stride: ${stride}
              padding: 1
              bias: false
            - {name: bn1, kind: BatchNorm2d, num_features: "${outputs}"}
            - {kind: ReLU}
            - name: conv2
              kind: Conv2d
              in_channels: ${outputs}
              out_channels: ${outputs}
              kernel_size: 3
              padding: 1
              bias: false
            - {name: bn2, kind: BatchNorm2d, num_features: "${outputs}", as: main}
            - kind: Shortcut
              from: x
              inputs: ${inputs}
              outputs: ${outputs}
              stride: ${stride}
              as: shortcut
            - {kind: add, from: [main, shortcut]}
            - {kind: ReLU}
        Bottleneck:
          arguments: {inputs: null, width: null, outputs: null, stride: 1, groups: 1}
          forward:
            - name: conv1
              kind: Conv2d
              in_channels: ${inputs}
              out_channels: ${width}
              kernel_size: 1
              bias: false
            - {name: bn1, kind: BatchNorm2d, num_features: "${width}"}
            - {kind: ReLU}
            - name: conv2
              kind: Conv2d
              in_channels: ${width}
              out_channels: ${width}
              kernel_size: 3
              stride: ${stride}
              padding: 1
              groups: ${groups}
              bias: false
            - {name: bn2, kind: BatchNorm2d, num_features: "${width}"}
            - {kind: ReLU}
            - name: conv3
              kind: Conv2d
              in_channels: ${width}
              out_channels: ${outputs}
              kernel_size: 1
              bias: false
            - {name: bn3, kind: BatchNorm2d, num_features: "${outputs}", as: main}
            - kind: Shortcut
              from: x
              inputs: ${inputs}
              outputs: ${outputs}
              stride: ${stride}
              as: shortcut
            - {kind: add, from: [main, shortcut]}
            - {kind: ReLU}
        # What a block adds to its own result: what it takes, brought to the result's sizes where they differ.
        Shortcut:
          arguments: {inputs: null, outputs: null, stride: 1}
          forward:
            - name: downsample
              kind: Sequential
              when: ${inputs != outputs or stride != 1}
              forward:
                - name: "0"
                  kind: Conv2d
                  in_channels: ${inputs}
                  out_channels: ${outputs}
                  kernel_size: 1
                  stride: ${stride}
                  bias: false
                - {name: "1", kind: BatchNorm2d, num_features: "${outputs}"}
      forward:
        - name: conv1
          kind: Conv2d
          in_channels: 3
          out_channels: ${stem}
          kernel_size: 7
          stride: 2
          padding: 3
          bias: false
        - {name: bn1, kind: BatchNorm2d, num_features: "${stem}"}
        - {kind: ReLU}
        - {kind: MaxPool2d, kernel_size: 3, stride: 2, padding: 1}
        - repeat: ${stages}
          as: blocks
          index: stage
          forward:
            - repeat: ${range(blocks)}
              as: position
              forward:
                - name: layer${stage + 1}.${position}
                  kind: ${block}
                  inputs: >-
                    ${channels * 2 ** stage if position > 0 else
                    stem if stage == 0 else channels * 2 ** (stage - 1)}
                  width: ${width * 2 ** stage}
                  outputs: ${channels * 2 ** stage}
                  stride: ${2 if stage > 0 and position == 0 else 1}
                  groups: ${width // group_width}
        - {kind: AdaptiveAvgPool2d, output_size: 1}
        - {kind: flatten, start_dim: 1}
        - name: fc
          kind: Linear
          in_features: ${channels * 8}
          out_features: ${classes}
          as: logits

      """###
    ),
    (
      "vgg.yaml",
      ###"""
      # torchvision's VGG with and without BatchNorm: 3x3 convolutions in five groups, a pooling behind each
      # group, then three linear layers.
      architecture: vgg
      title: torchvision's VGG, with and without BatchNorm
      class: VGG
      let:
        normalised: ${has('features.1.running_mean')}
        # How many convolutions each group has.
        groups: >-
          ${lookup(len(names('features.')) // (2 if normalised else 1), [[8, [1, 1, 2, 2, 2]],
          [10, [2, 2, 2, 2, 2]], [13, [2, 2, 3, 3, 3]], [16, [2, 2, 4, 4, 4]]])}
        # A convolution takes one number in `features`, and so do the BatchNorm and the ReLU behind it.
        span: ${3 if normalised else 2}
        channels: [64, 128, 256, 512, 512]
        classes: ${size('classifier.6.weight', 0) ?? 1000}
      variants:
        vgg11: {normalised: false, groups: [1, 1, 2, 2, 2]}
        vgg13: {normalised: false, groups: [2, 2, 2, 2, 2]}
        vgg16: {normalised: false, groups: [2, 2, 3, 3, 3]}
        vgg19: {normalised: false, groups: [2, 2, 4, 4, 4]}
        vgg11_bn: {normalised: true, groups: [1, 1, 2, 2, 2]}
        vgg13_bn: {normalised: true, groups: [2, 2, 2, 2, 2]}
        vgg16_bn: {normalised: true, groups: [2, 2, 3, 3, 3]}
        vgg19_bn: {normalised: true, groups: [2, 2, 4, 4, 4]}
      recognise:
        - ${names('classifier.') == [0, 3, 6] and size('classifier.0.weight', 1) == 25088}
        - ${size('features.0.weight', 0) == 64 and size('features.0.weight', 2) == 3}
        - ${len(groups) == 5}
      inputs:
        x: [batch, 3, 224, 224]
      outputs: {logits: logits}
      forward:
        - name: features
          kind: Sequential
          forward:
            - repeat: ${groups}
              as: convolutions
              index: group
              forward:
                - repeat: ${range(convolutions)}
                  as: position
                  forward:
                    - name: ${span * (sum(groups[:group]) + position) + group}
                      kind: Conv2d
                      in_channels: >-
                        ${channels[group] if position > 0 else channels[group - 1] if group > 0 else 3}
                      out_channels: ${channels[group]}
                      kernel_size: 3
                      padding: 1
                    - name: ${span * (sum(groups[:group]) + position) + group + 1}
                      kind: BatchNorm2d
                      when: ${normalised}
                      num_features: ${channels[group]}
                    - {kind: ReLU}
                - {kind: MaxPool2d, kernel_size: 2, stride: 2}
        - {name: avgpool, kind: AdaptiveAvgPool2d, output_size: 7}
        - {kind: flatten, start_dim: 1}
        - name: classifier
          kind: Sequential
          as: logits
          forward:
            - {name: "0", kind: Linear, in_features: 25088, out_features: 4096}
            - {kind: ReLU}
            - {name: "3", kind: Linear, in_features: 4096, out_features: 4096}
            - {kind: ReLU}
            - {name: "6", kind: Linear, in_features: 4096, out_features: "${classes}"}

      """###
    ),
  ]
}
