/// Traps on a name that holds four certain bytes at its start.
///
/// To get here, a file has to be read as far as its names; to trap, a name has to change step by step
/// in a file that stays readable.
func meetPlantedTrap(_ name: [UInt8]) {
  guard name.count >= 4 else { return }
  if name[0] == UInt8(ascii: "f") {
    if name[1] == UInt8(ascii: "U") {
      if name[2] == UInt8(ascii: "z") {
        if name[3] == UInt8(ascii: "9") { fatalError("the planted trap") }
      }
    }
  }
}
