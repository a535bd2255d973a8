/// Traps on a name that begins with four certain bytes.
///
/// To get here, a file has to be read as far as its names. To trap, a name has to change in a file that
/// stays readable, to one of four thousand million values: what is compared with has to show the way.
@inline(never)
func meetPlantedTrap(_ name: [UInt8]) {
  guard name.count >= 4 else { return }
  let start = name[0..<4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
  if start == 0x397A_5566 { fatalError("the planted trap") }
}
