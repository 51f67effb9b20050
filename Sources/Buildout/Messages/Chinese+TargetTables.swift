extension Chinese {
  /// What is said of tables of targets.
  static let targetTables = #"""
    this is a date
    这是日期
    write the number that is promised; the date belongs under the column of due dates
    请填写目标数字；日期请填入完成时限列
    "{1}" holds no number and does not say that something is to be done
    “{1}”没有数字，也不是“完成”“建成投用”这类说法
    write a number, or 'done' for what is to be finished
    请填写数字；属于建成、办成的事项请写“完成”
    the number is in {1}, its unit is {2}
    数字后写的是“{1}”，单位列写的是“{2}”
    one of the two is wrong
    两者必有一误
    make them the same
    请改成一致
    "{1}" is a limit from below and from above
    “{1}”既是下限又是上限
    keep one of the two, or write two rows
    请只保留一个，或分成两行
    "{1}" is a range
    “{1}”是一个区间
    write its lower end, or as a limit: at most {1}
    请写下限；如为控制性指标，请写“不超过{1}”
    "{1}" holds {2} numbers
    “{1}”中有 {2} 个数字
    it is not clear which of them is promised
    无法确定哪一个是目标
    give each its own row
    请每个数字单列一行
    there are headings and no targets below them
    表头下面没有目标
    write a row for each target
    请每项目标填写一行
    there is no sheet "{1}"
    没有名为“{1}”的工作表
    there is nothing to read
    没有可读取的内容
    leave out --sheet: a CSV file has no sheets
    CSV 没有工作表，请去掉 --sheet
    the sheets are {1}
    工作表有：{1}
    the table is empty
    表格是空的
    no heading of the value is recognised
    没有认出目标值列的表头
    no heading of the title is recognised
    没有认出项目列的表头
    no heading of title and value is recognised
    没有认出项目和目标值列的表头
    {1}; this row comes nearest: {2}
    {1}；最接近的是本行：{2}
    it is not clear which column holds what
    无法判断各列的内容
    head the column of what is promised 'title' and that of the numbers 'target'
    请把名称一列的表头改为“项目”，数字一列的表头改为“目标值”
    the table has no value; taken as something to be done, by the title
    表中没有目标值；按名称判断为办成事项
    the table says 'about'; taken as at most
    表中写“左右”，按“不超过”处理
    the table says 'about'; taken as at least
    表中写“左右”，按“不低于”处理
    {1} % as the table has it; or is {2} % meant?
    表中为 {1}%；是否应为 {2}%？
    the value says one comparison and the row another
    目标值与方向列的说法相反
    the value is below 0 and the table does not say whether it is a limit from above
    目标值为负数，表中没有写明是上限还是下限
    write '≤ {1}', or 'a fall of {2}'
    请写成“≤{1}”，或改写为“下降{2}”
    the table states no direction; taken as a limit from above, by the title
    表中没有写方向；按名称判断为上限
    {1} % is more than all
    {1}% 超过了全部
    it cannot be reached
    不可能达到
    correct the value
    请改正数值
    {1} is promised of what is counted
    数量目标为 {1}
    it would be met without doing anything
    什么也不做就算完成
    correct the value, or delete the row
    请改正数值，或删去本行
    there are {1} rows below the headings
    表头以下有 {1} 行
    no plan has more than {1} targets; they are not read
    没有计划超过 {1} 项目标，不再读取
    keep the rows of the targets
    请只保留目标所在的行
    this row repeats row {1}
    本行与第 {1} 行重复
    the target would count twice
    同一目标会计算两次
    the target has no title
    目标没有名称
    nobody would know what is promised
    看不出承诺的是什么
    write what is promised, or empty the row
    请填写名称，或清空本行
    the target has no value
    没有填写目标值
    write the number that is promised, or 'done' for what is to be finished
    请填写目标数字；属于建成、办成的事项请写“完成”
    {1} is before the horizon begins, in {2}
    {1} 早于模拟的第一个月 {2}
    it could not be simulated
    无法模拟
    correct it, or let the horizon begin earlier with --start
    请改正，或用 --start 提前起始月份
    {1} is after the horizon ends, in {2}
    {1} 晚于模拟的最后一个月 {2}
    it would not be reached
    模拟到不了这个月
    correct it, or simulate longer with --months {1}
    请更正，或用 --months {1} 延长模拟
    "{1}" is no comparison
    “{1}”不是比较方式
    it is not clear when the target is met
    无法判断怎样算完成
    write >=, >, <=, < or by
    请写 ≥、＞、≤、＜ 或“不超过”
    the text has {1} characters, the limit is {2}
    文字有 {1} 个字符，上限为 {2}
    "{1}" is also the id of row {2}
    编号“{1}”与第 {2} 行相同
    the two could not be told apart
    两项目标无法区分
    give each its own
    请分别编号
    """#
}
