import Glibc

/// Raises how many files the process may have open, up to the system's limit.
func allowOpenFiles(_ count: Int) {
  var limit = rlimit()
  guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0,
    limit.rlim_cur < rlim_t(count)
  else { return }
  limit.rlim_cur = min(rlim_t(count), limit.rlim_max)
  unsafe _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}
