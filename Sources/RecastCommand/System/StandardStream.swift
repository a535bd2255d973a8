import Diagnostics
import Glibc
import Recast

/// Standard output or standard error.
enum StandardStream: Int32 {
  case output = 1
  case error = 2

  /// Whether a person looks at it.
  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// How its text may look: colours only on a terminal, and never where `NO_COLOR` is set.
  var style: TextStyle {
    let isWanted = environmentVariable("NO_COLOR").isEmpty && environmentVariable("TERM") != "dumb"
    return TextStyle(isColoured: isTerminal && isWanted)
  }

  /// The number of columns, 80 where there is no terminal.
  var width: Int {
    var size = winsize()
    guard isTerminal, unsafe ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else {
      return 80
    }
    return min(Int(size.ws_col), 120)
  }

  /// Writes a text now.
  ///
  /// - Throws: ``DiagnosticCode/standardOutputNotWritable``.
  func write(_ text: String) throws(Diagnostic) {
    var text = text
    let number = text.withUTF8 { bytes -> Int32 in
      var done = 0
      while done < bytes.count {
        let written = unsafe Glibc.write(
          rawValue, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done)
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { return errno }
        done += written
      }
      return 0
    }
    guard number == 0 else {
      let reason = unsafe String(cString: strerror(number)).lowercased()
      throw Diagnostic(
        .standardOutputNotWritable, "standard output does not take the result: \(reason)")
    }
  }

  /// Opens the standard streams that are closed on a device that takes nothing, so that no file gets
  /// their numbers and with it what is meant for them.
  static func occupyClosed() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
      _ = unsafe open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
    }
  }
}

/// The value of an environment variable, empty if it is not set.
func environmentVariable(_ name: String) -> String {
  guard let value = unsafe getenv(name) else { return "" }
  return unsafe String(cString: value)
}
