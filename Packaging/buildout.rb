# A formula for Homebrew, UNTRIED: no release has been tagged and no Mac was at hand. It needs the address and the
# SHA-256 of a source archive, as Packaging/package writes it; then `brew install --build-from-source ./buildout.rb`.
class Buildout < Formula
  desc "Odds of the targets of a city's work plan"
  homepage "https://example.org/buildout" # the address of the release
  url "https://example.org/buildout/buildout-0.1.0-source.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "GPL-3.0-or-later"

  depends_on "pkgconf" => :build
  depends_on xcode: ["26.0", :build]
  depends_on "gsl"
  depends_on "libxlsxwriter"
  depends_on "libyaml"
  depends_on macos: :sequoia

  def install
    system "swift", "build", "--disable-sandbox", "-c", "release", "--product", "buildout"
    bin.install ".build/release/buildout"
    generate_completions_from_executable(bin/"buildout", "--generate-completion-script")
    (pkgshare/"buildout.schema.json").write Utils.safe_popen_read(bin/"buildout", "schema")
    pkgshare.install "Scenarios"
  end

  test do
    assert_match "ok: ", shell_output("#{bin}/buildout check #{pkgshare}/Scenarios/quick-start.yaml")
  end
end
