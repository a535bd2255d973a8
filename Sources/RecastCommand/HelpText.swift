/// Texts that the help of several commands shows.
enum HelpText {
  /// What each exit code means.
  static let exitCodes = """
    EXIT CODES
      0      done
      1      a check failed
      2      the command line asks for something that there is not
      3      the input is damaged or of another format than expected
      4      a layer, an operator or a format is not supported
      5      reading or writing failed; worth another try
      6      a limit on memory, depth or time was reached
      70     a fault of recast itself
      128+n  ended by the signal n
    Of several errors the first of 70, 5, 6, 3, 4, 2, 1 counts.
    """

  /// What each exit code of a batch means, for schedulers: which are worth another try.
  static let batchExitCodes = """
    EXIT CODES
      0      everything is done
      1      some conversions failed and would again: a bad or unsupported file, other shapes or numbers
             than expected, reports that do not make a whole
      2, 3   the command line or the batch file cannot be read
      5      reading or writing failed somewhere; worth another try, which does only what is left
      6      a limit on memory, depth or time was reached somewhere; worth another try on a larger machine
      70     a fault of recast itself
      128+n  ended by the signal n; worth another try
    Of several failures the first of 70, 5, 6, 1 counts.
    """
}
