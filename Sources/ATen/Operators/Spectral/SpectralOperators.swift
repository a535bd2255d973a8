import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Fourier transforms of real numbers.
  static let spectra: [ATenOperator] =
    complexMaking + realSpectra + transforms + [
      ATenOperator(
        """
        stft(self, n_fft, hop_length=None, win_length=None, window=None, normalized: bool=False, \
        onesided=None, return_complex=None, align_to_window=None)
        """
      ) { call throws(Diagnostic) in try call.shortTransform() },
      ATenOperator("fft_fftshift(self, dim=None)") { call throws(Diagnostic) in
        try call.shiftedSpectrum { $0 / 2 }
      },
      ATenOperator("fft_ifftshift(self, dim=None)") { call throws(Diagnostic) in
        try call.shiftedSpectrum { ($0 + 1) / 2 }
      },
    ]

  /// Fourier transforms of complex numbers.
  static let complexSpectra: [ATenOperator] =
    transforms + realResults + [
      ATenOperator("_fft_c2c(self, dim, normalization, forward)") { call throws(Diagnostic) in
        let x = try call.parts("self")
        let y = try call.fourier(
          x, axes: call.axes("dim", rank: call.rank(x.real)), isInverse: !call.boolean("forward"),
          norm: call.fourierNormNumber())
        return call.complexResult(y.real, y.imaginary)
      },
      ATenOperator("_fft_c2r(self, dim, normalization, last_dim_size)") {
        call throws(Diagnostic) in
        let x = try call.parts("self")
        return call.result(
          try call.realFourier(
            x, axes: call.axes("dim", rank: call.rank(x.real)), count: call.size("last_dim_size"),
            norm: call.fourierNormNumber()))
      },
    ]

  /// Transforms of complex numbers to real ones.
  private static let realResults = [
    ATenOperator(
      """
      istft(self, n_fft, hop_length=None, win_length=None, window=None, center=True, \
      normalized=False, onesided=None, length=None, return_complex=False)
      """
    ) { call throws(Diagnostic) in try call.inverseShortTransform() },
    ATenOperator("fft_irfft(self, n=None, dim=-1, norm=None)") { call throws(Diagnostic) in
      try call.realTransform("dim", size: "n")
    },
    ATenOperator("fft_irfft2(self, s=None, dim=[-2, -1], norm=None)") { call throws(Diagnostic) in
      try call.realTransform("dim", size: "s")
    },
    ATenOperator("fft_irfftn(self, s=None, dim=None, norm=None)") { call throws(Diagnostic) in
      try call.realTransform("dim", size: "s")
    },
  ]

  private static let realSpectra = [
    ATenOperator("_fft_r2c(self, dim, normalization, onesided)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let y = try call.fourier(
        (x, nil), axes: call.axes("dim", rank: call.rank(x)), isInverse: false,
        isOneSided: call.boolean("onesided"), norm: call.fourierNormNumber())
      return call.complexResult(y.real, y.imaginary)
    },
    ATenOperator("fft_rfft(self, n=None, dim=-1, norm=None)") { call throws(Diagnostic) in
      try call.transform("dim", size: "n", isOneSided: true)
    },
    ATenOperator("fft_rfft2(self, s=None, dim=[-2, -1], norm=None)") { call throws(Diagnostic) in
      try call.transform("dim", size: "s", isOneSided: true)
    },
    ATenOperator("fft_rfftn(self, s=None, dim=None, norm=None)") { call throws(Diagnostic) in
      try call.transform("dim", size: "s", isOneSided: true)
    },
  ]

  private static let transforms = [
    ATenOperator("fft_fft(self, n=None, dim=-1, norm=None)") { call throws(Diagnostic) in
      try call.transform("dim", size: "n")
    },
    ATenOperator("fft_ifft(self, n=None, dim=-1, norm=None)") { call throws(Diagnostic) in
      try call.transform("dim", size: "n", isInverse: true)
    },
    ATenOperator("fft_fft2(self, s=None, dim=[-2, -1], norm=None)") { call throws(Diagnostic) in
      try call.transform("dim", size: "s")
    },
    ATenOperator("fft_ifft2(self, s=None, dim=[-2, -1], norm=None)") { call throws(Diagnostic) in
      try call.transform("dim", size: "s", isInverse: true)
    },
    ATenOperator("fft_fftn(self, s=None, dim=None, norm=None)") { call throws(Diagnostic) in
      try call.transform("dim", size: "s")
    },
    ATenOperator("fft_ifftn(self, s=None, dim=None, norm=None)") { call throws(Diagnostic) in
      try call.transform("dim", size: "s", isInverse: true)
    },
  ]
}

