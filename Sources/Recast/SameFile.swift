import Glibc

/// Whether two paths lead to one existing file, through links of either kind.
func namesSameFile(_ left: String, _ right: String) -> Bool {
  var first = stat()
  var second = stat()
  guard unsafe stat(left, &first) == 0, unsafe stat(right, &second) == 0 else { return false }
  return first.st_dev == second.st_dev && first.st_ino == second.st_ino
}

/// Whether a path leads to something.
func fileExists(at path: String) -> Bool {
  var status = stat()
  return unsafe stat(path, &status) == 0
}
