extension Chinese {
  /// What commands say of the tables of actual figures.
  static let actuals = #"""
    --month is '{1}', it must be a year and a month, such as 2026-06.
    --month 是“{1}”，应为年和月，如 2026-06
    --month {1} is outside the plan, which runs from {2} to {3}
    --month {1} 不在计划期 {2} 至 {3} 内
    Wrote {1}. Fill it in, then: buildout run {2} --actuals {3}
    已写入 {1}。填好后：buildout run {2} --actuals {3}
    --as-of is '{1}', it must be a year and a month, such as 2026-06.
    --as-of 是“{1}”，应为年和月，如 2026-06
    --as-of says until when --actuals are known; add --actuals.
    --as-of 说明 --actuals 截至哪个月；请加上 --actuals
    {1} holds no .csv and no .xlsx file; put the tables of actuals there
    {1} 中没有 .csv 或 .xlsx 文件；请把进度数据表放进去
    --previous names the meeting before this one; add --actuals.
    --previous 指上一次会议的存档；请加上 --actuals
    {1} is no forecast of buildout run; name the folder of a meeting, or write it again
    {1} 不是 buildout run 写出的预测；请指定会议存档的文件夹，或重新写出
    forecast
    预测
    trace shows the plan as it stands where --actuals are given; leave out --option
    给出 --actuals 时，trace 只显示现有计划；请去掉 --option
    '{1}' in {2} is no month
    {2} 中的“{1}”不是月份
    """#
}
