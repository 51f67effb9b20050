extension Chinese {
  /// What is wrong with ids, months, targets and groups.
  static let targets = #"""
    '{1}' is {2}
    “{1}”是{2}
    '{1}' has values from {2} to {3}
    “{1}”的取值从{2}到{3}
    {1}, it must not be below 0
    {1}，不应小于 0
    there is no negative amount, length or speed
    数量、时长和速度没有负数
    give a number of at least 0
    请填不小于 0 的数
    give a distribution without negative values, such as a normal one with 'min: 0'
    请用不取负值的分布，如带“min: 0”的 normal
    {1}, it must lie between 0 and 1
    {1}，应在 0 与 1 之间
    a chance or a share is never less than nothing or more than all
    概率和比例不会小于 0，也不会大于 1
    give a fraction, such as 0.3 for 30 percent
    请写成小数，如 30% 写 0.3
    give a distribution between 0 and 1, such as beta or uniform
    请用 0 与 1 之间的分布，如 beta 或 uniform
    takes time
    用时（takes）
    there is no duration to lengthen
    没有可以延长的工期
    name a step that 'takes' months, or use 'speed'
    请指定用时（takes）的环节，或改用“speed”
    {1} or {2}
    {1}或{2}
    'lasts' and 'ends' both say when the risk ends
    “lasts”和“ends”都规定了风险何时结束
    only one can hold
    只能有一个成立
    delete 'lasts'
    请删去“lasts”
    a 'chance' is not settled for each month
    “chance”不能逐月确定
    it is settled for each trial or unit
    它按每次模拟或每个单元确定
    write 'monthly:' in place of 'chance:', or each: unit
    请把“chance:”换成“monthly:”，或写“each: unit”
    did you mean '{1}'?
    是不是“{1}”？
    declare it under '{1}' or take the reference out
    请在“{1}”下写上它，或去掉这处引用
    it must be one of {1}
    应为下列之一：{1}
    there is no {1} '{2}'
    没有名为“{2}”的{1}
    {1} and {2} more
    {1} 等，另有 {2} 个
    '{1}' is not an id
    “{1}”不能用作编号
    nothing could refer to it
    别处无法引用
    use small letters, digits and hyphens, a letter first, {1} at most
    编号用小写字母、数字和连字符，以字母开头，最多 {1} 个字符
    a programme is called 'pools'
    有项目取名“pools”
    'pools.x' would be both a step and a pool
    “pools.x”既像环节又像资源池
    '{1}' is declared twice
    “{1}”写了两遍
    {1} to {2}
    {1} 至 {2}
    the window {1} to {2} lies outside the horizon
    时段 {1} 至 {2} 在计划期之外
    nothing would ever happen in it
    这段时间内什么也不会发生
    the horizon is {1}, move one of them
    计划期为 {1}，请调整其中一个
    the planned start {1} lies outside the horizon
    计划开始月份 {1} 在计划期之外
    it is past when the horizon begins
    计划期开始时它已经过去
    it would never be seen
    它永远不会出现
    leave 'start' out for what is in place when the horizon begins in {1}
    计划期自 {1} 开始时已经存在的，不要写“start”
    'finish' cannot be reached by a month
    “finish”不能用“by”判断
    it is infinite from the beginning, while a unit is unfinished
    只要有单元没有完成，它从一开始就是无穷大
    write 'atMost: 12', say, for a finish within so many months
    要求多少个月内完成，请写“atMost: 12”之类
    due {1} is past the horizon, whose last month is {2}
    期限 {1} 晚于计划期的最后一个月 {2}
    due {1} is before the horizon, whose first month is {2}
    期限 {1} 早于计划期的第一个月 {2}
    the target could never be judged
    目标永远无法判定
    raise 'months' or bring 'due' forward
    请加大“months”，或把“due”提前
    start earlier or correct 'due'
    请提前开始月份，或更正“due”
    its targets would be in no part of the report
    它的目标不会出现在报告的任何领域中
    nothing can be read there
    该处未读取
    pool '{1}' is not split for '{2}'
    资源池“{1}”没有为“{2}”单列份额
    what it grants to one programme is counted only where it is split
    只有分配（split）的资源池才按项目统计
    write pools.{1}.granted, or add '{2}' to its 'split'
    请写 pools.{1}.granted，或在它的“split”里加上“{2}”
    'finish' cannot be subtracted or divided
    “finish”不能相减或相除
    it is infinite while a unit is unfinished
    只要有单元没有完成，它就是无穷大
    compare the finish itself, say 'atMost: 12', or bound it: 'minimum: [p.finish, 60]'
    请直接比较完成时间，如“atMost: 12”，或限定上限：“minimum: [p.finish, 60]”
    '{1}' is a level and has no '{2}'
    “{1}”是水平值，没有“{2}”
    '{1}' builds something and has no 'level'
    “{1}”是工程量，没有“level”
    write {1}.level
    请写 {1}.level
    write {1}.completed, or give its rate a 'start'
    请写 {1}.completed，或为它的“rate”写上“start”
    'finish' is read for a programme, not for a step
    “finish”按项目读取，不按环节读取
    steps have no last unit
    环节没有最后一个单元
    write {1}.finish
    请写 {1}.finish
    it would never finish
    它永远不会完成
    write {1}.completed
    请写 {1}.completed
    no step of '{1}' has a 'cost'
    “{1}”没有环节写了“cost”
    what is spent would always be 0
    支出会一直是 0
    give a step a 'cost'
    请为环节写上“cost”
    no way in '{1}' leads to 'cancelled'
    “{1}”没有去向通到“cancelled”
    the number cancelled would always be 0
    取消数会一直是 0
    add 'cancelled' under a step's 'then'
    请在某个环节的“then”下加上“cancelled”
    the group would never be met
    这个目标组永远不能达成
    '{1}' is listed twice
    “{1}”列了两遍
    it would count twice
    它会计算两次
    the group has no targets
    这个目标组没有目标
    there is nothing to be met
    没有要完成的目标
    list at least one target
    请至少列一项目标
    'atMost' is {1}, the group has {2}
    “atMost”是 {1}，目标组有{2}
    'atLeast' is {1}, the group has {2}
    “atLeast”是 {1}，目标组有{2}
    1 target
     1 项目标
    {1} targets
     {1} 项目标
    fewer than none cannot be met
    完成项数不会小于 0
    it would always be so
    它总会成立
    give 0
    请填 0
    give a number from 0 to {1}
    请填 0 至 {1} 的数
    'atLeast' is {1} and 'atMost' {2}
    “atLeast”是 {1}，“atMost”是 {2}
    no number of targets is both
    没有项数能同时满足两者
    leave one of them out, or give an 'atMost' of {1} or more
    请去掉其中一个，或把“atMost”写成 {1} 或更大
    so many can never be met
    不可能完成这么多项
    give 1, or list more targets
    请填 1，或多列几项目标
    give a number from 1 to {1}
    请填 1 至 {1} 的数
    the season has {1} weights, it must have 12
    季节有 {1} 个权重，应有 12 个
    some months would have no weight
    有的月份会没有权重
    give one weight per calendar month, January first
    请从一月起每月给一个权重
    the weight is {1}, it must be from 0 to 1000
    权重是 {1}，应在 0 至 1000 之间
    a step's speed cannot be multiplied by it
    环节的速度不能乘以这个数
    give a weight of at least 0; 1 is an ordinary month
    请填不小于 0 的权重，平常月份为 1
    factor
    因素
    pool
    资源池
    programme
    项目
    season
    季节
    sector
    领域
    step
    环节
    risk
    风险
    target
    目标
    tag
    标签
    each: {1}
    each: {1}
    """#
}
