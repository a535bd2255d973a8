import ModelIR
import Pickle

/// Counts the elements of tensors that are described as nearly all are.
struct PlainTensorFinder {
  private var document: TorchDocument
  private var search = PlainStorageSearch()

  /// Begins with a document.
  init(_ document: TorchDocument) { self.document = document }

  /// How many elements a tensor has; nothing for anything that has to be read.
  mutating func elementCount(of node: TorchNode) -> Int? {
    if node.document !== document {
      document = node.document
      search = PlainStorageSearch()
    }
    return document.plainTensorElementCount(node.pickle, &search)
  }
}

extension TorchDocument {
  /// How many elements a tensor has that is described as nearly all are, and in which nothing is
  /// wrong; nothing means that ``value(_:depth:)`` has to tell.
  ///
  /// It makes nothing: of 100,000 tensors most are only counted.
  func plainTensorElementCount(
    _ value: PickleValue, _ search: inout PlainStorageSearch
  ) -> Int? {
    guard let call = pickle.plainCall(value), rebuildsTensor(call.callable) else { return nil }
    let arguments = call.arguments
    guard (4...7).contains(arguments.count),
      case .integer(let offset) = pickle.value(arguments, 1), offset >= 0,
      let shape = pickle.tuple(pickle.value(arguments, 2)),
      let strides = pickle.tuple(pickle.value(arguments, 3)),
      shape.count == strides.count, shape.count <= Self.highestRank
    else { return nil }
    if arguments.count == 7, !pickle.value(arguments, 6).isNone { return nil }
    guard let storage = container.plainStorage(pickle.value(arguments, 0), &search),
      storage.elementType.elementsPerByte == 1
    else { return nil }

    var last = offset
    var count = 1
    for axis in 0..<shape.count {
      // No empty tensors: what is checked of them is not what counts here.
      guard case .integer(let size) = pickle.value(shape, axis), size > 0,
        case .integer(let stride) = pickle.value(strides, axis), stride >= 0
      else { return nil }
      let (reach, tooFar) = (size - 1).multipliedReportingOverflow(by: stride)
      let (next, outside) = last.addingReportingOverflow(reach)
      let (product, tooMany) = count.multipliedReportingOverflow(by: size)
      guard !tooFar, !outside, !tooMany else { return nil }
      last = next
      count = product
    }
    guard last < storage.elementCount, count <= 1 << 40 else { return nil }
    return count
  }
}
