import ConversionKit

/// One check of an operator against its prototype in one release.
struct GEPrototypeCheck {
  private let operation: GEOperator
  private let release: CANNRelease
  /// What was found.
  private(set) var findings: [FileFinding] = []

  init(_ operation: GEOperator, release: CANNRelease) {
    self.operation = operation
    self.release = release
  }

  /// Applies the rules.
  mutating func run() {
    guard let prototype = GEPrototypeTable.standard[operation.type, release] else {
      let known = GEPrototypeTable.standard.releases(of: operation.type).map(\.rawValue)
      return add(
        .release,
        "'\(operation.type)' is no operator of CANN \(release.rawValue), it is one of "
          + known.joined(separator: ", "))
    }
    checkInputs(prototype)
    checkOutputs(prototype)
    checkSettings(prototype)
    checkLayout(prototype)
    checkLengths()
  }

  private mutating func add(_ rule: GERule, _ message: String, isViolation: Bool = true) {
    findings.append(
      FileFinding(
        rule: rule.rawValue, place: String(operation.name.prefix(500)),
        message: "\(operation.type): \(message)", isViolation: isViolation))
  }

  private mutating func checkInputs(_ prototype: GEPrototype) {
    let inputs = operation.inputs.filter { !$0.hasSuffix(":-1") }
    let isDynamic = prototype.inputs.contains { $0.kind == .dynamic }
    if isDynamic {
      let least = prototype.inputs.count
      if inputs.count < least {
        add(.inputCount, "\(inputs.count) inputs, at least \(least) are expected")
      }
      if inputs.contains("") { add(.requiredInput, "one of its inputs is not connected") }
      if case .integer(let stated)? = operation.attributes["N"],
        stated != inputs.count - prototype.inputs.count + 1
      {
        add(.inputCount, "'N' is \(stated), \(inputs.count) inputs are connected")
      }
      return
    }
    // Optional inputs at the end may be left out altogether.
    let least = prototype.inputs.lastIndex { $0.kind == .required }.map { $0 + 1 } ?? 0
    guard inputs.count >= least, inputs.count <= prototype.inputs.count else {
      return add(
        .inputCount, "\(inputs.count) inputs, \(least) to \(prototype.inputs.count) are expected")
    }
    for (input, slot) in zip(inputs, prototype.inputs)
    where slot.kind == .required && input.isEmpty && operation.type != "Data" {
      add(.requiredInput, "the input '\(slot.name)' is not connected")
    }
    checkNames(inputs.count, prototype.inputs, "input")
  }

  private mutating func checkOutputs(_ prototype: GEPrototype) {
    let count = operation.outputDescriptors.count
    guard !prototype.outputs.contains(where: { $0.kind == .dynamic }) else {
      if case .integer(let stated)? = operation.attributes["num_split"], stated != count {
        add(.outputCount, "'num_split' is \(stated), there are \(count) outputs")
      }
      return
    }
    if count > prototype.outputs.count || count == 0 {
      return add(
        .outputCount, "\(count) outputs, \(prototype.outputs.count) are expected")
    }
    if count < prototype.outputs.count {
      add(
        .outputCount,
        "\(count) outputs of \(prototype.outputs.count), as an older release has them",
        isViolation: false)
    }
    checkNames(count, prototype.outputs, "output")
  }

  /// Checks the book of names against the prototype's.
  private mutating func checkNames(_ count: Int, _ slots: [GEPrototype.Slot], _ kind: String) {
    guard case .list(let keys)? = operation.attributes["_\(kind)_name_key"],
      case .list(let places)? = operation.attributes["_\(kind)_name_value"],
      case .strings(let names) = keys.content, case .integers(let indices) = places.content
    else { return }
    for (name, index) in zip(names, indices) where slots.indices.contains(index) && index < count {
      // The graph engine itself calls what was made without a prototype `__input0`.
      if slots[index].name != name, !name.hasPrefix("__") {
        add(
          .nameBook,
          "\(kind) \(index) is called '\(name.prefix(100))', '\(slots[index].name)' is expected")
      }
    }
  }

  private mutating func checkSettings(_ prototype: GEPrototype) {
    for attribute in prototype.attributes {
      guard let value = operation.attributes[attribute.name] else {
        if attribute.standard == nil {
          add(.requiredSetting, "the setting '\(attribute.name)' is missing")
        }
        continue
      }
      if !attribute.kind.holds(value) {
        add(
          .settingKind,
          "the setting '\(attribute.name)' is \(value.kindText), \(attribute.kind.rawValue) is expected"
        )
      }
    }
    for entry in operation.attributes.entries
    where !entry.name.hasPrefix("_") && prototype.attribute(named: entry.name) == nil {
      let isOutside = ["location", "length", "offset"].contains(entry.name)
      if isOutside, operation.isConstant { continue }
      add(
        .unknownSetting, "the setting '\(entry.name.prefix(100))' is none of its prototype",
        isViolation: false)
    }
  }

  private mutating func checkLayout(_ prototype: GEPrototype) {
    guard let attribute = prototype.attribute(named: "data_format"),
      case .string(let standard)? = attribute.standard, standard.hasSuffix("C")
    else { return }
    guard let value = operation.attributes["data_format"] else {
      return add(
        .explicitLayout, "'data_format' is not written, and its default is \(standard)")
    }
    if case .string(let layout) = value, GELayout.known[layout] == nil {
      add(.explicitLayout, "'data_format' is '\(layout.prefix(50))'")
    }
  }

  /// The lists of operators over planes and volumes, with how many entries each has.
  private static let lengths: [String: [String: Int]] = [
    "Conv2D": ["strides": 4, "dilations": 4, "pads": 4],
    "DepthwiseConv2D": ["strides": 4, "dilations": 4, "pads": 4],
    "Conv2DTransposeD": ["strides": 4, "dilations": 4, "pads": 4, "output_padding": 4],
    "Conv2DTranspose": ["strides": 4, "dilations": 4, "pads": 4, "output_padding": 4],
    "Conv3D": ["strides": 5, "dilations": 5, "pads": 6],
    "MaxPool": ["ksize": 4, "strides": 4], "AvgPool": ["ksize": 4, "strides": 4],
    "MaxPoolV3": ["ksize": 4, "strides": 4, "pads": 4],
    "AvgPoolV2": ["ksize": 4, "strides": 4, "pads": 4],
    "Pooling": ["window": 2, "stride": 2, "pad": 4],
  ]

  private mutating func checkLengths() {
    guard let lengths = Self.lengths[operation.type] else { return }
    for (name, length) in lengths.sorted(by: { $0.key < $1.key }) {
      guard case .list(let list)? = operation.attributes[name],
        case .integers(let values) = list.content, values.count != length
      else { continue }
      add(.listLength, "'\(name)' has \(values.count) entries, \(length) are expected")
    }
  }
}
