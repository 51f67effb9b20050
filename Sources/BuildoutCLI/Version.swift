/// The version that `--version` prints and every document carries.
let buildoutVersion = "0.1.0"
