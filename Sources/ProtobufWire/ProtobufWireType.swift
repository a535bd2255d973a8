/// How a field's value is encoded, the low three bits of its tag.
///
/// Numbers as in <https://protobuf.dev/programming-guides/encoding/#structure>; the two kinds of group
/// (3 and 4) are obsolete and refused.
public enum ProtobufWireType: UInt8, Hashable, Sendable {
  case varint = 0
  case fixed64 = 1
  case lengthDelimited = 2
  case fixed32 = 5
}
