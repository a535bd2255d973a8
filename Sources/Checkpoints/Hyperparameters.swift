import ByteIO

/// Named settings in the order of their source.
public struct Hyperparameters: Hashable, Sendable {
  /// One named setting.
  public struct Entry: Hashable, Sendable {
    /// The name: `kernel_size`.
    public let name: String
    /// What it is set to.
    public let value: HyperparameterValue

    /// Makes an entry.
    public init(name: String, value: HyperparameterValue) {
      self.name = name
      self.value = value
    }
  }

  /// The settings in order; a name occurs once.
  public private(set) var entries: [Entry]

  /// Makes settings; of two with one name the later counts.
  public init(_ entries: [Entry] = []) {
    self.entries = []
    var positions: [ExactName: Int] = [:]
    for entry in entries {
      if let position = positions[ExactName(entry.name)] {
        self.entries[position] = entry
      } else {
        positions[ExactName(entry.name)] = self.entries.count
        self.entries.append(entry)
      }
    }
  }

  /// The setting of a name; setting nothing removes it.
  public subscript(name: String) -> HyperparameterValue? {
    get { entries.first { $0.name.utf8.elementsEqual(name.utf8) }?.value }
    set {
      let index = entries.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
      switch (index, newValue) {
      case (let index?, let value?): entries[index] = Entry(name: name, value: value)
      case (let index?, nil): entries.remove(at: index)
      case (nil, let value?): entries.append(Entry(name: name, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Whether there is none.
  public var isEmpty: Bool { entries.isEmpty }

  /// These settings with others added, which count where both have a name.
  public func merging(_ others: Hyperparameters) -> Hyperparameters {
    Hyperparameters(entries + others.entries)
  }
}

extension Hyperparameters: ExpressibleByDictionaryLiteral {
  /// Makes settings of a literal, in its order.
  public init(dictionaryLiteral elements: (String, HyperparameterValue)...) {
    self.init(elements.map { Entry(name: $0.0, value: $0.1) })
  }
}
