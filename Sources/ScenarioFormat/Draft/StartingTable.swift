import Buildout

/// Invented targets, one of each kind that a plan has.
enum StartingTable {
  static func rows(_ language: Language) -> [[String]] {
    switch language {
    case .en:
      [
        ["title", "sector", "target", "unit", "lead", "remark"],
        ["Jobs created", "Livelihood", "8950", "people", "Labour office", ""],
        ["School buildings completed", "Education", "3", "school", "Education office", ""],
        ["County hospital in operation", "Health", "done", "", "Health office", ""],
        ["Estates renewed, works started", "Housing", "12", "estate", "Housing office", ""],
        ["Retail sales growth", "Economy", "6", "%", "Trade office", ""],
        ["Sewage treatment coverage", "Environment", "at least 95", "%", "Water office", ""],
        ["Registered unemployment", "Livelihood", "at most 4", "%", "Labour office", ""],
        ["Fixed investment", "Economy", "182", "M CNY", "Planning office", ""],
      ]
    case .zh:
      [
        ["项目", "领域", "目标值", "单位", "责任单位", "备注"],
        ["新增城镇就业", "民生", "8950", "人", "人社局", ""],
        ["学校建成", "教育", "3", "所", "教育局", ""],
        ["县医院投入使用", "卫生", "完成", "", "卫健局", ""],
        ["老旧小区改造开工", "住房", "12", "个", "住建局", ""],
        ["社会消费品零售总额", "经济", "增长6%以上", "", "商务局", ""],
        ["污水处理率", "生态环境", "不低于95", "%", "水务局", ""],
        ["城镇登记失业率", "民生", "控制在4%以内", "", "人社局", ""],
        ["固定资产投资", "经济", "18.2", "亿元", "发改委", ""],
      ]
    }
  }
}
