extension Chinese {
  /// What commands say of the tables of actual figures.
  static let actuals = #"""
    --month {1} is outside the plan, which runs from {2} to {3}
    --month {1} 不在计划期 {2} 至 {3} 内
    Wrote {1}. Fill it in, then: buildout run {2} --actuals {3}
    已写入 {1}。填好后：buildout run {2} --actuals {3}
    {1} holds no .csv and no .xlsx file; put the tables of actuals there
    {1} 中没有 .csv 或 .xlsx 文件；请把进度数据表放进去
    {1} is no forecast of buildout run; name the folder of a meeting, or write it again
    {1} 不是 buildout run 写出的预测；请指定会议存档的文件夹，或重新写出
    forecast
    预测
    '{1}' in {2} is no month
    {2} 中的“{1}”不是月份
    """#
}
