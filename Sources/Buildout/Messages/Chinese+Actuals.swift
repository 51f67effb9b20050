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
    warning: option '{1}' changes what was settled when the year began, such as a number of units; given the actuals it would begin in {2} and changes nothing
    警告：措施“{1}”所改的内容在期初已经确定（例如个数）；给定实际值后它自{2}起实施，不会带来任何变化
    the meeting in {1} is of a plan from {2} to {3}, and this one runs from {4} to {5}; name a meeting of the same plan
    {1} 的计划期为 {2} 至 {3}，与本计划的 {4} 至 {5} 不同；请指定同一计划的会议存档
    {1} holds no folder of a meeting; write one with buildout run city.yaml --actuals actuals.csv --out {2}2026-01
    {1} 中没有会议存档；请用 buildout run city.yaml --actuals actuals.csv --out {2}2026-01 写入
    {1} holds meetings of several plans: {2}; keep each plan's meetings in a folder of their own
    {1} 中有不同计划的会议：{2}；请把各计划分开存放
    '{1}' in a forecast of {2} is no month; write it again
    {2} 的预测中“{1}”不是月份；请重新生成
    1 fault; nothing was written
    共 1 处错误；没有写入任何文件
    {1} faults; nothing was written
    共 {1} 处错误；没有写入任何文件
    Wrote {1}: 1 target
    已写入 {1}：1 项目标
    Wrote {1}: {2} targets
    已写入 {1}：{2} 项目标
    {1} of sheet "{2}"
    {1}（工作表“{2}”）
    {1}, {2} of them in doubt
    {1}，其中 {2} 项需要核对
    {1}. Its first lines say what to change first.
    {1}。开头几行写明先改什么。
    Next: buildout run {1}
    下一步：buildout run {1} --lang zh
    {1} is not the folder of a meeting: it must hold {2}, as buildout run --actuals --out writes them; at the first meeting leave --previous out
    {1} 不是会议存档：其中应有 {2}（由 buildout run --actuals --out 写入）；首次会议请不写 --previous
    {1} is a forecast without actuals of another version of the scenario, and keeps no copy of it; at the first meeting with actuals leave --previous out
    {1} 是情景另一版本的期初预测（不含实际值），其中没有存下该版本的情景；首次填报实际值的会议请不写 --previous
    the meeting in {1} is of another plan, '{2}', and this one is '{3}'; name a meeting of the same plan
    {1} 是另一计划“{2}”的会议存档，本计划为“{3}”；请指定同一计划的会议存档
    the meeting in {1} knew the year to the end of {2}, and this one knows it to the end of {3}; name an earlier meeting
    {1} 的会议数据截至 {2} 末，晚于本次的 {3} 末；请指定更早的会议存档
    """#

  /// What is said of the actual figures themselves.
  static let readings = #"""
    {1} is a stated number
    {1} 是给定的常数
    there is nothing to be read
    没有可读取的实际值
    name a target or a measure, such as roads.completed
    请填写目标或指标，如 roads.completed
    the scenario has none; delete the row
    情景中没有；请删除此行
    {1} stood at {2} at the end of {3}, and the scenario allows {4} {5}
    {3} 末 {1} 为 {2}，而情景{4}只能到 {5}
    no more than
    最多
    no less than
    最少
    it stands as a fact, and the odds are those of a plan that could not get there
    该值按事实计入，但模型本身到不了这个值，概率的可信度随之下降
    check the figure; where it is right, give the scenario the works, the rate or the bounds that the year had
    请先核对该值；如无误，请按当年实际改正情景中的项目数、速率或上下限
    {1} stood at {2} at the end of {3}, which is more than 100 %
    {3} 末 {1} 为 {2}，超过100%
    it stands as a fact
    该值按事实计入
    check it; a share is given in percent of the whole
    请核对；占比按占总数的百分比填写
    {1} stood at {2} at the end of {3}, more than ten times what is promised, {4}
    {3} 末 {1} 为 {2}，超过目标值 {4} 的十倍
    it stands as a fact, and the target is taken for met
    该值按事实计入，目标视为已完成
    {1} stood at {2} at the end of {3}
    {3} 末 {1} 为 {2}
    {1}, and {2}, which comes before it
    {1}，而在它之前的环节：{2}
    {1}, and {2}, for all of which it waits
    {1}，而它须等待的项目尚未全部完成：{2}
    both stand as facts, and they cannot both be right
    两个数都按事实计入，但不可能同时正确
    check the two figures and their months
    请核对这两个数及其月份
    {1} and {2} at {3}, and so many are {4} {5} in the scenario
    {1}，{2} 为 {3}，而情景中这么多项{4}为 {5}
    check the two figures; where they are right, give the scenario the sizes of the works
    请核对这两个数；如无误，请按实际改正情景中各项的规模
    {1}, less than the {2} of {3}
    {1}，小于 {3} 的 {2}
    it stands as a fact, as if money had come back
    该值按事实计入，相当于资金退回
    risks.{1} acted in {2}, and its window is {3} to {4}
    risks.{1} 在 {2} 发生，而其时段为 {3} 至 {4}
    it stands as a fact, and the scenario holds it impossible
    该值按事实计入，而情景认为不可能
    check the month; where it is right, widen the window
    请核对月份；如无误，请放宽时段（window）
    risks.{1} acted from {2} to {3}, and 'lasts' is at most {4}
    risks.{1} 自 {2} 至 {3} 发生，而“lasts”最多为 {4}
    check the months; where they are right, let it last longer
    请核对月份；如无误，请延长其持续时间（lasts）
    {1}, and no trial came {2} {3}
    {1}，而没有一次模拟{2} {3}
    above
    高于
    below
    低于
    it stands as a fact, and the scenario was learned from only as far as trials went
    该值按事实计入，但只按模拟所及的范围修正情景
    check the figure, its digits and its unit; where it is right, put the scenario right
    请核对该值的数字和单位；如无误，请改正情景
    check the figure and its unit
    请核对数值和单位
    {1} is below 0, and {2} cannot be
    {1} 小于 0，而 {2} 不会是负数
    correct it; a cumulative figure is the total since the plan began, not the change of a month
    请改正；累计数是自期初起的总数，不是当月的增减
    the as-of month, {1}, lies outside the horizon
    数据截止月 {1} 不在预测期内
    number {1}
    （第 {1} 个月）
    there is nothing to forecast from there
    无法从该月起预测
    the horizon is {1} to {2}; give a month of it
    预测期为 {1} 至 {2}，请填写其中的月份
    {1} is before the horizon, which begins in {2}
    {1} 早于预测期，预测期从 {2} 开始
    {1} is past the horizon, which ends in {2}
    {1} 晚于预测期，预测期到 {2} 为止
    the scenario has no such month
    情景中没有这个月
    what is in place when the horizon begins belongs into the scenario; delete the row
    期初已有的工作量应写入情景；请删除此行
    correct the month, or raise 'months'
    请改正月份，或增大 months
    {1} is past the as-of month, {2}
    {1} 晚于数据截止月 {2}
    what comes after that month is forecast, not known
    截止月之后属于预测，不是已知数据
    give a later as-of month, or delete the row
    请推后截止月（--as-of），或删除此行
    the value is {1}, it must be from -1e15 to 1e15
    数值为 {1}，应在 -1e15 至 1e15 之间
    {1} is given a second time for {2}
    {1} 的 {2} 数据重复
    it has one already
    前面已有一个值
    {1} has one already
    前面已有一个值（{1}）
    {1} is no whole number, and {2} counts whole units
    {1} 不是整数，而 {2} 按个数统计，只能填整数
    the year cannot have stood there
    实际进度不可能是这个数
    give the number counted, and put a share of progress in the note
    请填写实际个数；进度比例请写在备注里
    {1} in {2} is less than the {3} of {4}, and {5} never falls
    {2} 的 {1} 小于 {4} 的 {3}，而 {5} 是累计数，不会下降
    give the figure since the horizon began, not the month's own, and correct the wrong one
    请填写自期初起的累计数（不是当月数），并改正有误的一个
    {1}: correction: {2} in {3} is {4}, not the {5} of {6}
    {1}：更正：{2} {3} 由 {5}（{6}）改为 {4}
    what is known ends with {1}, and the file speaks of {2}
    数据截止月为 {1}，而文件中有 {2} 的数据
    {1}; so does 1 file after it of a later month
    {1}，其后另有 1 个文件也是如此
    {1}; so do {2} files after it of later months
    {1}，其后另有 {2} 个文件也是如此
    it was written later and is passed over
    成文在后，未予读取
    all of them were written later and are passed over
    均成文在后，未予读取
    name a later month by --as-of, or leave it out, to have them read
    如需读取，请推后 --as-of 或不写 --as-of
    there is no value in the actuals
    进度数据中没有任何值
    it is not known how much of the year has passed
    无法确定已到哪个月
    fill in what is known, name the last month by --as-of, or leave the actuals out
    请填写已知数据，或用 --as-of 指明截止月，或不用进度数据
    it is not clear when the value was read
    无法确定数据的时间
    '{1}' names no month
    “{1}”没有写明月份
    '{1}' names no year
    “{1}”没有写年份
    the brackets of '{1}' are not closed
    “{1}”的括号没有配对
    a comma inside it was read as the end of the cell
    其中的逗号被当作了单元格分隔符
    put it in quotes: "{sum: [a.completed, b.completed]}"
    请加引号，如 "{sum: [a.completed, b.completed]}"
    several things are called '{1}'
    有多项名为“{1}”
    it is not clear which of them is meant
    无法确定指哪一项
    give the id: {1}
    请填写编号：{1}
    did you mean '{1}' or '{2}'?
    是不是“{1}”或“{2}”？
    there is no target '{1}', and a measure names its programme and what is read of it
    没有名为“{1}”的目标；指标要写明项目和读数
    write the id or the title of a target, or a measure such as roads.completed
    请填写目标的编号或名称，或 roads.completed 这样的指标
    no column is called 'id'
    没有名为 id 的列
    it is not clear what the values are of
    无法确定各行是什么数据
    begin with the headings 'id,month,value,note', or with 'id' and one column a month ('{1}'); buildout actuals writes such a table
    请以表头“id,month,value,note”开头，或以 id 加每月一列（如 {1}）开头；buildout actuals 可生成空表
    no column is called 'value'
    没有名为“数值”的列
    it is not clear where the values stand
    无法确定数值在哪一列
    call the column of the values 'value'
    请把数值所在列的表头写为“数值”
    the column '{1}' is not read
    “{1}”一列未读取
    it names a time, and its words do not say that it holds totals since the plan began
    表头写有时间，但看不出是自期初起的累计数
    head it with the month alone, such as {1}, where it does
    如果是累计数，表头请只写月份，如 {1}
    it seems to hold values, and names no month
    该列像是数值，但表头没有写明月份
    head it with the month at whose end they were read, such as {1}
    表头请写数据所属月份，如 {1}
    another column is headed as a total, so that this one seems to hold the month's own figures
    另有一列表头写明是累计数，本列像是当月数
    head it with the year and the month, such as {1}, where it holds totals
    如果是累计数，表头请写明年月，如 {1}
    two columns hold values, '{1}' and '{2}'
    有两列都是数值：“{1}”和“{2}”
    the column '{1}' stands beside the columns of months and values
    除月份列和数值列外，另有“{1}”一列
    a table has a row for each value or a column for each month, not both
    表格要么每个值一行，要么每月一列，不能混用
    delete it, or write its values as rows of their own
    请删去此列，或把其中的值另写成行
    '{1}' and '{2}' stand side by side, as '{3}' does without quotes
    “{1}”和“{2}”相邻，像是未加引号的“{3}”
    the comma has made two cells of one number, or the remark is a number alone
    逗号把一个数拆成了两格；也可能备注里只有一个数
    write {1}, or put a word into the remark
    请写 {1}；如确是备注，请在备注中加上文字
    the cell is merged with the one beside or above it
    该单元格与相邻单元格合并
    it is not clear of which of them the value is
    无法确定该值属于哪一格
    split the cells, and leave those empty of which nothing is known
    请取消合并，未知的单元格留空
    write the year and the month, such as {1}
    请写年和月，如 {1}
    fill in the table that buildout actuals writes
    请用 buildout actuals 生成空表后填写
    the unit is '{1}', and the scenario counts in '{2}'
    单位写的是“{1}”，而情景以“{2}”计
    the figures of the row would be read in the scenario's unit
    该行数值会按情景的单位读取
    give the figures in '{1}', and the unit with them
    请把数值和单位都改按“{1}”填写
    the rows are named by '{1}', and no heading names a month
    各行以“{1}”为名，但表头中没有月份
    '{1}' is a percentage, and the scenario does not count this in percent
    “{1}”是百分数，而情景中该项不按百分比计
    it is not clear how much it is of what is counted
    看不出相当于多少
    write what is done in the scenario's unit, 0 for one work that is under way, and put the share of progress in the note
    请按情景的单位填写已完成的数量（在建的单项工程填 0），进度比例写在备注里
    the file is called .xlsx and is no workbook
    文件扩展名是 .xlsx，但不是工作簿
    it is damaged, or it was saved in another format, and cannot be read
    文件已损坏或存成了其他格式，无法读取
    open it in the spreadsheet program and save it as .xlsx or CSV again
    请用表格软件打开，重新另存为 .xlsx 或 CSV
    only this value is of {1}
    只有这一个值属于 {1}
    only this value and {1} more are of {2}
    只有这个值和另外 {1} 个值属于 {2}
    {1}, and the month before it with figures is {2}
    {1}，此前有数据的月份到 {2} 为止
    it makes {1} the as-of month, and what was not reported since {2} is unknown
    数据截止月因此成为 {1}，{2} 之后未报送的均视为未知
    correct the month, or confirm it by --as-of {1}
    请改正月份；如无误，请用 --as-of {1} 确认
    did you mean '{1}'? Where the target was renamed or given up during the year, write its measure, such as {2}, which keeps its name
    是不是“{1}”？如果该目标年中已更名或取消，请改写为其指标，如 {2}，指标名称不变
    the headings name no month
    表头中没有月份
    it is not clear when the values were read
    无法确定数据的时间
    add the columns 'month' and 'value', or one column a month, such as '{1}'
    请加上 month 和 value 两列，或每月一列，如 {1}
    two columns are headed {1}
    有两列表头都是 {1}
    it is not clear which of them holds
    无法确定以哪一列为准
    the row has more cells than the headings
    这一行的单元格多于表头
    a comma inside a number or a remark has moved what follows it
    数字或备注中的逗号使后面的内容错位
    write 1200 and not 1,200, and put a remark with a comma in quotes
    请写 1200，不要写 1,200；含逗号的备注请加引号
    the row has a value and no id
    这一行有值而没有 id
    it is not clear what the value is of
    无法确定是什么数据
    give the id of a target, or a measure such as roads.completed; or begin a comment with #
    请填写目标编号或 roads.completed 这样的指标；说明文字请以 # 开头
    the row has a value and no month
    这一行有值而没有月份
    '{1}' stands in a risk's row
    风险行填了“{1}”
    it is not clear whether the risk acted
    无法确定风险是否发生
    write 1 where it acted in that month, or 0 where it did not
    当月发生填 1，未发生填 0
    {1} is beyond 1e15
    {1} 超过 1e15
    no measure grows so large
    没有指标会这么大
    '{1}' holds full-width signs or spaces
    “{1}”含有全角字符或空格
    '{1}' has separators between thousands
    “{1}”含有千位分隔符
    '{1}' is no number
    “{1}”不是数字
    write 1 for one thing that is done, and 0 for one that is not
    已完成的一项请填 1，未完成的填 0
    only digits and a point are read as a value
    数值只读数字和小数点
    write digits, such as 1200 or 12.5; leave the cell empty where nothing is known
    请写数字，如 1200 或 12.5；未知的请留空
    '{1}' holds letters among its digits
    “{1}”的数字中夹有字母
    type it again in digits; a letter O may stand for a 0, a letter l or I for a 1
    请重新输入数字；字母 O 可能是 0，字母 l 或 I 可能是 1
    '{1}' is a number with a word
    “{1}”是带单位的数
    the unit stands in the scenario, and a second one may contradict it
    单位以情景为准，另写单位可能与之不符
    write the number alone, in the unit of the scenario
    请按情景的单位折算，只写数字
    '{1}' is given a second time for {2}
    “{1}”的 {2} 数据重复
    '{1}' reads the same measure as '{2}', and they differ in {3}
    “{1}”与“{2}”是同一指标，但 {3} 的数值不同
    line {1} says {2}
    第 {1} 行已填 {2}
    delete one of the two; a correction belongs into a later file
    请删去其中一个；更正应写在后一个月的文件中
    {1}, and so is 1 more value, up to {2}
    {1}，另有 1 个值也是如此，最晚到 {2}
    {1}, and so are {2} more values, up to {3}
    {1}，另有 {2} 个值也是如此，最晚到 {3}
    give a later month by --as-of, or keep a file for each month in a folder: those after it are passed over
    请推后 --as-of；或把每月的数据各存一个文件放在同一文件夹中，截止月之后的文件不会读取
    """#
}
