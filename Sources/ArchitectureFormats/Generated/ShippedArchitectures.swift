// Written by Scripts/embed-architectures from Sources/ArchitectureFormats/Catalog; not to be edited.
// swift-format-ignore-file

/// The texts of the architecture files that come with the program.
enum ShippedArchitectures {
  /// Each file's name and text, sorted by name.
  static let texts: [(name: String, text: String)] = [
    (
      "mlp.yaml",
      ###"""
      # Linear layers one after the other in a Sequential: 0.weight, 2.weight, …; what stands in the numbers
      # between them has no tensors, so the file says what it takes it for.
      architecture: mlp
      title: linear layers in a Sequential
      class: Sequential
      let:
        layers: "${names('')}"
        # Between two linear layers there is a function, and perhaps dropout, which does nothing here.
        function: "${activation ?? 'relu'}"
      variant: "mlp-${len(layers)}"
      recognise:
        - ${rank('0.weight') == 2}
        - ${layers[-1] <= 3 * len(layers)}
        - ${len(layers) >= 2}
      assumes:
        - when: "${(activation ?? null) == null}"
          text: >-
            the functions between the linear layers are not in the checkpoint, ReLU is taken for each;
            set another with --set activation=tanh
      inputs:
        x: [batch, "${size('0.weight', 1)}"]
      forward:
        - repeat: ${layers}
          as: i
          index: position
          forward:
            - {name: "${i}", kind: Linear}
            - {kind: "${function}", when: "${position + 1 < len(layers)}"}

      """###
    ),
  ]
}
