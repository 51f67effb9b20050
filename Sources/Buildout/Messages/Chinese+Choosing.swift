extension Chinese {
  /// What is wrong with how much of an option there may be, and what the search for the best use of a budget
  /// refuses.
  static let choosing = #"""
    '{1}' has 0 added
    “{1}”增加的是 0
    give what one unit adds, or delete the path
    请写明每增加一份所增加的数，或删去该路径
    '{1}' is set and added to
    “{1}”既写在“set”中，又写在“add”中
    one value says both
    同一个数不能既设定又增加
    set the sum, or take one of the two out
    请直接设定总数，或去掉其中一处
    'units' is given, and no unit of option '{1}' adds anything
    写了“units”，但措施“{1}”每份都不增加任何数
    two of it would do what one does
    两份与一份没有区别
    say under 'add' what each unit adds, such as 'add: {pools.crews.capacity: 1}'
    请在“add”下写明每份增加什么，如“add: {pools.crews.capacity: 1}”
    option '{1}' has 'set' beside 'units'
    措施“{1}”在“units”之外还有“set”
    it is not clear what two units of it set
    不清楚两份时应设定为多少
    put 'set' in an option of its own, and let this one extend it
    请把“set”另写成一项措施，再用“extends”引用
    it is not clear how many there may be
    不清楚最多可有几份
    add 'to: 10', say
    请加上“to: 10”之类
    units run from {1} to {2}
    份数为 {1} 至 {2}
    0 units, the plan as it stands, must be one of them, and not the only one
    其中应包括 0 份（即现有计划），且不能只有 0 份
    let 'from' be at most 0 and 'to' at least 0
    “from”应不大于 0，“to”应不小于 0
    units can be {1}
    份数可取{1}
    0 alone
    唯一的值 0
    {1} different numbers
    {1} 个不同的值
    there must be 2 to {1} to choose from
    可选的份数应有 2 至 {1} 个
    choose another 'step'
    请换一个“step”
    there is nothing to exclude
    没有可排除的措施
    option '{1}' excludes itself
    措施“{1}”排除了自身
    option '{1}' excludes '{2}' and extends it
    措施“{1}”既排除“{2}”，又以其为基础
    it could never be carried out
    它永远无法实施
    take it out of 'excludes'
    请从“excludes”中去掉它
    {1} units of option '{2}'
    {1} 份措施“{2}”
    {1} units of '{2}'
    {1} 份“{2}”
    with {1}
    采取{1}
    not in the scenario
    情景中没有的
    nothing can be added to it
    无法在其上增加
    name a number, such as pools.crews.capacity or pools.crews.capacity.normal.mean
    请指定一个数，如 pools.crews.capacity 或 pools.crews.capacity.normal.mean
    the scenario has no options; add some under 'options:', such as 'crews: {add: {pools.crews.capacity: 1}, units: 10, cost: {monthly: .2}}'
    情景中没有备选措施；请在“options:”下写几项，如“crews: {add: {pools.crews.capacity: 1}, units: 10, cost: {monthly: .2}}”
    the scenario has no firm target; name one by its id with --for
    情景中没有刚性目标；请用 --for 以编号指定一项
    how much money is there? Give it by --budget, such as --budget 200, or write 'budget: 200' under 'scenario:'
    有多少资金？请用 --budget 给出，如 --budget 200，或在“scenario:”下写“budget: 200”
    no programme of the scenario uses a pool; nothing is shared that could be short
    情景中没有项目使用资源池，不存在会短缺的共用资源
    two sums
    两个金额
    'budget' is a list that is not two sums, the lesser first
    “budget”列表应为两个金额，较小的在前
    it is not clear how much money there is
    不清楚有多少资金
    write one sum such as 200, or two such as [0, 250]
    请写一个金额，如 200，或两个，如 [0, 250]
    Wrote the choice to {1}
    选择结果已写入 {1}
    """#
}
