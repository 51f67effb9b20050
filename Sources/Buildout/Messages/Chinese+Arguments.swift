extension Chinese {
  /// What the command line says of its arguments.
  static let arguments = #"""
    Error: {1}
    错误：{1}
    Usage: {1}
    用法：{1}
      See '{1}' for more information.
      详见 {1}
    Missing expected argument '{1}'
    缺少参数“{1}”
    Missing one of: {1}
    缺少下列参数之一：{1}
    Unknown option '{1}'
    没有选项“{1}”
    Unknown option '{1}'. Did you mean '{2}'?
    没有选项“{1}”，是不是“{2}”？
    Missing value for '{1}'
    “{1}”没有给出值
    The value '{1}' is invalid for '{2}'
    “{2}”不能取值“{1}”
    The value '{1}' is invalid for '{2}': {3}
    “{2}”不能取值“{1}”：{3}
    The value '{1}' is invalid for '{2}'. Please provide one of {3}.
    “{2}”不能取值“{1}”，请从下列值中选择：{3}
    '{1}' and '{2}'
    “{1}”和“{2}”
    The option '{1}' does not take any value, but '{2}' was specified.
    选项“{1}”不带值，却给出了“{2}”
    there is no command '{1}'; did you mean '{2}'?
    没有“{1}”这个命令；是不是“{2}”？
    there is no command '{1}'; 'buildout --help' lists them
    没有“{1}”这个命令；命令列表见“buildout --help”
    Unexpected argument '{1}'
    多余的参数“{1}”
    {1} unexpected arguments: {2}
    有 {1} 个多余的参数：{2}
    --format is text, csv, markdown or json, not '{1}'.
    --format 可以是 text、csv、markdown 或 json，不能是“{1}”
    --format is text, csv, markdown or json, not '{1}'. buildout report makes the page and the workbook.
    --format 可以是 text、csv、markdown 或 json，不能是“{1}”；网页和电子表格用 buildout report 生成
    --trials is {1}, it must be from 1 to 1000000000.
    --trials 是 {1}，应在 1 至 1000000000 之间
    --trials is {1}, it must be from 0 to 1000000000.
    --trials 是 {1}，应在 0 至 1000000000 之间
    --threads is {1}, it must be from 1 to 256.
    --threads 是 {1}，应在 1 至 256 之间
    --precision is {1}, it must be from 0.01 to 50.
    --precision 是 {1}，应在 0.01 至 50 之间
    --months is {1}, it must be from 1 to 120.
    --months 是 {1}，应在 1 至 120 之间
    --start is '{1}', it must be a year and a month, such as 2026-01.
    --start 是“{1}”，应为年和月，如 2026-01
    Add --start: the first month of the plan, such as --start 2026-01.
    请加上 --start，即计划的第一个月，如 --start 2026-01
    --sheet needs a workbook.
    --sheet 只用于工作簿
    --probability is {1}, it must be above 0 and below 1.
    --probability 是 {1}，应大于 0 且小于 1
    Give one of --trial and --near.
    请给出 --trial 或 --near 中的一个
    --trial is {1}, it must be from 0 to 999999999.
    --trial 是 {1}，应在 0 至 999999999 之间
    write a whole number in digits, such as 10000.
    请用数字写整数，如 10000
    write {1}.
    请写 {1}
    write the least and the greatest value, such as 10..30 or 0.2..0.8
    请写最小值和最大值，如 10..30 或 0.2..0.8
    '{1}' is no number to try; {2}
    “{1}”不是可以试的数；{2}
    a percentage is written as a share, 50 % as 0.5
    百分数请写成小数，如 50% 写 0.5
    both ends are {1}, which leaves nothing to vary; {2}
    两端都是 {1}，没有可以变化的范围；{2}
    the first number must be the lesser one; write {1}..{2}
    第一个数应小于第二个数；请写 {1}..{2}
    cannot write the workbook: {1}
    无法写入电子表格：{1}
    --month is '{1}', it must be a year and a month, such as 2026-06.
    --month 是“{1}”，应为年和月，如 2026-06
    --as-of is '{1}', it must be a year and a month, such as 2026-06.
    --as-of 是“{1}”，应为年和月，如 2026-06
    --as-of says until when --actuals are known; add --actuals.
    --as-of 说明 --actuals 截至何时；请加上 --actuals
    --previous names the meeting before this one; add --actuals.
    --previous 指上一次会议；请加上 --actuals
    '{1}' is no sum of money; write a number such as 200, or a range such as 0..250
    “{1}”不是金额；请写 200 之类的数，或 0..250 之类的范围
    seek varies one number. For the best of two, write each as an option with 'add' and 'units' and what one unit costs, and ask buildout choose; with a range of budgets it prints the cheapest pair for each result.
    seek 只变动一个数。要在两个数中求最优，请把它们各写成带“add”“units”和单份成本的措施，再用 buildout choose；给出资金范围时，它会列出达到每种结果的最省组合
    seek varies one number. For the best of two, write each as an option with 'add' and 'units' and what one unit costs, and ask buildout choose; with a range of budgets it prints the cheapest pair for each result. (--vary {1})
    seek 只变动一个数。要在两个数中求最优，请把它们各写成带“add”“units”和单份成本的措施，再用 buildout choose；给出资金范围时，它会列出达到每种结果的最省组合（--vary {1}）
    """#
}
