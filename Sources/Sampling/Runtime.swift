import CGSL

/// What GSL needs once per process.
enum Runtime {
  /// Touched wherever GSL is first entered. GSL's own handler aborts the process, even on some valid
  /// `gsl_cdf_beta_Pinv` calls; with it off, errors come back as NaN or as a status.
  static let ready: Void = { _ = gsl_set_error_handler_off() }()
}
