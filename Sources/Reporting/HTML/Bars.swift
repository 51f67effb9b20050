import Buildout

/// Small drawings that stand in a line of a table, beside the numbers that say the same.
enum Bars {
  private static let width = 120.0

  /// A probability on a track from 0 to 100 % with its interval; its fill shows the light by a
  /// pattern as well as by colour, and ticks stand where the lights change.
  static func probability(_ proportion: Proportion, _ markup: inout Markup) {
    let light = Light(probability: proportion.value)
    let x = Coordinate.text(proportion.value * width)
    let low = Coordinate.text(proportion.interval.lowerBound * width)
    let high = Coordinate.text(proportion.interval.upperBound * width)
    bar(&markup) {
      $0.shape("path", ["class": "track", "d": "M0 3.5H120V10.5H0Z"])
      $0.shape("path", ["class": "fill \(light.rawValue)", "d": "M0 3.5H\(x)V10.5H0Z"])
      $0.shape("path", ["class": "tick", "d": "M60 1V3.5M60 10.5V13M96 1V3.5M96 10.5V13"])
      $0.shape("path", ["class": "whisker", "d": "M\(low) 7H\(high)M\(low) 4V10M\(high) 4V10"])
    }
  }

  /// Where the measure stands when due, P10 to P90 with P50, in relation to the promised value,
  /// which is at two thirds of the width.
  static func outcome(_ target: TargetForecast, _ markup: inout Markup) {
    let value = target.target.value
    guard value > 0, let p10 = target.p10, let p50 = target.p50, let p90 = target.p90,
      p50.value.isFinite, p10.value >= 0
    else { return }
    func position(_ x: Double) -> String {
      Coordinate.text(min(max(x / value * 80, 0), 120))
    }
    let low = position(p10.value)
    let high = position(p90.value)
    let middle = position(p50.value)
    bar(&markup) {
      $0.shape("path", ["class": "axis", "d": "M0 7H120"])
      $0.shape("path", ["class": "range", "d": "M\(low) 4.5H\(high)V9.5H\(low)Z"])
      $0.shape("path", ["class": "promise", "d": "M80 0V14"])
      $0.shape("path", ["class": "middle", "d": "M\(middle) 3V11"])
    }
  }

  /// What a driver can do, on the scale of its tornado: a factor or pool from its lowest (a ring) to its
  /// highest (a disc), a risk from off (a ring) to the plan as it stands (the long line).
  static func effect(_ effect: DriverEffect, of tornado: Tornado, _ markup: inout Markup) {
    guard let ends = tornado.ends(of: effect) else { return }
    let range = tornado.range
    func position(_ value: Double) -> String {
      let width = range.upperBound - range.lowerBound
      return Coordinate.text(width > 0 ? 5 + (value - range.lowerBound) / width * 110 : 60)
    }
    let (low, high) = (position(ends.low.value), position(ends.high.value))
    let stands = position(tornado.asItStands.value)
    bar(&markup) {
      $0.shape("path", ["class": "axis", "d": "M0 7H120"])
      $0.shape("path", ["class": "reach", "d": "M\(low) 7H\(high)"])
      $0.shape("path", ["class": "promise", "d": "M\(stands) 0V14"])
      $0.shape("circle", ["class": "ring", "cx": low, "cy": "7", "r": "3.4"])
      if effect.switchedOff == nil {
        $0.shape("circle", ["class": "due", "cx": high, "cy": "7", "r": "3.4"])
      }
    }
  }

  /// A gain with its interval, on one scale with others; the long line is none.
  static func gain(_ gain: Estimate, in scale: ClosedRange<Double>, _ markup: inout Markup) {
    let width = scale.upperBound - scale.lowerBound
    func position(_ value: Double) -> String {
      Coordinate.text(width > 0 ? 6 + (value - scale.lowerBound) / width * 108 : 60)
    }
    let (low, high) = (position(gain.interval.lowerBound), position(gain.interval.upperBound))
    bar(&markup) {
      $0.shape("path", ["class": "axis", "d": "M0 7H120"])
      $0.shape("path", ["class": "promise", "d": "M\(position(0)) 0V14"])
      $0.shape("path", ["class": "whisker", "d": "M\(low) 7H\(high)M\(low) 3V11M\(high) 3V11"])
      $0.shape("circle", ["class": "reached", "cx": position(gain.value), "cy": "7", "r": "3.4"])
    }
  }

  static func bar(_ markup: inout Markup, _ content: (inout Markup) -> Void) {
    markup.element(
      "svg", ["class": "bar", "viewBox": "0 0 120 14", "aria-hidden": "true"], content)
  }

  /// How many of a sector's targets show each light, side by side.
  static func lights(_ counts: [(Light, Int)], _ markup: inout Markup) {
    let total = max(1, counts.reduce(0) { $0 + $1.1 })
    markup.element(
      "svg",
      [
        "class": "lights", "viewBox": "0 0 120 10", "preserveAspectRatio": "none",
        "aria-hidden": "true",
      ]
    ) {
      var x = 0.0
      for (light, count) in counts where count > 0 {
        let end = x + Double(count) / Double(total) * 120
        let from = Coordinate.text(x)
        $0.shape(
          "path",
          [
            "class": "fill \(light.rawValue)",
            "d": "M\(from) 0H\(Coordinate.text(end))V10H\(from)Z",
          ])
        x = end
      }
    }
  }
}