extension ATenCall {
  /// The transform along the axes that an argument names, cut or filled to sizes if they are given.
  func transform(
    _ axes: String, size: String, isInverse: Bool = false, isOneSided: Bool = false
  ) throws(Diagnostic) -> [ATenValue] {
    var x = try parts("self")
    let rank = rank(x.real)
    let sizes = isGiven(size) ? try integers(size) : []
    let axes =
      isGiven(axes)
      ? try self.axes(axes, rank: rank)
      : Array(rank - (sizes.isEmpty ? rank : min(rank, sizes.count))..<rank)
    guard sizes.isEmpty || sizes.count == axes.count else {
      throw problem("takes \(axes.count) sizes, \(sizes.count) are given")
    }
    for (axis, size) in zip(axes, sizes) where size != -1 {
      x = try fitted(x, axis: axis, to: size)
    }
    let y = try fourier(
      x, axes: axes, isInverse: isInverse, isOneSided: isOneSided,
      norm: fourierNorm(isInverse: isInverse))
    return complexResult(y.real, y.imaginary)
  }

  /// The real numbers whose one-sided transform along the axes that an argument names is given.
  fileprivate func realTransform(
    _ axes: String, size: String
  ) throws(Diagnostic) -> [ATenValue] {
    let x = try parts("self")
    let rank = rank(x.real)
    let axes = isGiven(axes) ? try self.axes(axes, rank: rank) : Array(0..<rank)
    guard let last = axes.last else { throw problem("needs an axis") }
    var count = (shape(x.real)[last] - 1) * 2
    if isGiven(size) {
      let sizes = try sizes(size)
      guard sizes.count == axes.count, let own = sizes.last,
        zip(axes, sizes).dropLast().allSatisfy({ shape(x.real)[$0].isProvablyEqual(to: $1) })
      else { throw unsupported("an inverse transform that cuts or fills other axes than the last") }
      count = own
    }
    return result(
      try realFourier(x, axes: axes, count: count, norm: fourierNorm(isInverse: true)))
  }

  /// A spectrum with its middle at the beginning, or the other way round.
  fileprivate func shiftedSpectrum(_ shift: (Int) -> Int) throws(Diagnostic) -> [ATenValue] {
    let x = try tensor("self")
    let axes = isGiven("dim") ? try axes("dim", rank: rank(x)) : Array(0..<rank(x))
    let sizes = axes.compactMap { shape(x)[$0].size }
    guard sizes.count == axes.count else { throw unsupported("a shift by half of an open size") }
    return result(try add(Roll(shifts: sizes.map(shift), axes: axes), x))
  }

  /// Transforms of the pieces of a signal, which are the last axis.
  fileprivate func shortTransform() throws(Diagnostic) -> [ATenValue] {
    let count = try integer("n_fft")
    let step = try optionalInteger("hop_length") ?? count / 4
    var x = try tensor("self")
    var window = try optionalTensor("window")
    if let given = window, let length = shape(given)[0].size, length < count {
      let before = (count - length) / 2
      window = try add(
        Pad(before: [before], after: [count - length - before], mode: .constant(0)), given)
    }
    let isBatched = rank(x) == 2
    if !isBatched { x = try add(Unsqueeze(axes: [0]), x) }
    let isOneSided = isGiven("onesided") ? try boolean("onesided") : true
    var y = try add(
      STFT(frameLength: count, frameStep: step, isOneSided: isOneSided), x, window)
    y = try add(Transpose(axes: [0, 2, 1, 3]), y)
    if try boolean("normalized") { y = try scaled(y, by: 1 / Double(count).squareRoot()) }
    if !isBatched { y = try add(Squeeze(axes: [0]), y) }
    guard isGiven("return_complex"), try boolean("return_complex") else { return result(y) }
    let (real, imaginary) = try unpaired(y)
    return complexResult(real, imaginary)
  }
}
