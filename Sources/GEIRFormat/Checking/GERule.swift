import ConversionKit

/// The rules that every GEIR file is checked by.
enum GERule: String, CaseIterable {
  case name = "geir.name"
  case anchor = "geir.anchor"
  case controlEdge = "geir.control-edge"
  case cycle = "geir.cycle"
  case slots = "geir.slots"
  case unconnected = "geir.unconnected"
  case requiredInput = "geir.required-input"
  case inputCount = "geir.input-count"
  case outputCount = "geir.output-count"
  case nameBook = "geir.name-book"
  case listKind = "geir.list-kind"
  case requiredSetting = "geir.required-setting"
  case settingKind = "geir.setting-kind"
  case unknownSetting = "geir.unknown-setting"
  case explicitLayout = "geir.explicit-layout"
  case listLength = "geir.list-length"
  case descriptor = "geir.descriptor"
  case agreement = "geir.agreement"
  case inputIndex = "geir.input-index"
  case interface = "geir.interface"
  case netOutput = "geir.net-output"
  case constant = "geir.constant"
  case unknownOperator = "geir.unknown-operator"
  case release = "geir.release"
  case fileSize = "geir.file-size"

  /// One sentence on it.
  var text: String {
    switch self {
    case .name: "Every operator has a name of its own and a type."
    case .anchor: "An input is empty or names an output of an operator of the graph."
    case .controlEdge: "Edges that only order come after all others."
    case .cycle: "No operator needs its own result."
    case .slots: "Every input has a descriptor at its own place."
    case .unconnected:
      "An input that nothing is connected to has a descriptor without a type, of the layout RESERVED."
    case .requiredInput: "Everything that an operator's prototype requires is connected."
    case .inputCount: "An operator has as many inputs as its prototype."
    case .outputCount: "An operator has no more outputs than its prototype."
    case .nameBook: "The names of inputs and outputs are written down with their places."
    case .listKind: "A list states what it holds; loaders pass over lists that do not."
    case .requiredSetting: "Every setting that an operator's prototype requires is there."
    case .settingKind: "A setting holds what the prototype says."
    case .unknownSetting: "A setting is one of the prototype's."
    case .explicitLayout: "The setting data_format is written, as its default is NHWC."
    case .listLength: "Lists of strides, dilations, pads and sizes have an entry for each axis."
    case .descriptor: "A descriptor states a known type and layout, and its origin."
    case .agreement: "An input has the type that the output has which it takes."
    case .inputIndex: "Inputs of the graph are numbered from 0."
    case .interface: "The graph lists its inputs and outputs."
    case .netOutput: "A model that is not compiled has no operator NetOutput."
    case .constant: "A constant has the bytes that its shape needs."
    case .unknownOperator: "An operator is one whose prototype is known."
    case .release: "One release of CANN has all operators."
    case .fileSize: "The model takes less than 2 GiB."
    }
  }

  /// The rules for reports.
  static var descriptions: [FileRule] { allCases.map { FileRule(id: $0.rawValue, text: $0.text) } }
}
