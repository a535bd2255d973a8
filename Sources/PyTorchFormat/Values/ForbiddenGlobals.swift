/// Names through which a pickle would run something when Python loads it.
///
/// Nothing is run here whatever a file names; the list only lets a report call such a file what it
/// is.
enum ForbiddenGlobals {
  /// Whether a name reaches the system, other programs or Python's own machinery.
  static func contains(module: String, name: String) -> Bool {
    let outer = module.split(separator: ".", maxSplits: 1).first.map(String.init) ?? module
    if modules.contains(outer) { return true }
    switch outer {
    case "builtins", "__builtin__", "__builtins__":
      return builtins.contains(name.split(separator: ".").first.map(String.init) ?? name)
    case "operator", "_operator":
      return ["attrgetter", "methodcaller", "call"].contains(name)
    case "functools", "_functools": return name == "reduce"
    case "types": return name == "FunctionType" || name == "CodeType" || name == "LambdaType"
    case "numpy": return module.hasPrefix("numpy.f2py") || module.hasPrefix("numpy.testing")
    case "logging": return module == "logging.config"
    case "torch": return torchNames.contains("\(module).\(name)") || reachesTools(module)
    default: return false
    }
  }

  private static func reachesTools(_ module: String) -> Bool {
    [
      "torch.hub", "torch.utils.cpp_extension", "torch.utils.collect_env", "torch._ops",
      "torch.utils.bottleneck", "torch._inductor.codecache", "torch.utils._config_module",
      "torch.jit.unsupported_tensor_ops", "torch.fx.experimental.symbolic_shapes",
    ].contains { module == $0 || module.hasPrefix($0 + ".") }
  }

  private static let torchNames: Set<String> = [
    "torch.load", "torch.serialization.load", "torch.jit.load", "torch.package.PackageImporter",
    "torch.storage.UntypedStorage.from_file", "torch.UntypedStorage.from_file",
    "torch.ops.load_library", "torch.classes.load_library",
  ]

  private static let builtins: Set<String> = [
    "eval", "exec", "execfile", "compile", "open", "file", "getattr", "setattr", "delattr",
    "__import__", "globals", "locals", "vars", "input", "raw_input", "breakpoint", "map", "filter",
    "apply", "reload", "memoryview", "exit", "quit", "help",
  ]

  private static let modules: Set<String> = [
    "os", "posix", "nt", "sys", "subprocess", "_posixsubprocess", "importlib", "imp", "runpy",
    "socket", "_socket", "shutil", "commands", "popen2", "pty", "platform", "webbrowser", "pdb",
    "bdb", "timeit", "cProfile", "profile", "pstats", "trace", "doctest", "code", "codeop",
    "ctypes", "_ctypes", "multiprocessing", "asyncio", "threading", "_thread", "thread", "signal",
    "pkgutil", "zipimport", "io", "_io", "tempfile", "urllib", "urllib2", "http", "httplib",
    "ftplib", "smtplib", "requests", "pickle", "_pickle", "cPickle", "dill", "cloudpickle",
    "marshal", "shelve", "inspect", "gc", "ast", "_interpreters", "_xxsubinterpreters",
    "distutils", "setuptools", "idlelib", "lib2to3", "venv", "ensurepip", "pip", "site",
    "__main__.__builtins__", "cgitb", "crypt", "fcntl", "mmap", "resource", "pydoc", "xmlrpc",
    "socketserver", "telnetlib", "concurrent", "sysconfig", "linecache", "fileinput", "glob",
  ]
}
