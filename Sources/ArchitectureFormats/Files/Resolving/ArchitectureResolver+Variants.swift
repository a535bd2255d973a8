import Checkpoints

extension ArchitectureResolver {
  /// The member of the family that the checkpoint turned out to be.
  mutating func variant() -> String? { evaluator.variant(of: document) }
}

extension ExpressionEvaluator {
  /// The first member whose values are all those that the file's names have; else the text that the
  /// file makes of them.
  mutating func variant(of document: ArchitectureDocument) -> String? {
    for variant in document.variants where hasValues(of: variant) { return variant.name }
    guard let template = document.variant else { return nil }
    do throws(ExpressionProblem) {
      return try value(of: template, in: ExpressionScope()).text
    } catch {
      return nil
    }
  }

  private mutating func hasValues(of variant: ArchitectureDocument.Variant) -> Bool {
    guard !variant.values.isEmpty else { return false }
    for entry in variant.values {
      do throws(ExpressionProblem) {
        let expected = try value(of: entry.value, in: ExpressionScope())
        guard Self.areEqual(expected, try value(ofName: entry.name)) else { return false }
      } catch {
        return false
      }
    }
    return true
  }
}
