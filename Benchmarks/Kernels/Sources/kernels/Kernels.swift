import ByteIO
import Crypto
import Glibc

/// Measures the loops over elements and bytes in memory, in turns with memcpy.
///
///     kernels [ROUNDS]
///
/// Every line is a kernel, its gigabytes of input a second and their share of memcpy's: tab-separated
/// medians with the least and the most.
@main struct Kernels {
  /// What is converted at once.
  ///
  /// The memory of the result is used again for the next block, as it is when a file is written: memory
  /// that was never touched costs more than any of the loops.
  private static let blockByteCount = 4 << 20
  private static let blockCount = 32

  static func main() {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5
    let blocks = (0..<blockCount).map { numbers(seed: UInt64($0)) }
    let halves = blocks.map { FloatConversion.float32ToFloat16.apply(to: $0) }
    let side = 1024
    let kernels: [(name: String, inputs: [[UInt8]], run: ([UInt8]) -> Int)] = [
      ("memcpy", blocks, { copied($0) }),
      (
        "transpose of 4-byte elements", blocks,
        {
          gatherStrided(
            $0, elementOffset: 0, shape: [side, side], strides: [1, side], elementByteCount: 4
          ).count
        }
      ),
      (
        "transpose of 2-byte elements", blocks,
        {
          gatherStrided(
            $0, elementOffset: 0, shape: [side, 2 * side], strides: [1, side], elementByteCount: 2
          ).count
        }
      ),
      (
        "flip of 3 x 3 kernels", blocks,
        {
          gatherStrided(
            $0, elementOffset: 8, shape: [blockByteCount / 36, 3, 3], strides: [9, -3, -1],
            elementByteCount: 4
          ).count
        }
      ),
      ("float32 to float16", blocks, { FloatConversion.float32ToFloat16.apply(to: $0).count }),
      ("float32 to bfloat16", blocks, { FloatConversion.float32ToBFloat16.apply(to: $0).count }),
      ("float16 to float32", halves, { FloatConversion.float16ToFloat32.apply(to: $0).count }),
      ("CRC-32", blocks, { Int(CRC32($0).value) }),
      ("SHA-256", blocks, { Array(SHA256.hash(data: $0)).count }),
    ]
    var rates = [[Double]](repeating: [], count: kernels.count)
    var sum = 0
    // The first round fills caches and counts for nobody.
    for round in 0...rounds {
      for (index, kernel) in kernels.enumerated() {
        let start = ContinuousClock.now
        for input in kernel.inputs { sum &+= kernel.run(input) }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let byteCount = kernel.inputs.reduce(0) { $0 + $1.count }
        if round > 0 { rates[index].append(Double(byteCount) / seconds / 1e9) }
      }
    }
    for (kernel, rates) in zip(kernels, rates) {
      let sorted = rates.sorted()
      print(
        ([kernel.name]
          + [sorted[sorted.count / 2], sorted[0], sorted[sorted.count - 1]].map {
            String(($0 * 100).rounded() / 100)
          }).joined(separator: "\t"))
    }
    // What was computed is used.
    if sum == 42 { print("") }
  }

  /// Numbers around 1, as weights are.
  private static func numbers(seed: UInt64) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: blockByteCount)
    var state = seed
    for index in stride(from: 0, to: blockByteCount, by: 4) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let bits = UInt32(truncatingIfNeeded: state >> 41) | 0x3F00_0000
      for byte in 0..<4 { bytes[index + byte] = UInt8(truncatingIfNeeded: bits >> (8 * byte)) }
    }
    return bytes
  }

  private static func copied(_ input: [UInt8]) -> Int {
    let copy = [UInt8](unsafeUninitializedCapacity: input.count) { memory, count in
      input.withUnsafeBytes { bytes in
        if let from = bytes.baseAddress, let to = memory.baseAddress {
          memcpy(to, from, bytes.count)
        }
      }
      count = input.count
    }
    return Int(copy[input.count / 2])
  }
}
