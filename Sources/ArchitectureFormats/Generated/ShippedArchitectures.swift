// Written by Scripts/embed-architectures from Sources/ArchitectureFormats/Catalog; not to be edited.
// swift-format-ignore-file

/// The architecture files that come with the program.
enum ShippedArchitectures {
  /// The files, sorted by name.
  static let files: [ShippedArchitecture] = [
    ShippedArchitecture(
      file: "albert.yaml", prefixes: ["", "albert."],
      requiredName: "embeddings.word_embeddings.weight",
      text: ###"""
      # ALBERT's encoder as Hugging Face's transformers names it: every layer is the same one. What stands
      # beside the encoder's prefix is the head of a task.
      architecture: albert
      title: ALBERT's encoder of Hugging Face's transformers
      class: AlbertModel
      variant: albert-${layers}-layers-${width}
      prefixes: ["", "albert."]
      ignore: ["*.position_ids", "*.token_type_ids"]
      let:
        block: encoder.albert_layer_groups.0.albert_layers.0.
        vocabulary: ${size('embeddings.word_embeddings.weight', 0) ?? 30000}
        embedding: ${size('embeddings.word_embeddings.weight', 1) ?? 128}
        positions: ${size('embeddings.position_embeddings.weight', 0) ?? 512}
        types: ${size('embeddings.token_type_embeddings.weight', 0) ?? 2}
        width: ${size(block + 'ffn.weight', 1) ?? 768}
        inner: ${size(block + 'ffn.weight', 0) ?? width * 4}
        # Layers that are all one do not show in the checkpoint.
        layers: ${num_hidden_layers ?? lookup(width, [[1024, 24], [2048, 24]]) ?? 12}
        heads: ${num_attention_heads ?? lookup(width, [[2048, 16]]) ?? max(1, width // 64)}
        eps: ${layer_norm_eps ?? 1e-12}
        activation: >-
          ${lookup(hidden_act ?? 'gelu_new', [['gelu', 'gelu'], ['gelu_python', 'gelu'],
          ['gelu_new', 'gelu_tanh'], ['gelu_fast', 'gelu_tanh'], ['gelu_pytorch_tanh', 'gelu_tanh'],
          ['quick_gelu', 'quick_gelu'], ['relu', 'relu'], ['silu', 'silu'], ['swish', 'silu'],
          ['tanh', 'tanh'], ['mish', 'mish']])}
        pooled: ${has('pooler.weight') ?? true}
      variants:
        albert-base: {layers: 12, width: 768}
        albert-large: {layers: 24, width: 1024}
        albert-xlarge: {layers: 24, width: 2048}
        albert-xxlarge: {layers: 12, width: 4096}
      recognise:
        - ${rank('embeddings.word_embeddings.weight') == 2}
        - ${has(block + 'full_layer_layer_norm.weight') and has(block + 'attention.query.weight')}
        - ${has('encoder.embedding_hidden_mapping_in.weight')}
        # Several groups of layers, or several layers in a group, are not described here.
        - ${count('encoder.albert_layer_groups.') == 1}
        - ${count('encoder.albert_layer_groups.0.albert_layers.') == 1}
      assumes:
        - when: ${(num_hidden_layers ?? num_attention_heads ?? null) == null}
          text: >-
            the number of layers, which are all one, and that of heads are not in the checkpoint;
            ${layers} layers of ${heads} heads are taken, set others with --set layers=N and --set heads=N
        - when: ${(layer_norm_eps ?? null) == null or (hidden_act ?? null) == null}
          text: >-
            no config.json beside the checkpoint says how it normalises and which function its layers
            have; ${eps} is taken for the epsilon and ${activation} for the function, set others with
            --set layer_norm_eps=… and --set hidden_act=…
      inputs:
        input_ids: i64[batch, sequence]
        attention_mask: i64[batch, sequence]
        token_type_ids: i64[batch, sequence]
      outputs:
        last_hidden_state: hidden
        pooler_output: "${'pooled' if pooled else null}"
      modules:
        Layer:
          inputs: [x, mask]
          forward:
            - name: attention.query
              kind: Linear
              in_features: ${width}
              out_features: ${width}
              as: query
            - name: attention.key
              kind: Linear
              from: x
              in_features: ${width}
              out_features: ${width}
              as: key
            - name: attention.value
              kind: Linear
              from: x
              in_features: ${width}
              out_features: ${width}
              as: value
            - {kind: attention, from: [query, key, value, mask], heads: "${heads}", mask: true}
            - name: attention.dense
              kind: Linear
              in_features: ${width}
              out_features: ${width}
              as: attended
            - {kind: add, from: [attended, x]}
            - name: attention.LayerNorm
              kind: LayerNorm
              normalized_shape: ["${width}"]
              eps: ${eps}
              as: attended
            - name: ffn
              kind: Linear
              in_features: ${width}
              out_features: ${inner}
            - {kind: "${activation}"}
            - name: ffn_output
              kind: Linear
              in_features: ${inner}
              out_features: ${width}
              as: changed
            - {kind: add, from: [changed, attended]}
            - name: full_layer_layer_norm
              kind: LayerNorm
              normalized_shape: ["${width}"]
              eps: ${eps}
      forward:
        - name: embeddings.word_embeddings
          kind: Embedding
          from: input_ids
          num_embeddings: ${vocabulary}
          embedding_dim: ${embedding}
          as: words
        - name: embeddings.token_type_embeddings
          kind: Embedding
          from: token_type_ids
          num_embeddings: ${types}
          embedding_dim: ${embedding}
          as: kinds
        - parameter: embeddings.position_embeddings.weight
          shape: ["${positions}", "${embedding}"]
          as: table
        - {kind: take_like, from: [table, input_ids], dim: 0, axis: 1, as: places}
        - {kind: add, from: [words, kinds, places]}
        - name: embeddings.LayerNorm
          kind: LayerNorm
          normalized_shape: ["${embedding}"]
          eps: ${eps}
        - name: encoder.embedding_hidden_mapping_in
          kind: Linear
          in_features: ${embedding}
          out_features: ${width}
          as: hidden
        # Which keys each query sees, once for all layers.
        - {kind: cast, from: attention_mask, to: bool}
        - {kind: unsqueeze, dim: [1, 2], as: mask}
        - repeat: ${range(layers)}
          as: i
          forward:
            - name: encoder.albert_layer_groups.0.albert_layers.0
              kind: Layer
              from: [hidden, mask]
              as: hidden
        - {kind: select, from: hidden, dim: 1, index: 0, when: "${pooled}"}
        - name: pooler
          kind: Linear
          when: ${pooled}
          in_features: ${width}
          out_features: ${width}
        - {kind: tanh, when: "${pooled}", as: pooled}

      """###
    ),
    ShippedArchitecture(
      file: "alexnet.yaml", prefixes: [""],
      requiredName: "features.0.weight",
      text: ###"""
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
    ShippedArchitecture(
      file: "bert.yaml", prefixes: ["", "bert.", "electra."],
      requiredName: "encoder.layer.0.attention.self.query.weight",
      text: ###"""
      # The encoder of BERT as Hugging Face's transformers names it; ELECTRA's has the same layers. What
      # stands beside the encoder's prefix is the head of a task.
      architecture: bert
      title: BERT's encoder of Hugging Face's transformers, and ELECTRA's
      class: [BertModel, ElectraModel]
      variant: bert-${layers}-layers-${width}
      prefixes: ["", "bert.", "electra."]
      ignore: ["*.position_ids", "*.token_type_ids"]
      let:
        # The encoders of RoBERTa have the same names and other positions.
        known: >-
          ${(model_type ?? '') in ['bert', 'electra'] or (model_type ?? '') == '' and
          'roberta.' not in prefix and (size('embeddings.token_type_embeddings.weight', 0) ?? 2) > 1}
        vocabulary: ${size('embeddings.word_embeddings.weight', 0) ?? 30522}
        positions: ${size('embeddings.position_embeddings.weight', 0) ?? 512}
        types: ${size('embeddings.token_type_embeddings.weight', 0) ?? 2}
        width: ${size('encoder.layer.0.output.dense.weight', 0) ?? 768}
        inner: ${size('encoder.layer.0.output.dense.weight', 1) ?? width * 4}
        # ELECTRA's smaller members have narrower embeddings than layers.
        embedding: ${size('embeddings.word_embeddings.weight', 1) ?? width}
        layers: ${count('encoder.layer.') ?? 12}
        heads: >-
          ${num_attention_heads ?? lookup(width, [[384, 12], [312, 12]]) ?? max(1, width // 64)}
        eps: ${layer_norm_eps ?? 1e-12}
        activation: >-
          ${lookup(hidden_act ?? 'gelu', [['gelu', 'gelu'], ['gelu_python', 'gelu'],
          ['gelu_new', 'gelu_tanh'], ['gelu_fast', 'gelu_tanh'], ['gelu_pytorch_tanh', 'gelu_tanh'],
          ['quick_gelu', 'quick_gelu'], ['relu', 'relu'], ['silu', 'silu'], ['swish', 'silu'],
          ['tanh', 'tanh'], ['mish', 'mish']])}
        causal: ${is_decoder ?? false}
        pooled: ${has('pooler.dense.weight') ?? true}
      variants:
        bert-tiny: {layers: 2, width: 128}
        bert-mini: {layers: 4, width: 256}
        bert-small: {layers: 4, width: 512}
        bert-medium: {layers: 8, width: 512}
        bert-base: {layers: 12, width: 768}
        bert-large: {layers: 24, width: 1024}
      recognise:
        - ${rank('embeddings.word_embeddings.weight') == 2}
        - ${rank('encoder.layer.0.attention.self.query.weight') == 2}
        - ${has('embeddings.position_embeddings.weight')}
        - ${has('embeddings.token_type_embeddings.weight')}
        - ${known}
      assumes:
        - when: ${(num_attention_heads ?? null) == null}
          text: >-
            the number of heads is not in the checkpoint; ${heads} are taken for a width of ${width},
            set another with --set heads=N
        - when: ${(layer_norm_eps ?? null) == null or (hidden_act ?? null) == null}
          text: >-
            no config.json beside the checkpoint says how it normalises and which function its layers
            have; ${eps} is taken for the epsilon and ${activation} for the function, set others with
            --set layer_norm_eps=… and --set hidden_act=…
      inputs:
        input_ids: i64[batch, sequence]
        attention_mask: i64[batch, sequence]
        token_type_ids: i64[batch, sequence]
      outputs:
        last_hidden_state: hidden
        pooler_output: "${'pooled' if pooled else null}"
      modules:
        # The oldest checkpoints call a norm's weight and bias gamma and beta.
        Norm:
          arguments: {width: null}
          forward:
            - parameter: ${'gamma' if has('gamma') ?? false else 'weight'}
              shape: ["${width}"]
              as: weight
            - parameter: ${'beta' if has('beta') ?? false else 'bias'}
              shape: ["${width}"]
              as: bias
            - {kind: layer_norm, from: [x, weight, bias], eps: "${eps}"}
        Layer:
          inputs: [x, mask]
          forward:
            - name: attention.self.query
              kind: Linear
              in_features: ${width}
              out_features: ${width}
              as: query
            - name: attention.self.key
              kind: Linear
              from: x
              in_features: ${width}
              out_features: ${width}
              as: key
            - name: attention.self.value
              kind: Linear
              from: x
              in_features: ${width}
              out_features: ${width}
              as: value
            - {kind: attention, from: [query, key, value, mask], heads: "${heads}", mask: true}
            - name: attention.output.dense
              kind: Linear
              in_features: ${width}
              out_features: ${width}
              as: attended
            - {kind: add, from: [attended, x]}
            - {name: attention.output.LayerNorm, kind: Norm, width: "${width}", as: attended}
            - name: intermediate.dense
              kind: Linear
              in_features: ${width}
              out_features: ${inner}
            - {kind: "${activation}"}
            - name: output.dense
              kind: Linear
              in_features: ${inner}
              out_features: ${width}
              as: changed
            - {kind: add, from: [changed, attended]}
            - {name: output.LayerNorm, kind: Norm, width: "${width}"}
      forward:
        - name: embeddings.word_embeddings
          kind: Embedding
          from: input_ids
          num_embeddings: ${vocabulary}
          embedding_dim: ${embedding}
          as: words
        - name: embeddings.token_type_embeddings
          kind: Embedding
          from: token_type_ids
          num_embeddings: ${types}
          embedding_dim: ${embedding}
          as: kinds
        - parameter: embeddings.position_embeddings.weight
          shape: ["${positions}", "${embedding}"]
          as: table
        - {kind: take_like, from: [table, input_ids], dim: 0, axis: 1, as: places}
        - {kind: add, from: [words, kinds, places]}
        - {name: embeddings.LayerNorm, kind: Norm, width: "${embedding}"}
        - name: embeddings_project
          kind: Linear
          when: ${embedding != width}
          in_features: ${embedding}
          out_features: ${width}
        - {kind: identity, as: hidden}
        # Which keys each query sees, once for all layers.
        - {kind: cast, from: attention_mask, to: bool}
        - {kind: unsqueeze, dim: [1, 2], as: mask}
        - {kind: positions_like, from: input_ids, axis: 1, when: "${causal}", as: keys}
        - {kind: positions_like, from: input_ids, axis: 1, offset: 1, when: "${causal}"}
        - {kind: unsqueeze, dim: 1, when: "${causal}", as: ends}
        - {kind: lt, from: [keys, ends], when: "${causal}", as: before}
        - {kind: logical_and, from: [mask, before], when: "${causal}", as: mask}
        - repeat: ${range(layers)}
          as: i
          forward:
            - {name: "encoder.layer.${i}", kind: Layer, from: [hidden, mask], as: hidden}
        - {kind: select, dim: 1, index: 0, when: "${pooled}"}
        - name: pooler.dense
          kind: Linear
          when: ${pooled}
          in_features: ${width}
          out_features: ${width}
        - {kind: tanh, when: "${pooled}", as: pooled}

      """###
    ),
    ShippedArchitecture(
      file: "classifier.yaml", prefixes: [""],
      requiredName: "hidden_layers.0.weight",
      text: ###"""
      # The network of many tutorials, saved with its sizes: hidden_layers.0 to hidden_layers.N, and output.
      architecture: classifier
      title: a list of linear layers called hidden_layers, and one called output, in log-probabilities
      class: Network
      variant: "classifier-${count('hidden_layers.') + 1}"
      let:
        function: ${activation ?? 'relu'}
      recognise:
        - ${has('hidden_layers.0.weight') and has('hidden_layers.0.bias')}
        - ${has('output.weight') and has('output.bias')}
        - ${rank('hidden_layers.0.weight') == 2 and rank('output.weight') == 2}
      assumes:
        - when: ${(activation ?? null) == null}
          text: >-
            what stands between the layers is not in the checkpoint; ReLU, no dropout, and log_softmax of the
            output are taken, as the tutorials have it; set another function with --set activation=tanh
      inputs:
        x: [batch, "${size('hidden_layers.0.weight', 1)}"]
      forward:
        - repeat: ${range(count('hidden_layers.'))}
          as: i
          forward:
            - {name: "hidden_layers.${i}", kind: Linear}
            - {kind: "${function}"}
        - {name: output, kind: Linear}
        - {kind: log_softmax, dim: 1}

      """###
    ),
    ShippedArchitecture(
      file: "convnext.yaml", prefixes: [""],
      requiredName: "features.7.0.block.5.weight",
      text: ###"""
      # torchvision's ConvNeXt: four stages of blocks with a 7x7 convolution of each channel on its own,
      # and two linear layers over the channels.
      architecture: convnext
      title: torchvision's ConvNeXt
      class: ConvNeXt
      let:
        stages: >-
          ${[count('features.1.'), count('features.3.'), count('features.5.'), count('features.7.')]}
        channels: ${size('features.0.0.weight', 0)}
        classes: ${size('classifier.2.weight', 0) ?? 1000}
      variants:
        convnext_tiny: {stages: [3, 3, 9, 3], channels: 96}
        convnext_small: {stages: [3, 3, 27, 3], channels: 96}
        convnext_base: {stages: [3, 3, 27, 3], channels: 128}
        convnext_large: {stages: [3, 3, 27, 3], channels: 192}
      recognise:
        - ${has('features.1.0.layer_scale') and has('features.7.0.block.5.weight')}
        - ${has('features.2.1.weight') and has('classifier.0.weight') and has('classifier.2.weight')}
        - ${size('features.0.0.weight', 2) == 4}
      inputs:
        x: [batch, 3, 224, 224]
      outputs: {logits: logits}
      modules:
        CNBlock:
          arguments: {channels: null}
          forward:
            - name: block
              kind: Sequential
              as: main
              forward:
                - name: "0"
                  kind: Conv2d
                  in_channels: ${channels}
                  out_channels: ${channels}
                  kernel_size: 7
                  padding: 3
                  groups: ${channels}
                - {kind: permute, dims: [0, 2, 3, 1]}
                - {name: "2", kind: LayerNorm, normalized_shape: "${channels}", eps: 1e-6}
                - {name: "3", kind: Linear, in_features: "${channels}", out_features: "${4 * channels}"}
                - {kind: GELU}
                - {name: "5", kind: Linear, in_features: "${4 * channels}", out_features: "${channels}"}
                - {kind: permute, dims: [0, 3, 1, 2]}
            - {parameter: layer_scale, shape: ["${channels}", 1, 1], as: scale}
            - {kind: mul, from: [scale, main], as: main}
            - {kind: add, from: [main, x]}
      forward:
        - name: features
          kind: Sequential
          forward:
            - name: "0.0"
              kind: Conv2d
              in_channels: 3
              out_channels: ${channels}
              kernel_size: 4
              stride: 4
            - {name: "0.1", kind: LayerNorm2d, normalized_shape: "${channels}", eps: 1e-6}
            - repeat: ${stages}
              as: blocks
              index: stage
              forward:
                - name: ${2 * stage}.0
                  kind: LayerNorm2d
                  when: ${stage > 0}
                  normalized_shape: ${channels * 2 ** (stage - 1)}
                  eps: 1e-6
                - name: ${2 * stage}.1
                  kind: Conv2d
                  when: ${stage > 0}
                  in_channels: ${channels * 2 ** (stage - 1)}
                  out_channels: ${channels * 2 ** stage}
                  kernel_size: 2
                  stride: 2
                - repeat: ${range(blocks)}
                  as: position
                  forward:
                    - name: ${2 * stage + 1}.${position}
                      kind: CNBlock
                      channels: ${channels * 2 ** stage}
        - {name: avgpool, kind: AdaptiveAvgPool2d, output_size: 1}
        - name: classifier
          kind: Sequential
          as: logits
          forward:
            - {name: "0", kind: LayerNorm2d, normalized_shape: "${8 * channels}", eps: 1e-6}
            - {kind: flatten, start_dim: 1}
            - {name: "2", kind: Linear, in_features: "${8 * channels}", out_features: "${classes}"}

      """###
    ),
    ShippedArchitecture(
      file: "densenet.yaml", prefixes: [""],
      requiredName: "features.denseblock4.denselayer1",
      text: ###"""
      # torchvision's DenseNet: four blocks in which each layer takes what all before it gave, with a
      # halving of channels and sizes between them.
      architecture: densenet
      title: torchvision's DenseNet
      class: DenseNet
      let:
        stem: ${size('features.conv0.weight', 0)}
        # In older checkpoints the layers are called norm.1, conv.1, norm.2, conv.2.
        dot: ${'.' if has('features.denseblock1.denselayer1.norm.1.weight') ?? false else ''}
        growth: ${size('features.denseblock1.denselayer1.conv' + dot + '2.weight', 0)}
        width: ${4 * growth}
        layers: >-
          ${[count('features.denseblock1.denselayer', 1), count('features.denseblock2.denselayer', 1),
          count('features.denseblock3.denselayer', 1), count('features.denseblock4.denselayer', 1)]}
        # The channels that each block takes.
        second: ${(stem + growth * layers[0]) // 2}
        third: ${(second + growth * layers[1]) // 2}
        fourth: ${(third + growth * layers[2]) // 2}
        channels: ${[stem, second, third, fourth]}
        classes: ${size('classifier.weight', 0) ?? 1000}
      variants:
        densenet121: {stem: 64, growth: 32, layers: [6, 12, 24, 16]}
        densenet161: {stem: 96, growth: 48, layers: [6, 12, 36, 24]}
        densenet169: {stem: 64, growth: 32, layers: [6, 12, 32, 32]}
        densenet201: {stem: 64, growth: 32, layers: [6, 12, 48, 32]}
      recognise:
        - ${has('features.conv0.weight') and has('features.norm5.running_mean')}
        - ${has('features.denseblock4.denselayer1') and has('features.transition3.conv.weight')}
        - ${size('classifier.weight', 1) == fourth + growth * layers[3]}
      inputs:
        x: [batch, 3, 224, 224]
      outputs: {logits: logits}
      modules:
        DenseLayer:
          arguments: {inputs: null}
          forward:
            - {name: "norm${dot}1", kind: BatchNorm2d, num_features: "${inputs}"}
            - {kind: ReLU}
            - name: conv${dot}1
              kind: Conv2d
              in_channels: ${inputs}
              out_channels: ${width}
              kernel_size: 1
              bias: false
            - {name: "norm${dot}2", kind: BatchNorm2d, num_features: "${width}"}
            - {kind: ReLU}
            - name: conv${dot}2
              kind: Conv2d
              in_channels: ${width}
              out_channels: ${growth}
              kernel_size: 3
              padding: 1
              bias: false
        DenseBlock:
          arguments: {inputs: null, layers: null}
          forward:
            - {kind: identity, as: all}
            - repeat: ${range(layers)}
              as: position
              forward:
                - name: denselayer${position + 1}
                  kind: DenseLayer
                  from: all
                  inputs: ${inputs + growth * position}
                  as: new
                - {kind: cat, from: [all, new], dim: 1, as: all}
        Transition:
          arguments: {inputs: null}
          forward:
            - {name: norm, kind: BatchNorm2d, num_features: "${inputs}"}
            - {kind: ReLU}
            - name: conv
              kind: Conv2d
              in_channels: ${inputs}
              out_channels: ${inputs // 2}
              kernel_size: 1
              bias: false
            - {kind: AvgPool2d, kernel_size: 2, stride: 2}
      forward:
        - name: features
          kind: Sequential
          forward:
            - name: conv0
              kind: Conv2d
              in_channels: 3
              out_channels: ${stem}
              kernel_size: 7
              stride: 2
              padding: 3
              bias: false
            - {name: norm0, kind: BatchNorm2d, num_features: "${stem}"}
            - {kind: ReLU}
            - {kind: MaxPool2d, kernel_size: 3, stride: 2, padding: 1}
            - repeat: ${layers}
              as: count
              index: block
              forward:
                - name: denseblock${block + 1}
                  kind: DenseBlock
                  inputs: ${channels[block]}
                  layers: ${count}
                - name: transition${block + 1}
                  kind: Transition
                  when: ${block < 3}
                  inputs: ${channels[block] + growth * count}
            - {name: norm5, kind: BatchNorm2d, num_features: "${channels[3] + growth * layers[3]}"}
        - {kind: ReLU}
        - {kind: AdaptiveAvgPool2d, output_size: 1}
        - {kind: flatten, start_dim: 1}
        - name: classifier
          kind: Linear
          in_features: ${channels[3] + growth * layers[3]}
          out_features: ${classes}
          as: logits

      """###
    ),
    ShippedArchitecture(
      file: "distilbert.yaml", prefixes: ["", "distilbert."],
      requiredName: "transformer.layer.0.attention.q_lin.weight",
      text: ###"""
      # DistilBERT's encoder as Hugging Face's transformers names it. What stands beside the encoder's
      # prefix is the head of a task.
      architecture: distilbert
      title: DistilBERT's encoder of Hugging Face's transformers
      class: DistilBertModel
      variant: distilbert-${layers}-layers-${width}
      prefixes: ["", "distilbert."]
      ignore: ["*.position_ids"]
      let:
        vocabulary: ${size('embeddings.word_embeddings.weight', 0) ?? 30522}
        positions: ${size('embeddings.position_embeddings.weight', 0) ?? 512}
        width: ${size('embeddings.word_embeddings.weight', 1) ?? 768}
        inner: ${size('transformer.layer.0.ffn.lin1.weight', 0) ?? width * 4}
        layers: ${count('transformer.layer.') ?? 6}
        heads: ${n_heads ?? num_attention_heads ?? max(1, width // 64)}
        function: ${(activation ?? hidden_act) ?? 'gelu'}
        operation: >-
          ${lookup(function, [['gelu', 'gelu'], ['gelu_python', 'gelu'],
          ['gelu_new', 'gelu_tanh'], ['gelu_fast', 'gelu_tanh'], ['gelu_pytorch_tanh', 'gelu_tanh'],
          ['quick_gelu', 'quick_gelu'], ['relu', 'relu'], ['silu', 'silu'], ['swish', 'silu'],
          ['tanh', 'tanh'], ['mish', 'mish']])}
      variants:
        distilbert-base: {layers: 6, width: 768}
      recognise:
        - ${rank('embeddings.word_embeddings.weight') == 2}
        - ${rank('transformer.layer.0.attention.q_lin.weight') == 2}
        - ${has('embeddings.position_embeddings.weight') and has('transformer.layer.0.sa_layer_norm')}
      assumes:
        - when: ${(n_heads ?? num_attention_heads ?? null) == null}
          text: >-
            the number of heads is not in the checkpoint; ${heads} are taken for a width of ${width},
            set another with --set heads=N
        - when: ${((activation ?? hidden_act) ?? null) == null}
          text: >-
            no config.json beside the checkpoint says which function the layers have; ${function} is
            taken, set another with --set activation=relu
      inputs:
        input_ids: i64[batch, sequence]
        attention_mask: i64[batch, sequence]
      outputs:
        last_hidden_state: hidden
      modules:
        Layer:
          inputs: [x, mask]
          forward:
            - name: attention.q_lin
              kind: Linear
              in_features: ${width}
              out_features: ${width}
              as: query
            - name: attention.k_lin
              kind: Linear
              from: x
              in_features: ${width}
              out_features: ${width}
              as: key
            - name: attention.v_lin
              kind: Linear
              from: x
              in_features: ${width}
              out_features: ${width}
              as: value
            - {kind: attention, from: [query, key, value, mask], heads: "${heads}", mask: true}
            - name: attention.out_lin
              kind: Linear
              in_features: ${width}
              out_features: ${width}
              as: attended
            - {kind: add, from: [attended, x]}
            - name: sa_layer_norm
              kind: LayerNorm
              normalized_shape: ["${width}"]
              eps: 1e-12
              as: attended
            - name: ffn.lin1
              kind: Linear
              in_features: ${width}
              out_features: ${inner}
            - {kind: "${operation}"}
            - name: ffn.lin2
              kind: Linear
              in_features: ${inner}
              out_features: ${width}
              as: changed
            - {kind: add, from: [changed, attended]}
            - {name: output_layer_norm, kind: LayerNorm, normalized_shape: ["${width}"], eps: 1e-12}
      forward:
        - name: embeddings.word_embeddings
          kind: Embedding
          from: input_ids
          num_embeddings: ${vocabulary}
          embedding_dim: ${width}
          as: words
        - parameter: embeddings.position_embeddings.weight
          shape: ["${positions}", "${width}"]
          as: table
        - {kind: take_like, from: [table, input_ids], dim: 0, axis: 1, as: places}
        - {kind: add, from: [words, places]}
        - name: embeddings.LayerNorm
          kind: LayerNorm
          normalized_shape: ["${width}"]
          eps: 1e-12
          as: hidden
        # Which keys each query sees, once for all layers.
        - {kind: cast, from: attention_mask, to: bool}
        - {kind: unsqueeze, dim: [1, 2], as: mask}
        - repeat: ${range(layers)}
          as: i
          forward:
            - {name: "transformer.layer.${i}", kind: Layer, from: [hidden, mask], as: hidden}

      """###
    ),
    ShippedArchitecture(
      file: "efficientnet.yaml", prefixes: [""],
      requiredName: "features.6.0.block.2.fc1.weight",
      text: ###"""
      # torchvision's EfficientNet and EfficientNet V2: stages of inverted residual blocks with squeeze
      # and excitation; V2 begins with stages whose blocks widen with a 3x3 convolution instead.
      architecture: efficientnet
      title: torchvision's EfficientNet B0 to B7, and V2
      class: EfficientNet
      let:
        # Of V2 the first convolution of the first block takes all channels, else one each.
        version: ${2 if size('features.1.0.block.0.0.weight', 1) > 1 else 1}
        stages: >-
          ${[count('features.1.'), count('features.2.'), count('features.3.'), count('features.4.'),
          count('features.5.'), count('features.6.')]
          + ([count('features.7.')] if count('features.') == 9 else [])}
        stem: ${size('features.0.0.weight', 0)}
        # The convolution that narrows a block is at another number in each kind of block.
        channels: >-
          ${[size('features.1.0.block.' + (0 if version == 2 else 2) + '.0.weight', 0),
          size('features.2.0.block.' + (1 if version == 2 else 3) + '.0.weight', 0),
          size('features.3.0.block.' + (1 if version == 2 else 3) + '.0.weight', 0),
          size('features.4.0.block.3.0.weight', 0), size('features.5.0.block.3.0.weight', 0),
          size('features.6.0.block.3.0.weight', 0)]
          + ([size('features.7.0.block.3.0.weight', 0)] if len(stages) == 7 else [])}
        last: >-
          ${size('features.' + (len(stages) + 1) + '.0.weight', 0)
          ?? (1280 if version == 2 else 4 * channels[-1])}
        # By stage: the factor by which a block widens its channels, its kernel, the stride of the first.
        factors: ${[1, 4, 4, 4, 6, 6, 6] if version == 2 else [1, 6, 6, 6, 6, 6, 6]}
        kernels: ${[3, 3, 3, 3, 3, 3, 3] if version == 2 else [3, 3, 5, 3, 5, 5, 3]}
        strides: [1, 2, 2, 2, 1, 2, 1]
        # Not in the weights: B0 to B4 normalise with another epsilon than B5 to B7 and V2.
        eps: ${1e-3 if version == 2 or stages[0] > 2 else 1e-5}
        momentum: ${0.01 if version == 1 and stages[0] > 2 else 0.1}
        classes: ${size('classifier.1.weight', 0) ?? 1000}
      variants:
        efficientnet_b0:
          version: 1
          stem: 32
          channels: [16, 24, 40, 80, 112, 192, 320]
          stages: [1, 2, 2, 3, 3, 4, 1]
        efficientnet_b1:
          version: 1
          stem: 32
          channels: [16, 24, 40, 80, 112, 192, 320]
          stages: [2, 3, 3, 4, 4, 5, 2]
        efficientnet_b2:
          version: 1
          stem: 32
          channels: [16, 24, 48, 88, 120, 208, 352]
          stages: [2, 3, 3, 4, 4, 5, 2]
        efficientnet_b3:
          version: 1
          stem: 40
          channels: [24, 32, 48, 96, 136, 232, 384]
          stages: [2, 3, 3, 5, 5, 6, 2]
        efficientnet_b4:
          version: 1
          stem: 48
          channels: [24, 32, 56, 112, 160, 272, 448]
          stages: [2, 4, 4, 6, 6, 8, 2]
        efficientnet_b5:
          version: 1
          stem: 48
          channels: [24, 40, 64, 128, 176, 304, 512]
          stages: [3, 5, 5, 7, 7, 9, 3]
        efficientnet_b6:
          version: 1
          stem: 56
          channels: [32, 40, 72, 144, 200, 344, 576]
          stages: [3, 6, 6, 8, 8, 11, 3]
        efficientnet_b7:
          version: 1
          stem: 64
          channels: [32, 48, 80, 160, 224, 384, 640]
          stages: [4, 7, 7, 10, 10, 13, 4]
        efficientnet_v2_s:
          version: 2
          stem: 24
          channels: [24, 48, 64, 128, 160, 256]
          stages: [2, 4, 4, 6, 9, 15]
        efficientnet_v2_m:
          version: 2
          stem: 24
          channels: [24, 48, 80, 160, 176, 304, 512]
          stages: [3, 5, 5, 7, 14, 18, 5]
        efficientnet_v2_l:
          version: 2
          stem: 32
          channels: [32, 64, 96, 192, 224, 384, 640]
          stages: [4, 7, 7, 10, 19, 25, 7]
      recognise:
        - ${has('features.1.0.block.0.0.weight') and has('features.6.0.block.2.fc1.weight')}
        - ${has('classifier.1.weight') and count('features.') in [8, 9]}
      inputs:
        x: [batch, 3, 224, 224]
      outputs: {logits: logits}
      modules:
        Conv2dNormActivation:
          arguments: {inputs: null, outputs: null, kernel: 1, stride: 1, groups: 1, activates: true}
          forward:
            - name: "0"
              kind: Conv2d
              in_channels: ${inputs}
              out_channels: ${outputs}
              kernel_size: ${kernel}
              stride: ${stride}
              padding: ${kernel // 2}
              groups: ${groups}
              bias: false
            - name: "1"
              kind: BatchNorm2d
              num_features: ${outputs}
              eps: ${eps}
              momentum: ${momentum}
            - {kind: SiLU, when: "${activates}"}
        SqueezeExcitation:
          arguments: {channels: null, squeezed: null}
          forward:
            - {name: avgpool, kind: AdaptiveAvgPool2d, output_size: 1}
            - name: fc1
              kind: Conv2d
              in_channels: ${channels}
              out_channels: ${squeezed}
              kernel_size: 1
            - {kind: SiLU}
            - name: fc2
              kind: Conv2d
              in_channels: ${squeezed}
              out_channels: ${channels}
              kernel_size: 1
            - {kind: Sigmoid, as: scale}
            - {kind: mul, from: [scale, x]}
        MBConv:
          arguments: {inputs: null, outputs: null, factor: null, kernel: 3, stride: 1}
          forward:
            - name: block
              kind: Sequential
              as: main
              forward:
                - name: "0"
                  kind: Conv2dNormActivation
                  when: ${factor != 1}
                  inputs: ${inputs}
                  outputs: ${inputs * factor}
                - name: ${1 if factor != 1 else 0}
                  kind: Conv2dNormActivation
                  inputs: ${inputs * factor}
                  outputs: ${inputs * factor}
                  kernel: ${kernel}
                  stride: ${stride}
                  groups: ${inputs * factor}
                - name: ${2 if factor != 1 else 1}
                  kind: SqueezeExcitation
                  channels: ${inputs * factor}
                  squeezed: ${max(1, inputs // 4)}
                - name: ${3 if factor != 1 else 2}
                  kind: Conv2dNormActivation
                  inputs: ${inputs * factor}
                  outputs: ${outputs}
                  activates: false
            - {kind: add, from: [main, x], when: "${stride == 1 and inputs == outputs}"}
        FusedMBConv:
          arguments: {inputs: null, outputs: null, factor: null, kernel: 3, stride: 1}
          forward:
            - name: block
              kind: Sequential
              as: main
              forward:
                - name: "0"
                  kind: Conv2dNormActivation
                  inputs: ${inputs}
                  outputs: ${inputs * factor if factor != 1 else outputs}
                  kernel: ${kernel}
                  stride: ${stride}
                - name: "1"
                  kind: Conv2dNormActivation
                  when: ${factor != 1}
                  inputs: ${inputs * factor}
                  outputs: ${outputs}
                  activates: false
            - {kind: add, from: [main, x], when: "${stride == 1 and inputs == outputs}"}
      forward:
        - name: features
          kind: Sequential
          forward:
            - {name: "0", kind: Conv2dNormActivation, inputs: 3, outputs: "${stem}", kernel: 3, stride: 2}
            - repeat: ${stages}
              as: blocks
              index: stage
              forward:
                - repeat: ${range(blocks)}
                  as: position
                  forward:
                    - name: ${stage + 1}.${position}
                      kind: "${'FusedMBConv' if version == 2 and stage < 3 else 'MBConv'}"
                      inputs: >-
                        ${channels[stage] if position > 0 else channels[stage - 1] if stage > 0 else stem}
                      outputs: ${channels[stage]}
                      factor: ${factors[stage]}
                      kernel: ${kernels[stage]}
                      stride: ${strides[stage] if position == 0 else 1}
            - name: ${len(stages) + 1}
              kind: Conv2dNormActivation
              inputs: ${channels[-1]}
              outputs: ${last}
        - {name: avgpool, kind: AdaptiveAvgPool2d, output_size: 1}
        - {kind: flatten, start_dim: 1}
        - name: classifier.1
          kind: Linear
          in_features: ${last}
          out_features: ${classes}
          as: logits

      """###
    ),
    ShippedArchitecture(
      file: "googlenet.yaml", prefixes: [""],
      requiredName: "inception5b.branch4.1.bn.running_mean",
      text: ###"""
      # torchvision's GoogLeNet in evaluation: nine Inception modules of four branches each. The two
      # auxiliary classifiers serve training only.
      architecture: googlenet
      title: torchvision's GoogLeNet
      class: GoogLeNet
      variant: googlenet
      let:
        transform_input: false
        # Of each module: its name, the channels it takes, those of its branches.
        blocks:
          - [3a, 192, 64, 96, 128, 16, 32, 32]
          - [3b, 256, 128, 128, 192, 32, 96, 64]
          - [4a, 480, 192, 96, 208, 16, 48, 64]
          - [4b, 512, 160, 112, 224, 24, 64, 64]
          - [4c, 512, 128, 128, 256, 24, 64, 64]
          - [4d, 512, 112, 144, 288, 32, 64, 64]
          - [4e, 528, 256, 160, 320, 32, 128, 128]
          - [5a, 832, 256, 160, 320, 32, 128, 128]
          - [5b, 832, 384, 192, 384, 48, 128, 128]
        classes: ${size('fc.weight', 0) ?? 1000}
      recognise:
        - ${has('inception3a.branch2.0.conv.weight') and has('inception5b.branch4.1.bn.running_mean')}
        - ${has('conv1.conv.weight') and has('conv3.bn.running_mean') and has('fc.weight')}
      ignore: ["aux1.*", "aux2.*"]
      assumes:
        - when: ${not transform_input}
          text: >-
            the checkpoint does not tell whether the network scales its input itself, as torchvision's own
            weights expect it; it is not scaled, --set transform_input=true scales it
      inputs:
        x: [batch, 3, 224, 224]
      outputs: {logits: logits}
      modules:
        # From the mean and deviation of ImageNet's channels to a mean and deviation of a half.
        TransformInput:
          forward:
            - {kind: slice, dim: 1, start: 0, end: 1}
            - {kind: mul, value: 0.458}
            - {kind: add, value: -0.03, as: red}
            - {kind: slice, from: x, dim: 1, start: 1, end: 2}
            - {kind: mul, value: 0.448}
            - {kind: add, value: -0.088, as: green}
            - {kind: slice, from: x, dim: 1, start: 2, end: 3}
            - {kind: mul, value: 0.45}
            - {kind: add, value: -0.188, as: blue}
            - {kind: cat, from: [red, green, blue], dim: 1}
        # The epsilon is not in the weights.
        BasicConv2d:
          arguments: {inputs: null, outputs: null, kernel: 1, stride: 1, padding: 0}
          forward:
            - name: conv
              kind: Conv2d
              in_channels: ${inputs}
              out_channels: ${outputs}
              kernel_size: ${kernel}
              stride: ${stride}
              padding: ${padding}
              bias: false
            - {name: bn, kind: BatchNorm2d, num_features: "${outputs}", eps: 1e-3}
            - {kind: ReLU}
        Inception:
          arguments: {inputs: null, channels: null}
          forward:
            - {name: branch1, kind: BasicConv2d, inputs: "${inputs}", outputs: "${channels[0]}", as: b1}
            - name: branch2.0
              kind: BasicConv2d
              from: x
              inputs: ${inputs}
              outputs: ${channels[1]}
            - name: branch2.1
              kind: BasicConv2d
              inputs: ${channels[1]}
              outputs: ${channels[2]}
              kernel: 3
              padding: 1
              as: b2
            - name: branch3.0
              kind: BasicConv2d
              from: x
              inputs: ${inputs}
              outputs: ${channels[3]}
            # The paper has a 5x5 convolution here.
            - name: branch3.1
              kind: BasicConv2d
              inputs: ${channels[3]}
              outputs: ${channels[4]}
              kernel: 3
              padding: 1
              as: b3
            - {kind: MaxPool2d, from: x, kernel_size: 3, stride: 1, padding: 1, ceil_mode: true}
            - {name: branch4.1, kind: BasicConv2d, inputs: "${inputs}", outputs: "${channels[5]}", as: b4}
            - {kind: cat, from: [b1, b2, b3, b4], dim: 1}
      forward:
        - {kind: TransformInput, when: "${transform_input}"}
        - {name: conv1, kind: BasicConv2d, inputs: 3, outputs: 64, kernel: 7, stride: 2, padding: 3}
        - {name: maxpool1, kind: MaxPool2d, kernel_size: 3, stride: 2, ceil_mode: true}
        - {name: conv2, kind: BasicConv2d, inputs: 64, outputs: 64}
        - {name: conv3, kind: BasicConv2d, inputs: 64, outputs: 192, kernel: 3, padding: 1}
        - {name: maxpool2, kind: MaxPool2d, kernel_size: 3, stride: 2, ceil_mode: true}
        - repeat: ${blocks}
          as: block
          forward:
            - kind: MaxPool2d
              when: ${block[0] in ['4a', '5a']}
              kernel_size: ${3 if block[0] == '4a' else 2}
              stride: 2
              ceil_mode: true
            - name: inception${block[0]}
              kind: Inception
              inputs: ${block[1]}
              channels: ${block[2:]}
        - {name: avgpool, kind: AdaptiveAvgPool2d, output_size: 1}
        - {kind: flatten, start_dim: 1}
        - {name: fc, kind: Linear, in_features: 1024, out_features: "${classes}", as: logits}

      """###
    ),
    ShippedArchitecture(
      file: "gpt2.yaml", prefixes: [""],
      requiredName: "",
      text: ###"""
      # GPT-2 as Hugging Face's transformers names it, with the model alone or below `transformer.`.
      # Logits are given where a head for them is stored, or where a config.json says that it shares the
      # embedding's table.
      architecture: gpt2
      title: GPT-2 of Hugging Face's transformers, with its language model's head
      class: [GPT2LMHeadModel, GPT2Model]
      variant: gpt2-${layers}-layers-${width}
      # Older checkpoints hold the causal masks; other heads are not described here.
      ignore:
        - "*.attn.bias"
        - "*.attn.masked_bias"
        - score.weight
        - classifier.*
        - multiple_choice_head.*
      let:
        body: ${'transformer.' if has('transformer.wte.weight') ?? true else ''}
        vocabulary: ${size(body + 'wte.weight', 0) ?? 50257}
        width: ${size(body + 'wte.weight', 1) ?? 768}
        positions: ${size(body + 'wpe.weight', 0) ?? 1024}
        layers: ${count(body + 'h.') ?? 12}
        inner: ${size(body + 'h.0.mlp.c_fc.weight', 1) ?? width * 4}
        heads: ${n_head ?? num_attention_heads ?? max(1, width // 64)}
        eps: ${layer_norm_epsilon ?? 1e-5}
        function: ${activation_function ?? 'gelu_new'}
        operation: >-
          ${lookup(function, [['gelu', 'gelu'], ['gelu_python', 'gelu'],
          ['gelu_new', 'gelu_tanh'], ['gelu_fast', 'gelu_tanh'], ['gelu_pytorch_tanh', 'gelu_tanh'],
          ['quick_gelu', 'quick_gelu'], ['relu', 'relu'], ['silu', 'silu'], ['swish', 'silu'],
          ['tanh', 'tanh'], ['mish', 'mish']])}
        # What the root of a head's size divides is left out, or divided by the layer's number, where the
        # configuration asks for it.
        scale: ${(width // heads) ** -0.5 if scale_attn_weights ?? true else 1.0}
        scaled_by_layer: ${scale_attn_by_inverse_layer_idx ?? false}
        stored_head: ${has('lm_head.weight') ?? false}
        head: ${stored_head or 'GPT2LMHeadModel' in (architectures ?? [])}
      variants:
        gpt2-small: {layers: 12, width: 768}
        gpt2-medium: {layers: 24, width: 1024}
        gpt2-large: {layers: 36, width: 1280}
        gpt2-xl: {layers: 48, width: 1600}
      recognise:
        - ${rank(body + 'wte.weight') == 2 and rank(body + 'wpe.weight') == 2}
        - ${size(body + 'h.0.attn.c_attn.weight', 1) == 3 * size(body + 'h.0.attn.c_attn.weight', 0)}
        - ${has(body + 'ln_f.weight') and has(body + 'h.0.mlp.c_fc.weight')}
      assumes:
        - when: ${(n_head ?? num_attention_heads ?? null) == null}
          text: >-
            the number of heads is not in the checkpoint; ${heads} are taken for a width of ${width},
            set another with --set heads=N
        - when: ${(layer_norm_epsilon ?? null) == null or (activation_function ?? null) == null}
          text: >-
            no config.json beside the checkpoint says how it normalises and which function its layers
            have; ${eps} is taken for the epsilon and ${function} for the function, set others with
            --set layer_norm_epsilon=… and --set activation_function=…
        - when: ${not head and (architectures ?? null) == null}
          text: >-
            the checkpoint has no lm_head.weight, so that the hidden states are the result; --set
            head=true adds logits from the table of the embedding, which GPT-2 shares with its head
      inputs:
        input_ids: i64[batch, sequence]
        attention_mask: i64[batch, sequence]
      outputs:
        logits: "${'logits' if head else null}"
        last_hidden_state: hidden
      modules:
        Block:
          arguments: {scale: null}
          inputs: [x, mask]
          forward:
            - {name: ln_1, kind: LayerNorm, normalized_shape: ["${width}"], eps: "${eps}"}
            - {name: attn.c_attn, kind: Conv1D, nx: "${width}", nf: "${3 * width}"}
            - {kind: chunk, chunks: 3, dim: -1, as: [query, key, value]}
            - kind: attention
              from: [query, key, value, mask]
              heads: ${heads}
              scale: ${scale}
              mask: true
            - {name: attn.c_proj, kind: Conv1D, nx: "${width}", nf: "${width}", as: attended}
            - {kind: add, from: [attended, x], as: attended}
            - {name: ln_2, kind: LayerNorm, normalized_shape: ["${width}"], eps: "${eps}"}
            - {name: mlp.c_fc, kind: Conv1D, nx: "${width}", nf: "${inner}"}
            - {kind: "${operation}"}
            - {name: mlp.c_proj, kind: Conv1D, nx: "${inner}", nf: "${width}", as: changed}
            - {kind: add, from: [attended, changed]}
      forward:
        - {parameter: "${body}wte.weight", shape: ["${vocabulary}", "${width}"], as: words}
        - {kind: embedding, from: [input_ids, words], as: tokens}
        - {parameter: "${body}wpe.weight", shape: ["${positions}", "${width}"], as: table}
        - {kind: positions_like, from: input_ids, axis: 1, as: keys}
        - {kind: embedding, from: [keys, table], as: places}
        - {kind: add, from: [tokens, places], as: hidden}
        # Which keys each query sees, once for all layers: no later ones, and no padding.
        - {kind: cast, from: attention_mask, to: bool}
        - {kind: unsqueeze, dim: [1, 2], as: mask}
        - {kind: unsqueeze, from: keys, dim: 1, as: queries}
        - {kind: gt, from: [keys, queries]}
        - {kind: logical_not, as: before}
        - {kind: logical_and, from: [mask, before], as: mask}
        - repeat: ${range(layers)}
          as: i
          forward:
            - name: ${body}h.${i}
              kind: Block
              from: [hidden, mask]
              scale: ${scale / (i + 1) if scaled_by_layer else scale}
              as: hidden
        - name: ${body}ln_f
          kind: LayerNorm
          normalized_shape: ["${width}"]
          eps: ${eps}
          as: hidden
        - name: lm_head
          kind: Linear
          when: ${head and stored_head}
          in_features: ${width}
          out_features: ${vocabulary}
          bias: false
          as: logits
        - {kind: linear, from: [hidden, words], when: "${head and not stored_head}", as: logits}

      """###
    ),
    ShippedArchitecture(
      file: "inception_v3.yaml", prefixes: [""],
      requiredName: "Mixed_7c.branch3x3dbl_3b.bn.running_mean",
      text: ###"""
      # torchvision's Inception v3 in evaluation. The auxiliary classifier serves training only.
      architecture: inception_v3
      title: torchvision's Inception v3
      class: Inception3
      variant: inception_v3
      let:
        transform_input: false
        classes: ${size('fc.weight', 0) ?? 1000}
      recognise:
        - ${has('Conv2d_1a_3x3.conv.weight') and has('Mixed_5b.branch5x5_1.conv.weight')}
        - ${has('Mixed_7c.branch3x3dbl_3b.bn.running_mean') and has('fc.weight')}
      ignore: ["AuxLogits.*"]
      assumes:
        - when: ${not transform_input}
          text: >-
            the checkpoint does not tell whether the network scales its input itself, as torchvision's own
            weights expect it; it is not scaled, --set transform_input=true scales it
      inputs:
        x: [batch, 3, 299, 299]
      outputs: {logits: logits}
      modules:
        # From the mean and deviation of ImageNet's channels to a mean and deviation of a half.
        TransformInput:
          forward:
            - {kind: slice, dim: 1, start: 0, end: 1}
            - {kind: mul, value: 0.458}
            - {kind: add, value: -0.03, as: red}
            - {kind: slice, from: x, dim: 1, start: 1, end: 2}
            - {kind: mul, value: 0.448}
            - {kind: add, value: -0.088, as: green}
            - {kind: slice, from: x, dim: 1, start: 2, end: 3}
            - {kind: mul, value: 0.45}
            - {kind: add, value: -0.188, as: blue}
            - {kind: cat, from: [red, green, blue], dim: 1}
        # The epsilon is not in the weights.
        BasicConv2d:
          arguments: {inputs: null, outputs: null, kernel: 1, stride: 1, padding: 0}
          forward:
            - name: conv
              kind: Conv2d
              in_channels: ${inputs}
              out_channels: ${outputs}
              kernel_size: ${kernel}
              stride: ${stride}
              padding: ${padding}
              bias: false
            - {name: bn, kind: BatchNorm2d, num_features: "${outputs}", eps: 1e-3}
            - {kind: ReLU}
        InceptionA:
          arguments: {inputs: null, pooled: null}
          forward:
            - {name: branch1x1, kind: BasicConv2d, from: x, inputs: "${inputs}", outputs: 64, as: points}
            - {name: branch5x5_1, kind: BasicConv2d, from: x, inputs: "${inputs}", outputs: 48}
            - name: branch5x5_2
              kind: BasicConv2d
              inputs: 48
              outputs: 64
              kernel: 5
              padding: 2
              as: wide
            - {name: branch3x3dbl_1, kind: BasicConv2d, from: x, inputs: "${inputs}", outputs: 64}
            - {name: branch3x3dbl_2, kind: BasicConv2d, inputs: 64, outputs: 96, kernel: 3, padding: 1}
            - name: branch3x3dbl_3
              kind: BasicConv2d
              inputs: 96
              outputs: 96
              kernel: 3
              padding: 1
              as: double
            - {kind: AvgPool2d, from: x, kernel_size: 3, stride: 1, padding: 1}
            - name: branch_pool
              kind: BasicConv2d
              inputs: ${inputs}
              outputs: ${pooled}
              as: pooled
            - {kind: cat, from: [points, wide, double, pooled], dim: 1}
        InceptionB:
          arguments: {inputs: null}
          forward:
            - name: branch3x3
              kind: BasicConv2d
              from: x
              inputs: ${inputs}
              outputs: 384
              kernel: 3
              stride: 2
              as: single
            - {name: branch3x3dbl_1, kind: BasicConv2d, from: x, inputs: "${inputs}", outputs: 64}
            - {name: branch3x3dbl_2, kind: BasicConv2d, inputs: 64, outputs: 96, kernel: 3, padding: 1}
            - name: branch3x3dbl_3
              kind: BasicConv2d
              inputs: 96
              outputs: 96
              kernel: 3
              stride: 2
              as: double
            - {kind: MaxPool2d, from: x, kernel_size: 3, stride: 2, as: pooled}
            - {kind: cat, from: [single, double, pooled], dim: 1}
        InceptionC:
          arguments: {inputs: null, inside: null}
          forward:
            - {name: branch1x1, kind: BasicConv2d, from: x, inputs: "${inputs}", outputs: 192, as: points}
            - {name: branch7x7_1, kind: BasicConv2d, from: x, inputs: "${inputs}", outputs: "${inside}"}
            - name: branch7x7_2
              kind: BasicConv2d
              inputs: ${inside}
              outputs: ${inside}
              kernel: [1, 7]
              padding: [0, 3]
            - name: branch7x7_3
              kind: BasicConv2d
              inputs: ${inside}
              outputs: 192
              kernel: [7, 1]
              padding: [3, 0]
              as: single
            - name: branch7x7dbl_1
              kind: BasicConv2d
              from: x
              inputs: ${inputs}
              outputs: ${inside}
            - name: branch7x7dbl_2
              kind: BasicConv2d
              inputs: ${inside}
              outputs: ${inside}
              kernel: [7, 1]
              padding: [3, 0]
            - name: branch7x7dbl_3
              kind: BasicConv2d
              inputs: ${inside}
              outputs: ${inside}
              kernel: [1, 7]
              padding: [0, 3]
            - name: branch7x7dbl_4
              kind: BasicConv2d
              inputs: ${inside}
              outputs: ${inside}
              kernel: [7, 1]
              padding: [3, 0]
            - name: branch7x7dbl_5
              kind: BasicConv2d
              inputs: ${inside}
              outputs: 192
              kernel: [1, 7]
              padding: [0, 3]
              as: double
            - {kind: AvgPool2d, from: x, kernel_size: 3, stride: 1, padding: 1}
            - {name: branch_pool, kind: BasicConv2d, inputs: "${inputs}", outputs: 192, as: pooled}
            - {kind: cat, from: [points, single, double, pooled], dim: 1}
        InceptionD:
          arguments: {inputs: null}
          forward:
            - {name: branch3x3_1, kind: BasicConv2d, from: x, inputs: "${inputs}", outputs: 192}
            - name: branch3x3_2
              kind: BasicConv2d
              inputs: 192
              outputs: 320
              kernel: 3
              stride: 2
              as: single
            - {name: branch7x7x3_1, kind: BasicConv2d, from: x, inputs: "${inputs}", outputs: 192}
            - name: branch7x7x3_2
              kind: BasicConv2d
              inputs: 192
              outputs: 192
              kernel: [1, 7]
              padding: [0, 3]
            - name: branch7x7x3_3
              kind: BasicConv2d
              inputs: 192
              outputs: 192
              kernel: [7, 1]
              padding: [3, 0]
            - name: branch7x7x3_4
              kind: BasicConv2d
              inputs: 192
              outputs: 192
              kernel: 3
              stride: 2
              as: double
            - {kind: MaxPool2d, from: x, kernel_size: 3, stride: 2, as: pooled}
            - {kind: cat, from: [single, double, pooled], dim: 1}
        InceptionE:
          arguments: {inputs: null}
          forward:
            - {name: branch1x1, kind: BasicConv2d, from: x, inputs: "${inputs}", outputs: 320, as: points}
            - name: branch3x3_1
              kind: BasicConv2d
              from: x
              inputs: ${inputs}
              outputs: 384
              as: single
            - name: branch3x3_2a
              kind: BasicConv2d
              from: single
              inputs: 384
              outputs: 384
              kernel: [1, 3]
              padding: [0, 1]
              as: single_row
            - name: branch3x3_2b
              kind: BasicConv2d
              from: single
              inputs: 384
              outputs: 384
              kernel: [3, 1]
              padding: [1, 0]
              as: single_column
            - {name: branch3x3dbl_1, kind: BasicConv2d, from: x, inputs: "${inputs}", outputs: 448}
            - name: branch3x3dbl_2
              kind: BasicConv2d
              inputs: 448
              outputs: 384
              kernel: 3
              padding: 1
              as: double
            - name: branch3x3dbl_3a
              kind: BasicConv2d
              from: double
              inputs: 384
              outputs: 384
              kernel: [1, 3]
              padding: [0, 1]
              as: double_row
            - name: branch3x3dbl_3b
              kind: BasicConv2d
              from: double
              inputs: 384
              outputs: 384
              kernel: [3, 1]
              padding: [1, 0]
              as: double_column
            - {kind: AvgPool2d, from: x, kernel_size: 3, stride: 1, padding: 1}
            - {name: branch_pool, kind: BasicConv2d, inputs: "${inputs}", outputs: 192, as: pooled}
            - kind: cat
              from: [points, single_row, single_column, double_row, double_column, pooled]
              dim: 1
      forward:
        - {kind: TransformInput, when: "${transform_input}"}
        - {name: Conv2d_1a_3x3, kind: BasicConv2d, inputs: 3, outputs: 32, kernel: 3, stride: 2}
        - {name: Conv2d_2a_3x3, kind: BasicConv2d, inputs: 32, outputs: 32, kernel: 3}
        - {name: Conv2d_2b_3x3, kind: BasicConv2d, inputs: 32, outputs: 64, kernel: 3, padding: 1}
        - {name: maxpool1, kind: MaxPool2d, kernel_size: 3, stride: 2}
        - {name: Conv2d_3b_1x1, kind: BasicConv2d, inputs: 64, outputs: 80}
        - {name: Conv2d_4a_3x3, kind: BasicConv2d, inputs: 80, outputs: 192, kernel: 3}
        - {name: maxpool2, kind: MaxPool2d, kernel_size: 3, stride: 2}
        - {name: Mixed_5b, kind: InceptionA, inputs: 192, pooled: 32}
        - {name: Mixed_5c, kind: InceptionA, inputs: 256, pooled: 64}
        - {name: Mixed_5d, kind: InceptionA, inputs: 288, pooled: 64}
        - {name: Mixed_6a, kind: InceptionB, inputs: 288}
        - {name: Mixed_6b, kind: InceptionC, inputs: 768, inside: 128}
        - {name: Mixed_6c, kind: InceptionC, inputs: 768, inside: 160}
        - {name: Mixed_6d, kind: InceptionC, inputs: 768, inside: 160}
        - {name: Mixed_6e, kind: InceptionC, inputs: 768, inside: 192}
        - {name: Mixed_7a, kind: InceptionD, inputs: 768}
        - {name: Mixed_7b, kind: InceptionE, inputs: 1280}
        - {name: Mixed_7c, kind: InceptionE, inputs: 2048}
        - {name: avgpool, kind: AdaptiveAvgPool2d, output_size: 1}
        - {kind: flatten, start_dim: 1}
        - {name: fc, kind: Linear, in_features: 2048, out_features: "${classes}", as: logits}

      """###
    ),
    ShippedArchitecture(
      file: "llama.yaml", prefixes: [""],
      requiredName: "",
      text: ###"""
      # Llama as Hugging Face's transformers names it, and what has its layers: Mistral, Qwen2 with
      # biases, Qwen3 with norms of queries and keys. Logits are given where a head for them is stored, or
      # where a config.json says that it shares the embedding's table.
      architecture: llama
      title: Llama, Mistral, Qwen2 and Qwen3 of Hugging Face's transformers
      class: [LlamaForCausalLM, MistralForCausalLM, Qwen2ForCausalLM, Qwen3ForCausalLM, LlamaModel]
      variant: ${model_type ?? 'llama'}-${layers}-layers-${width}
      ignore: ["*.rotary_emb.inv_freq", "score.*"]
      let:
        body: ${'model.' if has('model.embed_tokens.weight') ?? true else ''}
        first: ${body}layers.0.
        vocabulary: ${size(body + 'embed_tokens.weight', 0) ?? 32000}
        width: ${size(body + 'embed_tokens.weight', 1) ?? 4096}
        layers: ${count(body + 'layers.') ?? 32}
        inner: ${size(first + 'mlp.gate_proj.weight', 0) ?? 11008}
        queries: ${size(first + 'self_attn.q_proj.weight', 0) ?? width}
        keys: ${size(first + 'self_attn.k_proj.weight', 0) ?? width}
        normal: ${has(first + 'self_attn.q_norm.weight') ?? false}
        biased: ${has(first + 'self_attn.q_proj.bias') ?? false}
        size: >-
          ${head_dim ?? queries // (num_attention_heads ?? queries // (size(first +
          'self_attn.q_norm.weight', 0) ?? (128 if queries >= 2048 else 64)))}
        eps: ${rms_norm_eps ?? 1e-5}
        theta: ${rope_parameters['rope_theta'] ?? rope_theta ?? 10000.0}
        # What makes positions beyond those of the first training reachable, in newer and older settings.
        scaling: >-
          ${rope_parameters['rope_type'] ?? rope_scaling['rope_type'] ?? rope_scaling['type'] ??
          'default'}
        settings: ${rope_parameters ?? rope_scaling ?? null}
        factor: ${settings['factor'] ?? 1.0 if scaling != 'default' else 1.0}
        window: >-
          ${(sliding_window ?? null) if (model_type ?? '') == 'mistral' else null}
        operation: >-
          ${lookup(hidden_act ?? 'silu', [['silu', 'silu'], ['swish', 'silu'], ['gelu', 'gelu'],
          ['gelu_pytorch_tanh', 'gelu_tanh'], ['relu', 'relu']])}
        stored_head: ${has('lm_head.weight') ?? false}
        head: ${stored_head or 'ForCausalLM' in ((architectures ?? [''])[0])}
      recognise:
        - ${rank(body + 'embed_tokens.weight') == 2 and rank(first + 'mlp.gate_proj.weight') == 2}
        - ${has(first + 'self_attn.q_proj.weight') and has(first + 'self_attn.o_proj.weight')}
        - ${has(first + 'input_layernorm.weight') and has(first + 'post_attention_layernorm.weight')}
        - ${not has(first + 'pre_feedforward_layernorm') and not has(first + 'input_layernorm.bias')}
        - ${has(body + 'norm.weight')}
        # Others have the same names and compute something else with them.
        - ${(model_type ?? 'llama') in ['llama', 'mistral', 'qwen2', 'qwen3']}
        - ${scaling in ['default', 'linear', 'llama3'] and not (use_sliding_window ?? false)}
      assumes:
        - when: ${(num_attention_heads ?? head_dim ?? null) == null and not normal}
          text: >-
            the size of a head is not in the checkpoint; ${size} is taken, set another with --set size=N
        - when: ${(rope_parameters ?? rope_theta ?? rms_norm_eps ?? null) == null}
          text: >-
            no config.json beside the checkpoint says how it normalises and how fast positions turn;
            ${eps} is taken for the epsilon and ${theta} for the base, as the first Llama has them, set
            others with --set rms_norm_eps=… and --set rope_theta=…
      inputs:
        input_ids: i64[batch, sequence]
        attention_mask: i64[batch, sequence]
      outputs:
        logits: "${'logits' if head else null}"
        last_hidden_state: hidden
      modules:
        Layer:
          inputs: [x, mask, cosines, sines]
          forward:
            - name: input_layernorm
              kind: RMSNorm
              normalized_shape: ["${width}"]
              eps: ${eps}
              as: scaled
            - name: self_attn
              kind: Attention
              from: [scaled, mask, cosines, sines]
              as: attended
            - {kind: add, from: [attended, x], as: attended}
            - name: post_attention_layernorm
              kind: RMSNorm
              normalized_shape: ["${width}"]
              eps: ${eps}
              as: scaled
            - name: mlp.gate_proj
              kind: Linear
              in_features: ${width}
              out_features: ${inner}
            - {kind: "${operation}", as: gate}
            - name: mlp.up_proj
              kind: Linear
              from: scaled
              in_features: ${width}
              out_features: ${inner}
              as: up
            - {kind: mul, from: [gate, up]}
            - name: mlp.down_proj
              kind: Linear
              in_features: ${inner}
              out_features: ${width}
              as: changed
            - {kind: add, from: [attended, changed]}
        Attention:
          inputs: [x, mask, cosines, sines]
          forward:
            - name: q_proj
              kind: Linear
              from: x
              in_features: ${width}
              out_features: ${queries}
              bias: ${biased}
            - {kind: reshape, shape: ["=0", "=1", "${queries // size}", "${size}"]}
            - name: q_norm
              kind: RMSNorm
              when: ${normal}
              normalized_shape: ["${size}"]
              eps: ${eps}
            - {kind: identity, as: query}
            - {kind: rotary, from: [query, cosines, sines], as: query}
            - name: k_proj
              kind: Linear
              from: x
              in_features: ${width}
              out_features: ${keys}
              bias: ${biased}
            - {kind: reshape, shape: ["=0", "=1", "${keys // size}", "${size}"]}
            - name: k_norm
              kind: RMSNorm
              when: ${normal}
              normalized_shape: ["${size}"]
              eps: ${eps}
            - {kind: identity, as: key}
            - {kind: rotary, from: [key, cosines, sines], as: key}
            - name: v_proj
              kind: Linear
              from: x
              in_features: ${width}
              out_features: ${keys}
              bias: ${biased}
              as: value
            - kind: attention
              from: [query, key, value, mask]
              heads: ${queries // size}
              kv_heads: ${keys // size}
              mask: true
            - {name: o_proj, kind: Linear, in_features: "${queries}", out_features: "${width}"}
      forward:
        - {parameter: "${body}embed_tokens.weight", shape: ["${vocabulary}", "${width}"], as: words}
        - {kind: embedding, from: [input_ids, words], as: hidden}
        # Which keys each query sees, once for all layers: no later ones, none before the window, no
        # padding.
        - {kind: cast, from: attention_mask, to: bool}
        - {kind: unsqueeze, dim: [1, 2], as: mask}
        - {kind: positions_like, from: input_ids, axis: 1, as: places}
        - {kind: unsqueeze, dim: 1, as: rows}
        - {kind: gt, from: [places, rows]}
        - {kind: logical_not, as: before}
        - {kind: logical_and, from: [mask, before], as: mask}
        - {kind: sub, from: [rows, places], when: "${window != null}"}
        - {kind: lt, value: "${window}", when: "${window != null}", as: near}
        - {kind: logical_and, from: [mask, near], when: "${window != null}", as: mask}
        - kind: rotary_positions
          from: input_ids
          axis: 1
          size: ${size}
          theta: ${theta}
          factor: ${factor}
          low_frequency: ${settings['low_freq_factor'] if scaling == 'llama3' else null}
          high_frequency: ${settings['high_freq_factor'] if scaling == 'llama3' else null}
          original_length: >-
            ${settings['original_max_position_embeddings'] if scaling == 'llama3' else null}
          as: [cosines, sines]
        - repeat: ${range(layers)}
          as: i
          forward:
            - name: ${body}layers.${i}
              kind: Layer
              from: [hidden, mask, cosines, sines]
              as: hidden
        - name: ${body}norm
          kind: RMSNorm
          from: hidden
          normalized_shape: ["${width}"]
          eps: ${eps}
          as: hidden
        - name: lm_head
          kind: Linear
          when: ${head and stored_head}
          in_features: ${width}
          out_features: ${vocabulary}
          bias: false
          as: logits
        - {kind: linear, from: [hidden, words], when: "${head and not stored_head}", as: logits}

      """###
    ),
    ShippedArchitecture(
      file: "mindspore-bert.yaml", prefixes: ["", "bert.", "bert.bert."],
      requiredName: "bert_embedding_postprocessor.full_position_embedding.embedding_table",
      text: ###"""
      # The encoder of BERT as MindSpore's model zoo names it. What stands beside the encoder's prefix is the
      # head of a task.
      architecture: mindspore-bert
      title: BERT's encoder of MindSpore's model zoo
      framework: mindspore
      class: BertModel
      prefixes: ["", "bert.", "bert.bert."]
      let:
        vocabulary: ${size('bert_embedding_lookup.embedding_table', 0) ?? 21128}
        positions: ${size('bert_embedding_postprocessor.full_position_embedding.embedding_table', 0) ?? 512}
        types: ${size('bert_embedding_postprocessor.token_type_embedding.embedding_table', 0) ?? 2}
        width: ${size('bert_encoder.layers.0.output.dense.weight', 0) ?? 768}
        inner: ${size('bert_encoder.layers.0.output.dense.weight', 1) ?? width * 4}
        layers: ${count('bert_encoder.layers.') ?? 12}
        heads: ${max(1, width // 64)}
        eps: 0.0000001
      variants:
        mindspore-bert-base: {layers: 12, width: 768}
        mindspore-bert-large: {layers: 24, width: 1024}
      recognise:
        - ${rank('bert_embedding_lookup.embedding_table') == 2}
        - ${rank('bert_encoder.layers.0.attention.attention.query_layer.weight') == 2}
        - ${has('bert_embedding_postprocessor.full_position_embedding.embedding_table')}
      assumes:
        - >-
          the number of heads is not in the checkpoint; ${heads} are taken for a width of ${width}, set
          another with --set heads=N
      inputs:
        input_ids: i64[batch, sequence]
        token_type_ids: i64[batch, sequence]
        input_mask: i64[batch, sequence]
      outputs: {sequence_output: hidden, pooled_output: pooled}
      modules:
        Layer:
          inputs: [x, mask]
          forward:
            - name: attention.attention.query_layer
              kind: Linear
              in_features: ${width}
              out_features: ${width}
              as: query
            - name: attention.attention.key_layer
              kind: Linear
              from: x
              in_features: ${width}
              out_features: ${width}
              as: key
            - name: attention.attention.value_layer
              kind: Linear
              from: x
              in_features: ${width}
              out_features: ${width}
              as: value
            - {kind: attention, from: [query, key, value, mask], heads: "${heads}", mask: true}
            - name: attention.output.dense
              kind: Linear
              in_features: ${width}
              out_features: ${width}
              as: attended
            - {kind: add, from: [x, attended]}
            - name: attention.output.layernorm
              kind: LayerNorm
              normalized_shape: ${width}
              eps: ${eps}
              as: attended
            - {name: intermediate, kind: Linear, in_features: "${width}", out_features: "${inner}"}
            - {kind: gelu_tanh}
            - name: output.dense
              kind: Linear
              in_features: ${inner}
              out_features: ${width}
              as: changed
            - {kind: add, from: [attended, changed]}
            - {name: output.layernorm, kind: LayerNorm, normalized_shape: "${width}", eps: "${eps}"}
      forward:
        - name: bert_embedding_lookup
          kind: Embedding
          from: input_ids
          num_embeddings: ${vocabulary}
          embedding_dim: ${width}
          as: words
        - name: bert_embedding_postprocessor.token_type_embedding
          kind: Embedding
          from: token_type_ids
          num_embeddings: ${types}
          embedding_dim: ${width}
          as: kinds
        - parameter: bert_embedding_postprocessor.full_position_embedding.embedding_table
          shape: ["${positions}", "${width}"]
          as: table
        - {kind: take_like, from: [table, input_ids], dim: 0, axis: 1, as: places}
        - {kind: add, from: [words, kinds, places]}
        - name: bert_embedding_postprocessor.layernorm
          kind: LayerNorm
          normalized_shape: ${width}
          eps: ${eps}
          as: hidden
        - {kind: cast, from: input_mask, to: bool}
        - {kind: unsqueeze, dim: [1, 2], as: mask}
        - repeat: ${range(layers)}
          as: i
          forward:
            - {name: "bert_encoder.layers.${i}", kind: Layer, from: [hidden, mask], as: hidden}
        - {kind: select, dim: 1, index: 0}
        - {name: dense, kind: Linear, in_features: "${width}", out_features: "${width}"}
        - {kind: tanh, as: pooled}

      """###
    ),
    ShippedArchitecture(
      file: "mindspore-encoder.yaml", prefixes: [""],
      requiredName: "tok.embedding_table",
      text: ###"""
      # A plain Transformer encoder as one writes it in MindSpore: tables of words and of learned positions,
      # layers with their normalisation behind each half, and a dense layer on the first position.
      architecture: mindspore-encoder
      title: a Transformer encoder with a classifier, as one writes it in MindSpore
      framework: mindspore
      class: Transformer
      variant: mindspore-encoder
      let:
        vocabulary: ${size('tok.embedding_table', 0) ?? 100}
        width: ${size('tok.embedding_table', 1) ?? 64}
        positions: ${size('pos', 1) ?? 10}
        layers: ${count('layers.') ?? 2}
        inner: ${size('layers.0.f1.weight', 0) ?? width * 2}
        classes: ${size('fc.weight', 0) ?? 7}
        heads: ${max(1, width // 16)}
      recognise:
        - ${rank('pos') == 3 and rank('tok.embedding_table') == 2 and rank('fc.weight') == 2}
        - ${has('layers.0.q.weight') and has('layers.0.o.weight') and has('layers.0.f2.weight')}
        - ${has('layers.0.ln1.gamma') and has('layers.0.ln2.gamma')}
      assumes:
        - >-
          the checkpoint does not tell the number of heads; ${heads} are taken for a width of ${width}, set
          another with --set heads=N
      inputs:
        ids: i64[batch, ${positions}]
        mask: [batch, "${positions}"]
      outputs: {result: result}
      modules:
        Layer:
          inputs: [x, mask]
          forward:
            - {name: q, kind: Linear, in_features: "${width}", out_features: "${width}", as: query}
            - {name: k, kind: Linear, from: x, in_features: "${width}", out_features: "${width}", as: key}
            - {name: v, kind: Linear, from: x, in_features: "${width}", out_features: "${width}", as: value}
            - {kind: attention, from: [query, key, value, mask], heads: "${heads}", mask: true}
            - {name: o, kind: Linear, in_features: "${width}", out_features: "${width}", as: attended}
            - {kind: add, from: [x, attended]}
            - {name: ln1, kind: LayerNorm, normalized_shape: "${width}", eps: 0.00001, as: attended}
            - {name: f1, kind: Linear, in_features: "${width}", out_features: "${inner}"}
            - {kind: gelu_tanh}
            - {name: f2, kind: Linear, in_features: "${inner}", out_features: "${width}", as: changed}
            - {kind: add, from: [attended, changed]}
            - {name: ln2, kind: LayerNorm, normalized_shape: "${width}", eps: 0.00001}
      forward:
        - name: tok
          kind: Embedding
          from: ids
          num_embeddings: ${vocabulary}
          embedding_dim: ${width}
          as: words
        - {parameter: pos, shape: [1, "${positions}", "${width}"], as: places}
        - {kind: add, from: [words, places], as: hidden}
        - {kind: cast, from: mask, to: bool}
        - {kind: unsqueeze, dim: [1, 2], as: seen}
        - repeat: ${range(layers)}
          as: i
          forward:
            - {name: "layers.${i}", kind: Layer, from: [hidden, seen], as: hidden}
        - {kind: select, dim: 1, index: 0}
        - {name: fc, kind: Linear, in_features: "${width}", out_features: "${classes}"}
        - {kind: tanh, as: result}

      """###
    ),
    ShippedArchitecture(
      file: "mindspore-inverted_residuals.yaml", prefixes: [""],
      requiredName: "blocks.0.conv.1.moving_mean",
      text: ###"""
      # A small network of MobileNet V2's blocks as one writes it in MindSpore: a stem, blocks, a head.
      architecture: mindspore-inverted_residuals
      title: a small network of MobileNet V2's blocks, as one writes it in MindSpore
      framework: mindspore
      class: MobileNetV2Like
      variant: mindspore-inverted_residuals
      let:
        stem: ${size('stem.0.weight', 0) ?? 16}
        blocks: ${count('blocks.') ?? 4}
        final: ${size('head.0.weight', 0) ?? 64}
        before: ${size('head.0.weight', 1) ?? 24}
        classes: ${size('fc.weight', 0) ?? 10}
      recognise:
        - ${has('stem.1.moving_mean') and has('head.1.moving_mean') and rank('fc.weight') == 2}
        - ${rank('stem.0.weight') == 4 and rank('head.0.weight') == 4}
        - ${has('blocks.0.conv.1.moving_mean') and has('blocks.0.conv.4.moving_mean')}
      assumes:
        - >-
          the checkpoint does not tell the strides; blocks that widen their channels are taken to have 2, others 1
      inputs:
        x: [batch, 3, 64, 64]
      outputs: {logits: logits}
      modules:
        # A block without a widening has a convolution less.
        Block:
          arguments: {at: null, wide: null}
          forward:
            - name: conv
              kind: Sequential
              as: main
              forward:
                - {name: "0", kind: Conv2d, when: "${wide}", kernel_size: 1, bias: false}
                - {name: "1", kind: BatchNorm2d, when: "${wide}"}
                - {kind: ReLU6, when: "${wide}"}
                - name: ${3 if wide else 0}
                  kind: Conv2d
                  in_channels: ${size(at + (3 if wide else 0) + '.weight', 0)}
                  kernel_size: 3
                  stride: ${2 if wide and size(at + '0.weight', 1) != size(at + '6.weight', 0) else 1}
                  padding: 1
                  bias: false
                - {name: "${4 if wide else 1}", kind: BatchNorm2d}
                - {kind: ReLU6}
                - {name: "${6 if wide else 3}", kind: Conv2d, kernel_size: 1, bias: false}
                - {name: "${7 if wide else 4}", kind: BatchNorm2d}
            - kind: add
              from: [x, main]
              when: >-
                ${wide and size(at + '0.weight', 1) == size(at + '6.weight', 0)}
      forward:
        - name: stem
          kind: Sequential
          forward:
            - {name: "0", kind: Conv2d, in_channels: 3, out_channels: "${stem}", kernel_size: 3, stride: 2, padding: 1, bias: false}
            - {name: "1", kind: BatchNorm2d, num_features: "${stem}"}
            - {kind: ReLU6}
        - repeat: ${range(blocks)}
          as: i
          forward:
            - name: blocks.${i}
              kind: Block
              at: /blocks.${i}.conv.
              wide: ${has('blocks.' + i + '.conv.6.weight')}
        - name: head
          kind: Sequential
          forward:
            - {name: "0", kind: Conv2d, in_channels: "${before}", out_channels: "${final}", kernel_size: 1, bias: false}
            - {name: "1", kind: BatchNorm2d, num_features: "${final}"}
            - {kind: Hardswish}
        - {kind: AdaptiveAvgPool2d, output_size: 1}
        - {kind: flatten, start_dim: 1}
        - {name: fc, kind: Linear, in_features: "${final}", out_features: "${classes}", as: logits}

      """###
    ),
    ShippedArchitecture(
      file: "mindspore-lenet5.yaml", prefixes: [""],
      requiredName: "conv1.weight",
      text: ###"""
      # LeNet-5 as MindSpore's tutorials and model zoo have it.
      architecture: mindspore-lenet5
      title: LeNet-5 of MindSpore's tutorials and model zoo
      framework: mindspore
      class: LeNet5
      variant: mindspore-lenet5
      let:
        classes: ${size('fc3.weight', 0) ?? 10}
      recognise:
        - ${size('conv1.weight', 0) == 6 and size('conv1.weight', 2) == 5}
        - ${size('conv2.weight', 0) == 16 and size('conv2.weight', 1) == 6}
        - ${size('fc1.weight', 1) == 400 and size('fc2.weight', 1) == 120 and size('fc3.weight', 1) == 84}
      inputs:
        x: [batch, "${size('conv1.weight', 1) ?? 1}", 32, 32]
      outputs: {logits: logits}
      forward:
        - {name: conv1, kind: Conv2d, in_channels: "${size('conv1.weight', 1) ?? 1}", out_channels: 6, kernel_size: 5}
        - {kind: ReLU}
        - {kind: MaxPool2d, kernel_size: 2, stride: 2}
        - {name: conv2, kind: Conv2d, in_channels: 6, out_channels: 16, kernel_size: 5}
        - {kind: ReLU}
        - {kind: MaxPool2d, kernel_size: 2, stride: 2}
        - {kind: flatten, start_dim: 1}
        - {name: fc1, kind: Linear, in_features: 400, out_features: 120}
        - {kind: ReLU}
        - {name: fc2, kind: Linear, in_features: 120, out_features: 84}
        - {kind: ReLU}
        - {name: fc3, kind: Linear, in_features: 84, out_features: "${classes}", as: logits}

      """###
    ),
    ShippedArchitecture(
      file: "mindspore-mobilenet_v2.yaml", prefixes: [""],
      requiredName: "",
      text: ###"""
      # MobileNet V2 as MindSpore's model zoo has it, whose convolutions with their normalisations are cells
      # of their own, and as MindCV has it, which lists them one by one.
      architecture: mindspore-mobilenet_v2
      title: MobileNet V2 of MindSpore's model zoo and of MindCV
      framework: mindspore
      class: [MobileNetV2, MobileNetV2Combine]
      variant: mindspore-mobilenet_v2
      let:
        cells: ${has('features.0.features.0.weight') ?? true}
        stem: ${size('features.0.features.0.weight', 0) ?? size('features.0.weight', 0) ?? 32}
        # How many blocks each stage has, the stride of its first, and its channels.
        stages: [1, 2, 3, 4, 3, 3, 1]
        strides: [1, 2, 2, 2, 1, 2, 1]
        # The blocks' numbers begin behind the stem, which takes one number or three.
        first: ${1 if cells else 3}
        channels:
          - ${size('features.1.conv.1.weight', 0) ?? size('features.3.layers.3.weight', 0) ?? 16}
          - ${size('features.2.conv.2.weight', 0) ?? size('features.4.layers.6.weight', 0) ?? 24}
          - ${size('features.4.conv.2.weight', 0) ?? size('features.6.layers.6.weight', 0) ?? 32}
          - ${size('features.7.conv.2.weight', 0) ?? size('features.9.layers.6.weight', 0) ?? 64}
          - ${size('features.11.conv.2.weight', 0) ?? size('features.13.layers.6.weight', 0) ?? 96}
          - ${size('features.14.conv.2.weight', 0) ?? size('features.16.layers.6.weight', 0) ?? 160}
          - ${size('features.17.conv.2.weight', 0) ?? size('features.19.layers.6.weight', 0) ?? 320}
        final: ${size('features.18.features.0.weight', 0) ?? size('features.20.weight', 0) ?? 1280}
        head: >-
          ${'dense' if (has('dense.weight') ?? true) else 'head.1' if has('head.1.weight') else
          'head.2' if has('head.2.weight') else 'classifier.1'}
        classes: ${size(head + '.weight', 0) ?? 1000}
      recognise:
        - >-
          ${has('features.17.conv.3.moving_mean') and has('features.18.features.1.moving_mean') or
          has('features.19.layers.7.moving_mean') and has('features.21.moving_mean')}
        - >-
          ${has('dense.weight') or has('head.1.weight') or has('head.2.weight') or
          has('classifier.1.weight')}
      inputs:
        x: [batch, 3, 224, 224]
      outputs: {logits: logits}
      modules:
        # A convolution and its normalisation at `features.0` and `features.1` of a cell.
        ConvBNReLU:
          arguments: {inputs: null, outputs: null, kernel: null, stride: 1, groups: 1}
          forward:
            - name: features.0
              kind: Conv2d
              in_channels: ${inputs}
              out_channels: ${outputs}
              kernel_size: ${kernel}
              stride: ${stride}
              padding: ${kernel // 2}
              groups: ${groups}
              bias: false
            - {name: features.1, kind: BatchNorm2d, num_features: "${outputs}"}
            - {kind: ReLU6}
        # The same at two numbers of the module around it.
        Listed:
          arguments: {at: null, inputs: null, outputs: null, kernel: null, stride: 1, groups: 1}
          forward:
            - name: ${at}
              kind: Conv2d
              in_channels: ${inputs}
              out_channels: ${outputs}
              kernel_size: ${kernel}
              stride: ${stride}
              padding: ${kernel // 2}
              groups: ${groups}
              bias: false
            - {name: "${at + 1}", kind: BatchNorm2d, num_features: "${outputs}"}
            - {kind: ReLU6}
        CellBlock:
          arguments: {inputs: null, outputs: null, expansion: null, stride: 1}
          forward:
            - name: conv
              kind: Sequential
              as: main
              forward:
                - name: "0"
                  kind: ConvBNReLU
                  when: ${expansion != 1}
                  inputs: ${inputs}
                  outputs: ${inputs * expansion}
                  kernel: 1
                - name: ${1 if expansion != 1 else 0}
                  kind: ConvBNReLU
                  inputs: ${inputs * expansion}
                  outputs: ${inputs * expansion}
                  kernel: 3
                  stride: ${stride}
                  groups: ${inputs * expansion}
                - name: ${2 if expansion != 1 else 1}
                  kind: Conv2d
                  in_channels: ${inputs * expansion}
                  out_channels: ${outputs}
                  kernel_size: 1
                  bias: false
                - name: ${3 if expansion != 1 else 2}
                  kind: BatchNorm2d
                  num_features: ${outputs}
            - {kind: add, from: [x, main], when: "${stride == 1 and inputs == outputs}"}
        ListedBlock:
          arguments: {inputs: null, outputs: null, expansion: null, stride: 1}
          forward:
            - name: layers
              kind: Sequential
              as: main
              forward:
                - kind: Listed
                  when: ${expansion != 1}
                  at: 0
                  inputs: ${inputs}
                  outputs: ${inputs * expansion}
                  kernel: 1
                - kind: Listed
                  at: ${3 if expansion != 1 else 0}
                  inputs: ${inputs * expansion}
                  outputs: ${inputs * expansion}
                  kernel: 3
                  stride: ${stride}
                  groups: ${inputs * expansion}
                - name: ${6 if expansion != 1 else 3}
                  kind: Conv2d
                  in_channels: ${inputs * expansion}
                  out_channels: ${outputs}
                  kernel_size: 1
                  bias: false
                - name: ${7 if expansion != 1 else 4}
                  kind: BatchNorm2d
                  num_features: ${outputs}
            - {kind: add, from: [x, main], when: "${stride == 1 and inputs == outputs}"}
      forward:
        - name: features
          kind: Sequential
          forward:
            - name: "0"
              kind: ConvBNReLU
              when: ${cells}
              inputs: 3
              outputs: ${stem}
              kernel: 3
              stride: 2
            - {kind: Listed, when: "${not cells}", at: 0, inputs: 3, outputs: "${stem}", kernel: 3, stride: 2}
            - repeat: ${stages}
              as: blocks
              index: stage
              forward:
                - repeat: ${range(blocks)}
                  as: position
                  forward:
                    - name: ${first + sum(stages[:stage]) + position}
                      kind: ${'CellBlock' if cells else 'ListedBlock'}
                      inputs: >-
                        ${channels[stage] if position > 0 else channels[stage - 1] if stage > 0 else stem}
                      outputs: ${channels[stage]}
                      expansion: ${6 if stage > 0 else 1}
                      stride: ${strides[stage] if position == 0 else 1}
            - name: "18"
              kind: ConvBNReLU
              when: ${cells}
              inputs: ${channels[6]}
              outputs: ${final}
              kernel: 1
            - {kind: Listed, when: "${not cells}", at: 20, inputs: "${channels[6]}", outputs: "${final}", kernel: 1}
        - {kind: AdaptiveAvgPool2d, output_size: 1}
        - {kind: flatten, start_dim: 1}
        - name: ${head}
          kind: Linear
          in_features: ${final}
          out_features: ${classes}
          as: logits

      """###
    ),
    ShippedArchitecture(
      file: "mindspore-resnet.yaml", prefixes: [""],
      requiredName: "layer4.0.conv2.weight",
      text: ###"""
      # ResNet as MindSpore's model zoo and MindCV have it. They differ in three names, in the padding of
      # strided convolutions, and in the epsilon of the normalisations.
      architecture: mindspore-resnet
      title: ResNet of MindSpore's model zoo and of MindCV
      framework: mindspore
      class: ResNet
      let:
        block: >-
          ${'Bottleneck' if (has('layer1.0.conv3') ?? true) else 'BasicBlock'}
        stages: ${[count('layer1.'), count('layer2.'), count('layer3.'), count('layer4.')]}
        # What stands beside a block whose sizes change, by which the three kinds of files are told apart.
        shortcut: >-
          ${'down_sample_layer' if (has('layer2.0.down_sample_layer') ?? true) else
          'down_sample' if has('layer2.0.down_sample') else 'down'}
        last: ${'end_point' if (has('end_point') ?? true) else 'classifier'}
        zoo: ${shortcut == 'down_sample_layer'}
        # The model zoo's smaller members are padded as PyTorch's are.
        upper: ${zoo and block == 'Bottleneck'}
        eps: "${0.0001 if zoo else 0.00001}"
        stem_eps: "${0.0001 if upper else 0.00001}"
        width: ${size('layer1.0.conv2.weight', 0) ?? 64}
        group_width: ${size('layer1.0.conv2.weight', 1) ?? 64}
        channels: ${(size('layer1.0.conv3.weight', 0) ?? 256) if block == 'Bottleneck' else width}
        stem: ${size('conv1.weight', 0) ?? 64}
        classes: ${size(last + '.weight', 0) ?? 1001}
      variants:
        mindspore-resnet18: {block: BasicBlock, stages: [2, 2, 2, 2], width: 64, group_width: 64}
        mindspore-resnet34: {block: BasicBlock, stages: [3, 4, 6, 3], width: 64, group_width: 64}
        mindspore-resnet50: {block: Bottleneck, stages: [3, 4, 6, 3], width: 64, group_width: 64}
        mindspore-resnet101: {block: Bottleneck, stages: [3, 4, 23, 3], width: 64, group_width: 64}
        mindspore-resnet152: {block: Bottleneck, stages: [3, 8, 36, 3], width: 64, group_width: 64}
        mindspore-resnext50_32x4d: {block: Bottleneck, stages: [3, 4, 6, 3], width: 128, group_width: 4}
      recognise:
        - ${has('conv1.weight') and has('bn1.moving_mean') and has('layer4.0.conv2.weight')}
        - ${size('conv1.weight', 1) == 3 and size('conv1.weight', 2) == 7}
        - ${has('end_point.weight') or has('classifier.weight')}
        - >-
          ${has('layer2.0.down_sample_layer') or has('layer2.0.down_sample') or has('layer2.0.down')}
      assumes:
        - >-
          the checkpoint does not say how its convolutions are padded and which epsilon its normalisations
          have; by the names '${shortcut}' and '${last}' ${eps} is taken for the epsilon and
          ${"MindSpore's 'same'" if upper else 'half of the kernel'} for strided blocks, set others with
          --set eps=…, --set stem_eps=… and --set upper=true
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
            - name: ${'bn1d' if zoo else 'bn1'}
              kind: BatchNorm2d
              num_features: ${outputs}
              eps: ${eps}
            - {kind: ReLU}
            - name: conv2
              kind: Conv2d
              in_channels: ${outputs}
              out_channels: ${outputs}
              kernel_size: 3
              padding: 1
              bias: false
            - name: ${'bn2d' if zoo else 'bn2'}
              kind: BatchNorm2d
              num_features: ${outputs}
              eps: ${eps}
              as: main
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
            - {name: bn1, kind: BatchNorm2d, num_features: "${width}", eps: "${eps}"}
            - {kind: ReLU}
            - name: conv2
              kind: Conv2d
              in_channels: ${width}
              out_channels: ${width}
              kernel_size: 3
              stride: ${stride}
              padding: ${'same_upper' if upper else 1}
              groups: ${groups}
              bias: false
            - {name: bn2, kind: BatchNorm2d, num_features: "${width}", eps: "${eps}"}
            - {kind: ReLU}
            - name: conv3
              kind: Conv2d
              in_channels: ${width}
              out_channels: ${outputs}
              kernel_size: 1
              bias: false
            - {name: bn3, kind: BatchNorm2d, num_features: "${outputs}", eps: "${eps}", as: main}
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
            - name: ${shortcut}
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
                - {name: "1", kind: BatchNorm2d, num_features: "${outputs}", eps: "${stem_eps}"}
      forward:
        - name: conv1
          kind: Conv2d
          in_channels: 3
          out_channels: ${stem}
          kernel_size: 7
          stride: 2
          padding: ${'same_upper' if upper or shortcut == 'down' else 3}
          bias: false
        - {name: bn1, kind: BatchNorm2d, num_features: "${stem}", eps: "${stem_eps}"}
        - {kind: ReLU}
        - kind: MaxPool2d
          kernel_size: 3
          stride: 2
          padding: ${1 if zoo and not upper else 'same_upper'}
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
        - name: ${last}
          kind: Linear
          in_features: ${channels * 8}
          out_features: ${classes}
          as: logits

      """###
    ),
    ShippedArchitecture(
      file: "mindspore-vgg.yaml", prefixes: [""],
      requiredName: "classifier.0.weight",
      text: ###"""
      # VGG of MindSpore's model zoo, with and without normalisations: convolutions in five groups, a pooling
      # behind each, then three dense layers.
      architecture: mindspore-vgg
      title: VGG of MindSpore's model zoo
      framework: mindspore
      class: Vgg
      let:
        normalised: ${has('layers.1.moving_mean')}
        # How many convolutions each group has.
        groups: >-
          ${lookup(len(names('layers.')) // (2 if normalised else 1), [[8, [1, 1, 2, 2, 2]],
          [10, [2, 2, 2, 2, 2]], [13, [2, 2, 3, 3, 3]], [16, [2, 2, 4, 4, 4]]])}
        # A convolution takes one number in `layers`, and so do the normalisation and the ReLU behind it.
        span: ${3 if normalised else 2}
        channels: [64, 128, 256, 512, 512]
        # The pictures' side, which the first dense layer tells.
        features: ${size('classifier.0.weight', 1) ?? 25088}
        side: ${int(sqrt(features // 512)) * 32}
        classes: ${size('classifier.6.weight', 0) ?? 1000}
      variants:
        mindspore-vgg11: {normalised: false, groups: [1, 1, 2, 2, 2]}
        mindspore-vgg13: {normalised: false, groups: [2, 2, 2, 2, 2]}
        mindspore-vgg16: {normalised: false, groups: [2, 2, 3, 3, 3]}
        mindspore-vgg19: {normalised: false, groups: [2, 2, 4, 4, 4]}
        mindspore-vgg11_bn: {normalised: true, groups: [1, 1, 2, 2, 2]}
        mindspore-vgg13_bn: {normalised: true, groups: [2, 2, 2, 2, 2]}
        mindspore-vgg16_bn: {normalised: true, groups: [2, 2, 3, 3, 3]}
        mindspore-vgg19_bn: {normalised: true, groups: [2, 2, 4, 4, 4]}
      recognise:
        - ${names('classifier.') == [0, 3, 6] and size('classifier.0.weight', 0) == 4096}
        - ${size('layers.0.weight', 0) == 64 and size('layers.0.weight', 2) == 3}
        - ${len(groups) == 5}
      inputs:
        x: [batch, 3, "${side}", "${side}"]
      outputs: {logits: logits}
      forward:
        - name: layers
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
        - {kind: flatten, start_dim: 1}
        - name: classifier
          kind: Sequential
          as: logits
          forward:
            - {name: "0", kind: Linear, in_features: "${features}", out_features: 4096}
            - {kind: ReLU}
            - {name: "3", kind: Linear, in_features: 4096, out_features: 4096}
            - {kind: ReLU}
            - {name: "6", kind: Linear, in_features: 4096, out_features: "${classes}"}

      """###
    ),
    ShippedArchitecture(
      file: "mlp.yaml", prefixes: [""],
      requiredName: "",
      text: ###"""
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
    ShippedArchitecture(
      file: "mnasnet.yaml", prefixes: [""],
      requiredName: "layers.8.2.layers.7.running_mean",
      text: ###"""
      # torchvision's MNASNet: inverted residual blocks with ReLU, in six stages.
      architecture: mnasnet
      title: torchvision's MNASNet
      class: MNASNet
      variant: mnasnet
      let:
        # The channels of the stem, of the block behind it, and of each stage.
        channels:
          - ${size('layers.0.weight', 0)}
          - ${size('layers.6.weight', 0)}
          - ${size('layers.8.0.layers.6.weight', 0)}
          - ${size('layers.9.0.layers.6.weight', 0)}
          - ${size('layers.10.0.layers.6.weight', 0)}
          - ${size('layers.11.0.layers.6.weight', 0)}
          - ${size('layers.12.0.layers.6.weight', 0)}
          - ${size('layers.13.0.layers.6.weight', 0)}
        # Of each stage: its kernel, the stride of its first block, the factor inside, how many blocks.
        stages: [[3, 2, 3, 3], [5, 2, 3, 3], [5, 2, 6, 3], [3, 1, 6, 2], [5, 2, 6, 4], [3, 1, 6, 1]]
        last: ${size('layers.14.weight', 0) ?? 1280}
        classes: ${size('classifier.1.weight', 0) ?? 1000}
      variants:
        mnasnet0_5: {channels: [16, 8, 16, 24, 40, 48, 96, 160]}
        mnasnet0_75: {channels: [24, 16, 24, 32, 64, 72, 144, 240]}
        mnasnet1_0: {channels: [32, 16, 24, 40, 80, 96, 192, 320]}
        mnasnet1_3: {channels: [40, 24, 32, 56, 104, 128, 248, 416]}
      recognise:
        - ${has('layers.15.running_mean') and has('layers.8.2.layers.7.running_mean')}
        - ${has('layers.13.0.layers.6.weight') and has('classifier.1.weight')}
      inputs:
        x: [batch, 3, 224, 224]
      outputs: {logits: logits}
      modules:
        InvertedResidual:
          arguments: {inputs: null, outputs: null, kernel: null, stride: null, factor: null}
          forward:
            - name: layers
              kind: Sequential
              as: main
              forward:
                - name: "0"
                  kind: Conv2d
                  in_channels: ${inputs}
                  out_channels: ${inputs * factor}
                  kernel_size: 1
                  bias: false
                - {name: "1", kind: BatchNorm2d, num_features: "${inputs * factor}", momentum: 3e-4}
                - {kind: ReLU}
                - name: "3"
                  kind: Conv2d
                  in_channels: ${inputs * factor}
                  out_channels: ${inputs * factor}
                  kernel_size: ${kernel}
                  stride: ${stride}
                  padding: ${kernel // 2}
                  groups: ${inputs * factor}
                  bias: false
                - {name: "4", kind: BatchNorm2d, num_features: "${inputs * factor}", momentum: 3e-4}
                - {kind: ReLU}
                - name: "6"
                  kind: Conv2d
                  in_channels: ${inputs * factor}
                  out_channels: ${outputs}
                  kernel_size: 1
                  bias: false
                - {name: "7", kind: BatchNorm2d, num_features: "${outputs}", momentum: 3e-4}
            - {kind: add, from: [main, x], when: "${stride == 1 and inputs == outputs}"}
      forward:
        - name: layers
          kind: Sequential
          forward:
            - name: "0"
              kind: Conv2d
              in_channels: 3
              out_channels: ${channels[0]}
              kernel_size: 3
              stride: 2
              padding: 1
              bias: false
            - {name: "1", kind: BatchNorm2d, num_features: "${channels[0]}", momentum: 3e-4}
            - {kind: ReLU}
            - name: "3"
              kind: Conv2d
              in_channels: ${channels[0]}
              out_channels: ${channels[0]}
              kernel_size: 3
              padding: 1
              groups: ${channels[0]}
              bias: false
            - {name: "4", kind: BatchNorm2d, num_features: "${channels[0]}", momentum: 3e-4}
            - {kind: ReLU}
            - name: "6"
              kind: Conv2d
              in_channels: ${channels[0]}
              out_channels: ${channels[1]}
              kernel_size: 1
              bias: false
            - {name: "7", kind: BatchNorm2d, num_features: "${channels[1]}", momentum: 3e-4}
            - repeat: ${stages}
              as: stage
              index: number
              forward:
                - repeat: ${range(stage[3])}
                  as: position
                  forward:
                    - name: ${8 + number}.${position}
                      kind: InvertedResidual
                      inputs: ${channels[number + (1 if position == 0 else 2)]}
                      outputs: ${channels[number + 2]}
                      kernel: ${stage[0]}
                      stride: ${stage[1] if position == 0 else 1}
                      factor: ${stage[2]}
            - name: "14"
              kind: Conv2d
              in_channels: ${channels[-1]}
              out_channels: ${last}
              kernel_size: 1
              bias: false
            - {name: "15", kind: BatchNorm2d, num_features: "${last}", momentum: 3e-4}
            - {kind: ReLU}
        - {kind: mean, dim: [2, 3]}
        - name: classifier.1
          kind: Linear
          in_features: ${last}
          out_features: ${classes}
          as: logits

      """###
    ),
    ShippedArchitecture(
      file: "mobilenet_v2.yaml", prefixes: [""],
      requiredName: "features.17.conv.3.running_mean",
      text: ###"""
      # torchvision's MobileNet V2: inverted residual blocks, each of which widens its channels, convolves
      # every channel on its own, and narrows them again.
      architecture: mobilenet_v2
      title: torchvision's MobileNet V2
      class: MobileNetV2
      variant: mobilenet_v2
      let:
        stem: ${size('features.0.0.weight', 0) ?? 32}
        # How many blocks each stage has, the stride of its first, and its channels.
        stages: [1, 2, 3, 4, 3, 3, 1]
        strides: [1, 2, 2, 2, 1, 2, 1]
        channels:
          - ${size('features.1.conv.1.weight', 0) ?? 16}
          - ${size('features.2.conv.2.weight', 0) ?? 24}
          - ${size('features.4.conv.2.weight', 0) ?? 32}
          - ${size('features.7.conv.2.weight', 0) ?? 64}
          - ${size('features.11.conv.2.weight', 0) ?? 96}
          - ${size('features.14.conv.2.weight', 0) ?? 160}
          - ${size('features.17.conv.2.weight', 0) ?? 320}
        last: ${size('features.18.0.weight', 0) ?? 1280}
        classes: ${size('classifier.1.weight', 0) ?? 1000}
      recognise:
        - ${has('features.1.conv.2.running_mean') and has('features.17.conv.3.running_mean')}
        - ${has('features.18.1.running_mean') and count('features.') == 19 and has('classifier.1')}
      inputs:
        x: [batch, 3, 224, 224]
      outputs: {logits: logits}
      modules:
        Conv2dNormActivation:
          arguments: {inputs: null, outputs: null, kernel: null, stride: 1, groups: 1}
          forward:
            - name: "0"
              kind: Conv2d
              in_channels: ${inputs}
              out_channels: ${outputs}
              kernel_size: ${kernel}
              stride: ${stride}
              padding: ${kernel // 2}
              groups: ${groups}
              bias: false
            - {name: "1", kind: BatchNorm2d, num_features: "${outputs}"}
            - {kind: ReLU6}
        InvertedResidual:
          arguments: {inputs: null, outputs: null, expansion: null, stride: 1}
          forward:
            - name: conv
              kind: Sequential
              as: main
              forward:
                - name: "0"
                  kind: Conv2dNormActivation
                  when: ${expansion != 1}
                  inputs: ${inputs}
                  outputs: ${inputs * expansion}
                  kernel: 1
                - name: ${1 if expansion != 1 else 0}
                  kind: Conv2dNormActivation
                  inputs: ${inputs * expansion}
                  outputs: ${inputs * expansion}
                  kernel: 3
                  stride: ${stride}
                  groups: ${inputs * expansion}
                - name: ${2 if expansion != 1 else 1}
                  kind: Conv2d
                  in_channels: ${inputs * expansion}
                  out_channels: ${outputs}
                  kernel_size: 1
                  bias: false
                - name: ${3 if expansion != 1 else 2}
                  kind: BatchNorm2d
                  num_features: ${outputs}
            - {kind: add, from: [x, main], when: "${stride == 1 and inputs == outputs}"}
      forward:
        - name: features
          kind: Sequential
          forward:
            - {name: "0", kind: Conv2dNormActivation, inputs: 3, outputs: "${stem}", kernel: 3, stride: 2}
            - repeat: ${stages}
              as: blocks
              index: stage
              forward:
                - repeat: ${range(blocks)}
                  as: position
                  forward:
                    - name: ${1 + sum(stages[:stage]) + position}
                      kind: InvertedResidual
                      inputs: >-
                        ${channels[stage] if position > 0 else channels[stage - 1] if stage > 0 else stem}
                      outputs: ${channels[stage]}
                      expansion: ${6 if stage > 0 else 1}
                      stride: ${strides[stage] if position == 0 else 1}
            - name: "18"
              kind: Conv2dNormActivation
              inputs: ${channels[6]}
              outputs: ${last}
              kernel: 1
        - {kind: AdaptiveAvgPool2d, output_size: 1}
        - {kind: flatten, start_dim: 1}
        - name: classifier.1
          kind: Linear
          in_features: ${last}
          out_features: ${classes}
          as: logits

      """###
    ),
    ShippedArchitecture(
      file: "mobilenet_v3.yaml", prefixes: [""],
      requiredName: "features.4.block.2.fc1.weight",
      text: ###"""
      # torchvision's MobileNet V3: inverted residual blocks, some with squeeze and excitation, the first
      # with ReLU and the others with Hardswish.
      architecture: mobilenet_v3
      title: torchvision's MobileNet V3, small and large
      class: MobileNetV3
      let:
        # Of each block: its kernel, its channels inside, those it gives, whether it has squeeze and
        # excitation, whether its function is Hardswish, its stride.
        small:
          - [3, 16, 16, true, false, 2]
          - [3, 72, 24, false, false, 2]
          - [3, 88, 24, false, false, 1]
          - [5, 96, 40, true, true, 2]
          - [5, 240, 40, true, true, 1]
          - [5, 240, 40, true, true, 1]
          - [5, 120, 48, true, true, 1]
          - [5, 144, 48, true, true, 1]
          - [5, 288, 96, true, true, 2]
          - [5, 576, 96, true, true, 1]
          - [5, 576, 96, true, true, 1]
        large:
          - [3, 16, 16, false, false, 1]
          - [3, 64, 24, false, false, 2]
          - [3, 72, 24, false, false, 1]
          - [5, 72, 40, true, false, 2]
          - [5, 120, 40, true, false, 1]
          - [5, 120, 40, true, false, 1]
          - [3, 240, 80, false, true, 2]
          - [3, 200, 80, false, true, 1]
          - [3, 184, 80, false, true, 1]
          - [3, 184, 80, false, true, 1]
          - [3, 480, 112, true, true, 1]
          - [3, 672, 112, true, true, 1]
          - [5, 672, 160, true, true, 2]
          - [5, 960, 160, true, true, 1]
          - [5, 960, 160, true, true, 1]
        depth: ${count('features.') - 2}
        blocks: ${small if depth == 11 else large}
        # A network that is wider or narrower than the published ones is solved from its tensors.
        stem: ${size('features.0.0.weight', 0) ?? 16}
        last: ${size('classifier.0.weight', 0) ?? (1024 if depth == 11 else 1280)}
        is_published: ${stem == 16 and last == (1024 if depth == 11 else 1280)}
        classes: ${size('classifier.3.weight', 0) ?? 1000}
      variants:
        mobilenet_v3_small: {depth: 11, is_published: true}
        mobilenet_v3_large: {depth: 15, is_published: true}
      recognise:
        - ${has('features.0.1.running_mean') and depth in [11, 15]}
        - ${has('features.4.block.2.fc1.weight') and has('classifier.0') and has('classifier.3')}
        - ${has('features.12.0.weight') if depth == 11 else has('features.16.0.weight')}
      inputs:
        x: [batch, 3, 224, 224]
      outputs: {logits: logits}
      modules:
        # The epsilon is not in the weights.
        Conv2dNormActivation:
          arguments: {inputs: null, outputs: null, kernel: 1, stride: 1, groups: 1, function: identity}
          forward:
            - name: "0"
              kind: Conv2d
              in_channels: ${inputs}
              out_channels: ${outputs}
              kernel_size: ${kernel}
              stride: ${stride}
              padding: ${kernel // 2}
              groups: ${groups}
              bias: false
            - {name: "1", kind: BatchNorm2d, num_features: "${outputs}", eps: 1e-3, momentum: 0.01}
            - {kind: "${function}"}
        SqueezeExcitation:
          arguments:
            channels: null
            # A quarter of the channels, rounded to a multiple of 8 and never down by more than a tenth.
            eighths: ${max(1, (channels // 4 + 4) // 8)}
            squeezed: ${8 * eighths + (8 if 80 * eighths < 9 * (channels // 4) else 0)}
          forward:
            - {name: avgpool, kind: AdaptiveAvgPool2d, output_size: 1}
            - name: fc1
              kind: Conv2d
              in_channels: ${channels}
              out_channels: ${squeezed}
              kernel_size: 1
            - {kind: ReLU}
            - name: fc2
              kind: Conv2d
              in_channels: ${squeezed}
              out_channels: ${channels}
              kernel_size: 1
            - {kind: Hardsigmoid, as: scale}
            - {kind: mul, from: [scale, x]}
        InvertedResidual:
          arguments:
            inputs: null
            kernel: null
            inside: null
            outputs: null
            squeezes: null
            function: null
            stride: null
            widens: ${inputs != inside}
            second: ${1 if widens else 0}
            last: ${second + (2 if squeezes else 1)}
          forward:
            - name: block
              kind: Sequential
              as: main
              forward:
                - name: "0"
                  kind: Conv2dNormActivation
                  when: ${widens}
                  inputs: ${inputs}
                  outputs: ${inside}
                  function: ${function}
                - name: ${second}
                  kind: Conv2dNormActivation
                  inputs: ${inside}
                  outputs: ${inside}
                  kernel: ${kernel}
                  stride: ${stride}
                  groups: ${inside}
                  function: ${function}
                - name: ${second + 1}
                  kind: SqueezeExcitation
                  when: ${squeezes}
                  channels: ${inside}
                - name: ${last}
                  kind: Conv2dNormActivation
                  inputs: ${inside}
                  outputs: ${outputs}
            - {kind: add, from: [main, x], when: "${stride == 1 and inputs == outputs}"}
      forward:
        - name: features
          kind: Sequential
          forward:
            - name: "0"
              kind: Conv2dNormActivation
              inputs: 3
              outputs: ${stem}
              kernel: 3
              stride: 2
              function: Hardswish
            - repeat: ${blocks}
              as: block
              index: position
              forward:
                - name: ${position + 1}
                  kind: InvertedResidual
                  inputs: >-
                    ${stem if position == 0 else blocks[position - 1][2] if is_published else
                    size(position + 1 + '.block.0.0.weight', 1)}
                  kernel: ${block[0]}
                  inside: >-
                    ${block[1] if is_published else
                    size(position + 1 + '.block.' + (0 if position == 0 else 1) + '.0.weight', 0)}
                  outputs: >-
                    ${block[2] if is_published else size(position + 1 + '.block.' +
                    ((1 if position == 0 else 2) + (1 if block[3] else 0)) + '.0.weight', 0)}
                  squeezes: ${block[3]}
                  function: ${'Hardswish' if block[4] else 'ReLU'}
                  stride: ${block[5]}
            - name: ${depth + 1}
              kind: Conv2dNormActivation
              inputs: >-
                ${blocks[-1][2] if is_published else size(depth + 1 + '.0.weight', 1)}
              outputs: >-
                ${6 * blocks[-1][2] if is_published else size(depth + 1 + '.0.weight', 0)}
              function: Hardswish
        - {name: avgpool, kind: AdaptiveAvgPool2d, output_size: 1}
        - {kind: flatten, start_dim: 1}
        - name: classifier
          kind: Sequential
          as: logits
          forward:
            - name: "0"
              kind: Linear
              in_features: ${6 * blocks[-1][2] if is_published else size('0.weight', 1)}
              out_features: ${last}
            - {kind: Hardswish}
            - {name: "3", kind: Linear, in_features: "${last}", out_features: "${classes}"}

      """###
    ),
    ShippedArchitecture(
      file: "regnet.yaml", prefixes: [""],
      requiredName: "trunk_output.block1.block1-0.f.b.0.weight",
      text: ###"""
      # torchvision's RegNet X and Y: four stages of residual blocks with grouped convolutions, those of Y
      # with squeeze and excitation.
      architecture: regnet
      title: torchvision's RegNet X and Y
      class: RegNet
      variant: "${'regnet_y' if squeezes else 'regnet_x'}"
      let:
        squeezes: ${has('trunk_output.block1.block1-0.f.se.fc1.weight')}
        stem: ${size('stem.0.weight', 0) ?? 32}
        depths:
          - ${count('trunk_output.block1.block1-')}
          - ${count('trunk_output.block2.block2-')}
          - ${count('trunk_output.block3.block3-')}
          - ${count('trunk_output.block4.block4-')}
        channels:
          - ${size('trunk_output.block1.block1-0.f.c.0.weight', 0)}
          - ${size('trunk_output.block2.block2-0.f.c.0.weight', 0)}
          - ${size('trunk_output.block3.block3-0.f.c.0.weight', 0)}
          - ${size('trunk_output.block4.block4-0.f.c.0.weight', 0)}
        # How many channels one group of a convolution sees; never more than there are.
        group_width: ${size('trunk_output.block4.block4-0.f.b.0.weight', 1)}
        classes: ${size('fc.weight', 0) ?? 1000}
      variants:
        regnet_y_400mf:
          squeezes: true
          channels: [48, 104, 208, 440]
          depths: [1, 3, 6, 6]
          group_width: 8
        regnet_y_800mf:
          squeezes: true
          channels: [64, 144, 320, 784]
          depths: [1, 3, 8, 2]
          group_width: 16
        regnet_y_1_6gf:
          squeezes: true
          channels: [48, 120, 336, 888]
          depths: [2, 6, 17, 2]
          group_width: 24
        regnet_y_3_2gf:
          squeezes: true
          channels: [72, 216, 576, 1512]
          depths: [2, 5, 13, 1]
          group_width: 24
        regnet_y_8gf:
          squeezes: true
          channels: [224, 448, 896, 2016]
          depths: [2, 4, 10, 1]
          group_width: 56
        regnet_y_16gf:
          squeezes: true
          channels: [224, 448, 1232, 3024]
          depths: [2, 4, 11, 1]
          group_width: 112
        regnet_y_32gf:
          squeezes: true
          channels: [232, 696, 1392, 3712]
          depths: [2, 5, 12, 1]
          group_width: 232
        regnet_y_128gf:
          squeezes: true
          channels: [528, 1056, 2904, 7392]
          depths: [2, 7, 17, 1]
          group_width: 264
        regnet_x_400mf:
          squeezes: false
          channels: [32, 64, 160, 400]
          depths: [1, 2, 7, 12]
          group_width: 16
        regnet_x_800mf:
          squeezes: false
          channels: [64, 128, 288, 672]
          depths: [1, 3, 7, 5]
          group_width: 16
        regnet_x_1_6gf:
          squeezes: false
          channels: [72, 168, 408, 912]
          depths: [2, 4, 10, 2]
          group_width: 24
        regnet_x_3_2gf:
          squeezes: false
          channels: [96, 192, 432, 1008]
          depths: [2, 6, 15, 2]
          group_width: 48
        regnet_x_8gf:
          squeezes: false
          channels: [80, 240, 720, 1920]
          depths: [2, 5, 15, 1]
          group_width: 120
        regnet_x_16gf:
          squeezes: false
          channels: [256, 512, 896, 2048]
          depths: [2, 6, 13, 1]
          group_width: 128
        regnet_x_32gf:
          squeezes: false
          channels: [336, 672, 1344, 2520]
          depths: [2, 7, 13, 1]
          group_width: 168
      recognise:
        - ${has('stem.0.weight') and has('stem.1.running_mean') and has('fc.weight')}
        - ${has('trunk_output.block1.block1-0.f.b.0.weight') and has('trunk_output.block4.block4-0.proj')}
      inputs:
        x: [batch, 3, 224, 224]
      outputs: {logits: logits}
      modules:
        Conv2dNorm:
          arguments: {inputs: null, outputs: null, kernel: 1, stride: 1, groups: 1}
          forward:
            - name: "0"
              kind: Conv2d
              in_channels: ${inputs}
              out_channels: ${outputs}
              kernel_size: ${kernel}
              stride: ${stride}
              padding: ${kernel // 2}
              groups: ${groups}
              bias: false
            - {name: "1", kind: BatchNorm2d, num_features: "${outputs}"}
        SqueezeExcitation:
          arguments: {channels: null, squeezed: null}
          forward:
            - {name: avgpool, kind: AdaptiveAvgPool2d, output_size: 1}
            - name: fc1
              kind: Conv2d
              in_channels: ${channels}
              out_channels: ${squeezed}
              kernel_size: 1
            - {kind: ReLU}
            - name: fc2
              kind: Conv2d
              in_channels: ${squeezed}
              out_channels: ${channels}
              kernel_size: 1
            - {kind: Sigmoid, as: scale}
            - {kind: mul, from: [scale, x]}
        ResBottleneckBlock:
          arguments: {inputs: null, outputs: null, stride: null}
          forward:
            - name: proj
              kind: Conv2dNorm
              when: ${stride != 1 or inputs != outputs}
              inputs: ${inputs}
              outputs: ${outputs}
              stride: ${stride}
            - {kind: identity, as: shortcut}
            - {name: f.a, kind: Conv2dNorm, from: x, inputs: "${inputs}", outputs: "${outputs}"}
            - {kind: ReLU}
            - name: f.b
              kind: Conv2dNorm
              inputs: ${outputs}
              outputs: ${outputs}
              kernel: 3
              stride: ${stride}
              groups: ${outputs // min(group_width, outputs)}
            - {kind: ReLU}
            - name: f.se
              kind: SqueezeExcitation
              when: ${squeezes}
              channels: ${outputs}
              squeezed: ${inputs // 4}
            - {name: f.c, kind: Conv2dNorm, inputs: "${outputs}", outputs: "${outputs}", as: main}
            - {kind: add, from: [shortcut, main]}
            - {kind: ReLU}
      forward:
        - {name: stem, kind: Conv2dNorm, inputs: 3, outputs: "${stem}", kernel: 3, stride: 2}
        - {kind: ReLU}
        - name: trunk_output
          kind: Sequential
          forward:
            - repeat: ${depths}
              as: blocks
              index: stage
              forward:
                - repeat: ${range(blocks)}
                  as: position
                  forward:
                    - name: block${stage + 1}.block${stage + 1}-${position}
                      kind: ResBottleneckBlock
                      inputs: >-
                        ${channels[stage] if position > 0 else channels[stage - 1] if stage > 0 else stem}
                      outputs: ${channels[stage]}
                      stride: ${2 if position == 0 else 1}
        - {name: avgpool, kind: AdaptiveAvgPool2d, output_size: 1}
        - {kind: flatten, start_dim: 1}
        - name: fc
          kind: Linear
          in_features: ${channels[3]}
          out_features: ${classes}
          as: logits

      """###
    ),
    ShippedArchitecture(
      file: "resnet.yaml", prefixes: [""],
      requiredName: "layer4.0.bn2.running_mean",
      text: ###"""
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
    ShippedArchitecture(
      file: "roberta.yaml", prefixes: ["", "roberta."],
      requiredName: "encoder.layer.0.attention.self.query.weight",
      text: ###"""
      # The encoder of RoBERTa as Hugging Face's transformers names it, also that of XLM-RoBERTa and
      # CamemBERT: BERT's layers, and positions that count the tokens that are no padding. What stands
      # beside the encoder's prefix is the head of a task.
      architecture: roberta
      title: RoBERTa's encoder of Hugging Face's transformers, also XLM-RoBERTa's and CamemBERT's
      class: [RobertaModel, XLMRobertaModel, CamembertModel]
      variant: roberta-${layers}-layers-${width}
      prefixes: ["", "roberta."]
      ignore: ["*.position_ids", "*.token_type_ids"]
      let:
        # BERT's encoder has the same names.
        known: >-
          ${(model_type ?? '') in ['roberta', 'xlm-roberta', 'camembert'] or (model_type ?? '') == '' and
          ('roberta.' in prefix or (size('embeddings.token_type_embeddings.weight', 0) ?? 1) == 1)}
        vocabulary: ${size('embeddings.word_embeddings.weight', 0) ?? 50265}
        positions: ${size('embeddings.position_embeddings.weight', 0) ?? 514}
        types: ${size('embeddings.token_type_embeddings.weight', 0) ?? 1}
        width: ${size('embeddings.word_embeddings.weight', 1) ?? 768}
        inner: ${size('encoder.layer.0.output.dense.weight', 1) ?? width * 4}
        layers: ${count('encoder.layer.') ?? 12}
        heads: ${num_attention_heads ?? max(1, width // 64)}
        eps: ${layer_norm_eps ?? 1e-5}
        padding: ${pad_token_id ?? 1}
        activation: >-
          ${lookup(hidden_act ?? 'gelu', [['gelu', 'gelu'], ['gelu_python', 'gelu'],
          ['gelu_new', 'gelu_tanh'], ['gelu_fast', 'gelu_tanh'], ['gelu_pytorch_tanh', 'gelu_tanh'],
          ['quick_gelu', 'quick_gelu'], ['relu', 'relu'], ['silu', 'silu'], ['swish', 'silu'],
          ['tanh', 'tanh'], ['mish', 'mish']])}
        causal: ${is_decoder ?? false}
        pooled: ${has('pooler.dense.weight') ?? true}
      variants:
        roberta-base: {layers: 12, width: 768}
        roberta-large: {layers: 24, width: 1024}
      recognise:
        - ${rank('embeddings.word_embeddings.weight') == 2}
        - ${rank('encoder.layer.0.attention.self.query.weight') == 2}
        - ${has('embeddings.position_embeddings.weight')}
        - ${has('embeddings.token_type_embeddings.weight')}
        - ${known}
      assumes:
        - when: ${(num_attention_heads ?? null) == null}
          text: >-
            the number of heads is not in the checkpoint; ${heads} are taken for a width of ${width},
            set another with --set heads=N
        - when: >-
            ${(layer_norm_eps ?? null) == null or (hidden_act ?? null) == null or
            (pad_token_id ?? null) == null}
          text: >-
            no config.json beside the checkpoint says how it normalises, which function its layers have
            and which token is padding; ${eps} is taken for the epsilon, ${activation} for the function
            and ${padding} for the token, set others with --set layer_norm_eps=…, --set hidden_act=… and
            --set pad_token_id=…
      inputs:
        input_ids: i64[batch, sequence]
        attention_mask: i64[batch, sequence]
      outputs:
        last_hidden_state: hidden
        pooler_output: "${'pooled' if pooled else null}"
      modules:
        # The oldest checkpoints call a norm's weight and bias gamma and beta.
        Norm:
          arguments: {width: null}
          forward:
            - parameter: ${'gamma' if has('gamma') ?? false else 'weight'}
              shape: ["${width}"]
              as: weight
            - parameter: ${'beta' if has('beta') ?? false else 'bias'}
              shape: ["${width}"]
              as: bias
            - {kind: layer_norm, from: [x, weight, bias], eps: "${eps}"}
        Layer:
          inputs: [x, mask]
          forward:
            - name: attention.self.query
              kind: Linear
              in_features: ${width}
              out_features: ${width}
              as: query
            - name: attention.self.key
              kind: Linear
              from: x
              in_features: ${width}
              out_features: ${width}
              as: key
            - name: attention.self.value
              kind: Linear
              from: x
              in_features: ${width}
              out_features: ${width}
              as: value
            - {kind: attention, from: [query, key, value, mask], heads: "${heads}", mask: true}
            - name: attention.output.dense
              kind: Linear
              in_features: ${width}
              out_features: ${width}
              as: attended
            - {kind: add, from: [attended, x]}
            - {name: attention.output.LayerNorm, kind: Norm, width: "${width}", as: attended}
            - name: intermediate.dense
              kind: Linear
              in_features: ${width}
              out_features: ${inner}
            - {kind: "${activation}"}
            - name: output.dense
              kind: Linear
              in_features: ${inner}
              out_features: ${width}
              as: changed
            - {kind: add, from: [changed, attended]}
            - {name: output.LayerNorm, kind: Norm, width: "${width}"}
      forward:
        - name: embeddings.word_embeddings
          kind: Embedding
          from: input_ids
          num_embeddings: ${vocabulary}
          embedding_dim: ${width}
          as: words
        # Every token is of the first kind.
        - parameter: embeddings.token_type_embeddings.weight
          shape: ["${types}", "${width}"]
        - {kind: select, dim: 0, index: 0, as: kinds}
        # Tokens count from behind the padding's number; padding itself has that number.
        - {kind: ne, from: input_ids, value: "${padding}"}
        - {kind: cast, to: i64, as: counted}
        - {kind: cumsum, dim: 1, as: numbers}
        - {kind: mul, from: [numbers, counted]}
        - {kind: add, value: "${padding}"}
        - name: embeddings.position_embeddings
          kind: Embedding
          num_embeddings: ${positions}
          embedding_dim: ${width}
          as: places
        - {kind: add, from: [words, kinds, places]}
        - {name: embeddings.LayerNorm, kind: Norm, width: "${width}", as: hidden}
        # Which keys each query sees, once for all layers.
        - {kind: cast, from: attention_mask, to: bool}
        - {kind: unsqueeze, dim: [1, 2], as: mask}
        - {kind: positions_like, from: input_ids, axis: 1, when: "${causal}", as: keys}
        - {kind: positions_like, from: input_ids, axis: 1, offset: 1, when: "${causal}"}
        - {kind: unsqueeze, dim: 1, when: "${causal}", as: ends}
        - {kind: lt, from: [keys, ends], when: "${causal}", as: before}
        - {kind: logical_and, from: [mask, before], when: "${causal}", as: mask}
        - repeat: ${range(layers)}
          as: i
          forward:
            - {name: "encoder.layer.${i}", kind: Layer, from: [hidden, mask], as: hidden}
        - {kind: select, dim: 1, index: 0, when: "${pooled}"}
        - name: pooler.dense
          kind: Linear
          when: ${pooled}
          in_features: ${width}
          out_features: ${width}
        - {kind: tanh, when: "${pooled}", as: pooled}

      """###
    ),
    ShippedArchitecture(
      file: "shufflenet_v2.yaml", prefixes: [""],
      requiredName: "stage4.0.branch2.6.running_mean",
      text: ###"""
      # torchvision's ShuffleNet V2: blocks that work on half of the channels and then mix both halves.
      architecture: shufflenet_v2
      title: torchvision's ShuffleNet V2
      class: ShuffleNetV2
      variant: shufflenet_v2
      let:
        blocks: ${[count('stage2.'), count('stage3.'), count('stage4.')]}
        # The channels of the stem, of the three stages, and of the last convolution.
        channels:
          - ${size('conv1.0.weight', 0)}
          - ${2 * size('stage2.0.branch2.5.weight', 0)}
          - ${2 * size('stage3.0.branch2.5.weight', 0)}
          - ${2 * size('stage4.0.branch2.5.weight', 0)}
          - ${size('conv5.0.weight', 0)}
        classes: ${size('fc.weight', 0) ?? 1000}
      variants:
        shufflenet_v2_x0_5: {blocks: [4, 8, 4], channels: [24, 48, 96, 192, 1024]}
        shufflenet_v2_x1_0: {blocks: [4, 8, 4], channels: [24, 116, 232, 464, 1024]}
        shufflenet_v2_x1_5: {blocks: [4, 8, 4], channels: [24, 176, 352, 704, 1024]}
        shufflenet_v2_x2_0: {blocks: [4, 8, 4], channels: [24, 244, 488, 976, 2048]}
      recognise:
        - ${has('conv1.0.weight') and has('conv5.1.running_mean') and has('fc.weight')}
        - ${has('stage2.0.branch1.0.weight') and has('stage4.0.branch2.6.running_mean')}
      inputs:
        x: [batch, 3, 224, 224]
      outputs: {logits: logits}
      modules:
        Convolution:
          arguments: {inputs: null, outputs: null, kernel: 1, stride: 1, groups: 1, first: 0}
          forward:
            - name: ${first}
              kind: Conv2d
              in_channels: ${inputs}
              out_channels: ${outputs}
              kernel_size: ${kernel}
              stride: ${stride}
              padding: ${kernel // 2}
              groups: ${groups}
              bias: false
            - {name: "${first + 1}", kind: BatchNorm2d, num_features: "${outputs}"}
        # Both branches narrow their channels to half of the result's, and halve the sizes.
        Branch1:
          arguments: {inputs: null, outputs: null}
          forward:
            - kind: Convolution
              inputs: ${inputs}
              outputs: ${inputs}
              kernel: 3
              stride: 2
              groups: ${inputs}
            - {kind: Convolution, inputs: "${inputs}", outputs: "${outputs}", first: 2}
            - {kind: ReLU}
        Branch2:
          arguments: {inputs: null, outputs: null, stride: null}
          forward:
            - {kind: Convolution, inputs: "${inputs}", outputs: "${outputs}"}
            - {kind: ReLU}
            - kind: Convolution
              inputs: ${outputs}
              outputs: ${outputs}
              kernel: 3
              stride: ${stride}
              groups: ${outputs}
              first: 3
            - {kind: Convolution, inputs: "${outputs}", outputs: "${outputs}", first: 5}
            - {kind: ReLU}
        Downsampling:
          arguments: {inputs: null, outputs: null}
          forward:
            - name: branch1
              kind: Branch1
              inputs: ${inputs}
              outputs: ${outputs // 2}
              as: first
            - name: branch2
              kind: Branch2
              from: x
              inputs: ${inputs}
              outputs: ${outputs // 2}
              stride: 2
              as: second
            - {kind: cat, from: [first, second], dim: 1}
            - {kind: ChannelShuffle, groups: 2}
        Unit:
          arguments: {channels: null}
          forward:
            - {kind: chunk, chunks: 2, dim: 1, as: [first, second]}
            - name: branch2
              kind: Branch2
              from: second
              inputs: ${channels // 2}
              outputs: ${channels // 2}
              stride: 1
              as: second
            - {kind: cat, from: [first, second], dim: 1}
            - {kind: ChannelShuffle, groups: 2}
      forward:
        - name: conv1
          kind: Convolution
          inputs: 3
          outputs: ${channels[0]}
          kernel: 3
          stride: 2
        - {kind: ReLU}
        - {name: maxpool, kind: MaxPool2d, kernel_size: 3, stride: 2, padding: 1}
        - repeat: ${blocks}
          as: count
          index: stage
          forward:
            - name: stage${stage + 2}.0
              kind: Downsampling
              inputs: ${channels[stage]}
              outputs: ${channels[stage + 1]}
            - repeat: ${range(1, count)}
              as: position
              forward:
                - {name: "stage${stage + 2}.${position}", kind: Unit, channels: "${channels[stage + 1]}"}
        - {name: conv5, kind: Convolution, inputs: "${channels[3]}", outputs: "${channels[4]}"}
        - {kind: ReLU}
        - {kind: mean, dim: [2, 3]}
        - name: fc
          kind: Linear
          in_features: ${channels[4]}
          out_features: ${classes}
          as: logits

      """###
    ),
    ShippedArchitecture(
      file: "squeezenet.yaml", prefixes: [""],
      requiredName: "features.12.expand3x3.weight",
      text: ###"""
      # torchvision's SqueezeNet 1.0 and 1.1: a stem, eight Fire modules with poolings between them, and a
      # convolution whose channels are the classes.
      architecture: squeezenet
      title: torchvision's SqueezeNet 1.0 and 1.1
      class: SqueezeNet
      let:
        # The numbers of the Fire modules in `features`; a pooling stands at each number that is left out.
        fires: ${names('features.')[1:]}
        kernel: ${size('features.0.weight', 2) ?? (7 if fires[3] == 7 else 3)}
        stem: ${size('features.0.weight', 0) ?? (96 if kernel == 7 else 64)}
        squeezes: [16, 16, 32, 32, 48, 48, 64, 64]
        classes: ${size('classifier.1.weight', 0) ?? 1000}
      variants:
        squeezenet1_0: {fires: [3, 4, 5, 7, 8, 9, 10, 12], kernel: 7}
        squeezenet1_1: {fires: [3, 4, 6, 7, 9, 10, 11, 12], kernel: 3}
      recognise:
        - ${has('features.3.squeeze.weight') and has('features.12.expand3x3.weight')}
        - ${has('classifier.1.weight') and len(fires) == 8}
      inputs:
        x: [batch, 3, 224, 224]
      outputs: {logits: logits}
      modules:
        Fire:
          arguments: {inputs: null, squeeze: null}
          forward:
            - name: squeeze
              kind: Conv2d
              in_channels: ${inputs}
              out_channels: ${squeeze}
              kernel_size: 1
            - {kind: ReLU, as: squeezed}
            - name: expand1x1
              kind: Conv2d
              in_channels: ${squeeze}
              out_channels: ${4 * squeeze}
              kernel_size: 1
            - {kind: ReLU, as: points}
            - name: expand3x3
              kind: Conv2d
              from: squeezed
              in_channels: ${squeeze}
              out_channels: ${4 * squeeze}
              kernel_size: 3
              padding: 1
            - {kind: ReLU, as: areas}
            - {kind: cat, from: [points, areas], dim: 1}
      forward:
        - name: features
          kind: Sequential
          forward:
            - name: "0"
              kind: Conv2d
              in_channels: 3
              out_channels: ${stem}
              kernel_size: ${kernel}
              stride: 2
            - {kind: ReLU}
            - repeat: ${fires}
              as: number
              index: position
              forward:
                - kind: MaxPool2d
                  when: ${position == 0 or fires[position - 1] + 1 < number}
                  kernel_size: 3
                  stride: 2
                  ceil_mode: true
                - name: ${number}
                  kind: Fire
                  inputs: ${8 * squeezes[position - 1] if position > 0 else stem}
                  squeeze: ${squeezes[position]}
        - name: classifier
          kind: Sequential
          forward:
            - name: "1"
              kind: Conv2d
              in_channels: ${8 * squeezes[-1]}
              out_channels: ${classes}
              kernel_size: 1
            - {kind: ReLU}
            - {kind: AdaptiveAvgPool2d, output_size: 1}
        - {kind: flatten, start_dim: 1, as: logits}

      """###
    ),
    ShippedArchitecture(
      file: "vgg.yaml", prefixes: [""],
      requiredName: "classifier.0.weight",
      text: ###"""
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
    ShippedArchitecture(
      file: "vision_transformer.yaml", prefixes: [""],
      requiredName: "encoder.layers.encoder_layer_0.self_attention.in_proj_weight",
      text: ###"""
      # torchvision's vision transformer: patches of the picture and a class token in a transformer's
      # encoder.
      architecture: vision_transformer
      title: torchvision's vision transformer
      class: VisionTransformer
      variant: vit-${layers}-layers-${width}-patch${patch}
      let:
        width: ${size('conv_proj.weight', 0) ?? 768}
        patch: ${size('conv_proj.weight', 2) ?? 16}
        channels: ${size('conv_proj.weight', 1) ?? 3}
        tokens: ${size('encoder.pos_embedding', 1) ?? (224 // patch) ** 2 + 1}
        # How many patches each side of the picture has; one token is the class.
        side: ${int(sqrt(tokens - 1) + 0.5)}
        layers: ${count('encoder.layers.encoder_layer_') ?? 12}
        # Older checkpoints name the linear layers of a block, newer ones count them.
        first: ${'linear_1' if has('encoder.layers.encoder_layer_0.mlp.linear_1') ?? false else '0'}
        second: ${'linear_2' if first == 'linear_1' else '3'}
        inner: ${size('encoder.layers.encoder_layer_0.mlp.' + first + '.weight', 0) ?? width * 4}
        heads: ${lookup(width, [[1280, 16]]) ?? max(1, width // 64)}
        represented: ${size('heads.pre_logits.weight', 0) ?? 0}
        classes: ${size('heads.head.weight', 0) ?? 1000}
      variants:
        vit_b_16: {width: 768, layers: 12, patch: 16}
        vit_b_32: {width: 768, layers: 12, patch: 32}
        vit_l_16: {width: 1024, layers: 24, patch: 16}
        vit_l_32: {width: 1024, layers: 24, patch: 32}
        vit_h_14: {width: 1280, layers: 32, patch: 14}
      recognise:
        - ${rank('class_token') == 3 and rank('encoder.pos_embedding') == 3}
        - ${rank('conv_proj.weight') == 4}
        - ${has('encoder.layers.encoder_layer_0.self_attention.in_proj_weight')}
        - ${has('heads.head.weight')}
      assumes:
        - when: ${width not in [768, 1024, 1280]}
          text: >-
            the number of heads is not in the checkpoint; ${heads} are taken for a width of ${width},
            set another with --set heads=N
      inputs:
        x: [batch, "${channels}", "${side * patch}", "${side * patch}"]
      outputs: {logits: logits}
      modules:
        EncoderBlock:
          forward:
            - {name: ln_1, kind: LayerNorm, normalized_shape: ["${width}"], eps: 1e-6}
            - name: self_attention
              kind: MultiheadAttention
              embed_dim: ${width}
              num_heads: ${heads}
              batch_first: true
              as: attended
            - {kind: add, from: [attended, x], as: attended}
            - {name: ln_2, kind: LayerNorm, normalized_shape: ["${width}"], eps: 1e-6}
            - name: mlp.${first}
              kind: Linear
              in_features: ${width}
              out_features: ${inner}
            - {kind: gelu}
            - name: mlp.${second}
              kind: Linear
              in_features: ${inner}
              out_features: ${width}
              as: changed
            - {kind: add, from: [attended, changed]}
      forward:
        - name: conv_proj
          kind: Conv2d
          in_channels: ${channels}
          out_channels: ${width}
          kernel_size: ${patch}
          stride: ${patch}
        - {kind: flatten, start_dim: 2}
        - {kind: transpose, dim0: 1, dim1: 2, as: patches}
        - {parameter: class_token, shape: [1, 1, "${width}"], as: class}
        - {kind: expand_like, from: [class, patches], dims: [0], as: class}
        - {kind: cat, from: [class, patches], dim: 1, as: tokens}
        - {parameter: encoder.pos_embedding, shape: [1, "${tokens}", "${width}"], as: places}
        - {kind: add, from: [tokens, places]}
        - repeat: ${range(layers)}
          as: i
          forward:
            - {name: "encoder.layers.encoder_layer_${i}", kind: EncoderBlock}
        - {name: encoder.ln, kind: LayerNorm, normalized_shape: ["${width}"], eps: 1e-6}
        - {kind: select, dim: 1, index: 0}
        - name: heads.pre_logits
          kind: Linear
          when: ${represented > 0}
          in_features: ${width}
          out_features: ${represented}
        - {kind: tanh, when: "${represented > 0}"}
        - name: heads.head
          kind: Linear
          in_features: ${represented if represented > 0 else width}
          out_features: ${classes}
          as: logits

      """###
    ),
    ShippedArchitecture(
      file: "vit.yaml", prefixes: [""],
      requiredName: "",
      text: ###"""
      # The vision transformer as Hugging Face's transformers names it, alone or below `vit.`, in its
      # newer and its older names. Logits are given where a classifier is stored.
      architecture: vit
      title: the vision transformer of Hugging Face's transformers
      class: [ViTForImageClassification, ViTModel]
      variant: vit-${layers}-layers-${width}-patch${patch}
      ignore: ["*embeddings.mask_token", "decoder.*"]
      let:
        body: ${'vit.' if has('vit.embeddings.cls_token') ?? true else ''}
        patches: ${body}embeddings.patch_embeddings.projection
        older: ${has(body + 'encoder.layer.0') ?? false}
        blocks: ${body + ('encoder.layer.' if older else 'layers.')}
        query: ${'attention.attention.query' if older else 'attention.q_proj'}
        key: ${'attention.attention.key' if older else 'attention.k_proj'}
        value: ${'attention.attention.value' if older else 'attention.v_proj'}
        attended: ${'attention.output.dense' if older else 'attention.o_proj'}
        expanded: ${'intermediate.dense' if older else 'mlp.fc1'}
        contracted: ${'output.dense' if older else 'mlp.fc2'}
        width: ${size(patches + '.weight', 0) ?? 768}
        channels: ${size(patches + '.weight', 1) ?? 3}
        patch: ${size(patches + '.weight', 2) ?? 16}
        tokens: ${size(body + 'embeddings.position_embeddings', 1) ?? (224 // patch) ** 2 + 1}
        # How many patches each side of the picture has; one token is the class.
        side: ${int(sqrt(tokens - 1) + 0.5)}
        layers: ${count(blocks) ?? 12}
        inner: ${size(blocks + '0.' + expanded + '.weight', 0) ?? width * 4}
        heads: ${num_attention_heads ?? lookup(width, [[1280, 16]]) ?? max(1, width // 64)}
        eps: ${layer_norm_eps ?? 1e-12}
        activation: >-
          ${lookup(hidden_act ?? 'gelu', [['gelu', 'gelu'], ['gelu_python', 'gelu'],
          ['gelu_new', 'gelu_tanh'], ['gelu_fast', 'gelu_tanh'], ['gelu_pytorch_tanh', 'gelu_tanh'],
          ['quick_gelu', 'quick_gelu'], ['relu', 'relu'], ['silu', 'silu'], ['swish', 'silu'],
          ['tanh', 'tanh'], ['mish', 'mish']])}
        qkv: ${has(blocks + '0.' + query + '.bias') ?? true}
        pooled: ${has(body + 'pooler.dense.weight') ?? false}
        pooler: ${size(body + 'pooler.dense.weight', 0) ?? width}
        pooler_function: ${pooler_act ?? 'tanh'}
        classified: ${has('classifier.weight') ?? true}
        classes: ${size('classifier.weight', 0) ?? 1000}
      variants:
        vit-tiny-patch16: {width: 192, layers: 12, patch: 16}
        vit-small-patch16: {width: 384, layers: 12, patch: 16}
        vit-base-patch16: {width: 768, layers: 12, patch: 16}
        vit-base-patch32: {width: 768, layers: 12, patch: 32}
        vit-large-patch16: {width: 1024, layers: 24, patch: 16}
        vit-large-patch32: {width: 1024, layers: 24, patch: 32}
        vit-huge-patch14: {width: 1280, layers: 32, patch: 14}
      recognise:
        - ${rank(body + 'embeddings.cls_token') == 3 and rank(patches + '.weight') == 4}
        - ${size(body + 'embeddings.position_embeddings', 1) == side * side + 1}
        - ${has(blocks + '0.' + query + '.weight') and has(blocks + '0.layernorm_before.weight')}
        - ${has(blocks + '0.' + expanded + '.weight') and has(body + 'layernorm.weight')}
      assumes:
        - when: ${(num_attention_heads ?? null) == null}
          text: >-
            the number of heads is not in the checkpoint; ${heads} are taken for a width of ${width},
            set another with --set heads=N
        - when: ${(layer_norm_eps ?? null) == null or (hidden_act ?? null) == null}
          text: >-
            no config.json beside the checkpoint says how it normalises and which function its layers
            have; ${eps} is taken for the epsilon and ${activation} for the function, set others with
            --set layer_norm_eps=… and --set hidden_act=…
      inputs:
        pixel_values: [batch, "${channels}", "${side * patch}", "${side * patch}"]
      outputs:
        logits: "${'logits' if classified else null}"
        last_hidden_state: hidden
        pooler_output: "${'pooled' if pooled else null}"
      modules:
        Layer:
          forward:
            - name: layernorm_before
              kind: LayerNorm
              normalized_shape: ["${width}"]
              eps: ${eps}
              as: normal
            - name: ${query}
              kind: Linear
              in_features: ${width}
              out_features: ${width}
              bias: ${qkv}
              as: queries
            - name: ${key}
              kind: Linear
              from: normal
              in_features: ${width}
              out_features: ${width}
              bias: ${qkv}
              as: keys
            - name: ${value}
              kind: Linear
              from: normal
              in_features: ${width}
              out_features: ${width}
              bias: ${qkv}
              as: values
            - {kind: attention, from: [queries, keys, values], heads: "${heads}"}
            - name: ${attended}
              kind: Linear
              in_features: ${width}
              out_features: ${width}
              as: averages
            - {kind: add, from: [averages, x], as: main}
            - {name: layernorm_after, kind: LayerNorm, normalized_shape: ["${width}"], eps: "${eps}"}
            - name: ${expanded}
              kind: Linear
              in_features: ${width}
              out_features: ${inner}
            - {kind: "${activation}"}
            - name: ${contracted}
              kind: Linear
              in_features: ${inner}
              out_features: ${width}
              as: changed
            - {kind: add, from: [changed, main]}
      forward:
        - name: ${patches}
          kind: Conv2d
          in_channels: ${channels}
          out_channels: ${width}
          kernel_size: ${patch}
          stride: ${patch}
        - {kind: flatten, start_dim: 2}
        - {kind: transpose, dim0: 1, dim1: 2, as: pieces}
        - {parameter: "${body}embeddings.cls_token", shape: [1, 1, "${width}"], as: class}
        - {kind: expand_like, from: [class, pieces], dims: [0], as: class}
        - {kind: cat, from: [class, pieces], dim: 1, as: all}
        - parameter: ${body}embeddings.position_embeddings
          shape: [1, "${tokens}", "${width}"]
          as: places
        - {kind: add, from: [all, places]}
        - repeat: ${range(layers)}
          as: i
          forward:
            - {name: "${blocks}${i}", kind: Layer}
        - name: ${body}layernorm
          kind: LayerNorm
          normalized_shape: ["${width}"]
          eps: ${eps}
          as: hidden
        - {kind: select, from: hidden, dim: 1, index: 0, as: first}
        - name: ${body}pooler.dense
          kind: Linear
          when: ${pooled}
          in_features: ${width}
          out_features: ${pooler}
        - {kind: "${pooler_function}", when: "${pooled}", as: pooled}
        - name: classifier
          kind: Linear
          when: ${classified}
          from: first
          in_features: ${width}
          out_features: ${classes}
          as: logits

      """###
    ),
  ]
}
