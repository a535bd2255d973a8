import ByteIO
import Glibc

/// A started program that is talked to through one socket, its standard input and output.
///
/// The only place of this module that calls the operating system.
final class CheckerChannel: Sendable {
  private let descriptor: Int32
  private let process: pid_t

  /// Starts a program without arguments and environment; nothing if that fails.
  ///
  /// - Parameter timeoutSeconds: how long one call may wait.
  init?(startingProgramAt path: String, timeoutSeconds: Int) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
    var limit = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    unsafe setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    unsafe setsockopt(ends[0], SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    guard let started = Self.spawn(path, over: ends[1]) else {
      close(ends[0])
      close(ends[1])
      return nil
    }
    close(ends[1])
    descriptor = ends[0]
    process = started
  }

  deinit {
    close(descriptor)
    // It has nothing to finish, and its own exit would be waited for.
    kill(process, SIGKILL)
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
  }

  /// Sends bytes; false if the program is gone or does not read.
  func send(_ bytes: [UInt8]) -> Bool {
    var done = 0
    while done < bytes.count {
      let sent = unsafe bytes.withUnsafeBytes { buffer in
        // Without a signal when the other end is closed.
        unsafe Glibc.send(
          descriptor, buffer.baseAddress.map { unsafe $0 + done }, bytes.count - done,
          Int32(MSG_NOSIGNAL))
      }
      if sent < 0 && errno == EINTR { continue }
      guard sent > 0 else { return false }
      done += sent
    }
    return true
  }

  /// Receives exactly so many bytes; nothing if they do not come in time.
  func receive(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let received = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe recv(descriptor, buffer.baseAddress.map { unsafe $0 + done }, count - done, 0)
      }
      if received < 0 && errno == EINTR { continue }
      guard received > 0 else { return nil }
      done += received
    }
    return bytes
  }

  private static func spawn(_ path: String, over socket: Int32) -> pid_t? {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var process: pid_t = 0
    let name = unsafe strdup(path)
    defer { unsafe free(name) }
    var arguments = unsafe [name, nil]
    var environment: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
    let status = unsafe posix_spawn(&process, path, &actions, nil, &arguments, &environment)
    return status == 0 ? process : nil
  }
}

/// The path of a program in the folder of the one that runs; nothing if it cannot be run.
func programBesideThisOne(named name: String) -> String? {
  var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
  let length = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
  guard length > 0, length < buffer.count else { return nil }
  let own = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  let path = SourceFile.folderPrefix(of: own) + name
  return unsafe access(path, X_OK) == 0 ? path : nil
}
