extension Chinese {
  /// What is wrong with options of several units and with budgets.
  static let choice = #"""
    no programme of the scenario uses a pool; nothing is shared that could be short
    情景中没有项目使用资源池；没有会短缺的共用资源
    how much money is there? Give it by --budget, such as --budget 200, or write 'budget: 200' under 'scenario:'
    有多少资金？请用 --budget 给出，如 --budget 200，或在“scenario:”下写“budget: 200”
    the scenario has no options; add some under 'options:', such as 'crews: {add: {pools.crews.capacity: 1}, units: 10, cost: {monthly: .2}}'
    情景中没有备选措施；请在“options:”下加上，如“crews: {add: {pools.crews.capacity: 1}, units: 10, cost: {monthly: .2}}”
    '{1}' is a group; write group:{2}
    “{1}”是目标组，请写 group:{2}
    '{1}' is a sector; write sector:{2}
    “{1}”是领域，请写 sector:{2}
    option '{1}' cannot be carried out by itself: what it is given another gives up; 'buildout choose' finds who should have how much
    措施“{1}”不能单独实施：它多得的，须由另一项让出；请用“buildout choose”求如何分配
    no option of the scenario can be carried out by itself: what one is given another gives up; 'buildout choose' finds who should have how much
    情景中没有可以单独实施的措施：一项多得的，须由另一项让出；请用“buildout choose”求如何分配
    Not compared, since what one is given another gives up: {1}; ask 'buildout choose'
    以下措施此增彼减，不能单独比较：{1}；请用“buildout choose”求如何分配
    option '{1}' is alone in the exchange '{2}'
    措施“{1}”是“{2}”调剂中唯一的一项
    no units of option '{1}' can be balanced by others in the exchange '{2}'
    在“{2}”调剂中，措施“{1}”无论取多少份，其他措施都无法相应调减
    units in an exchange add up to 0, and it could never be carried out
    同一调剂内各项之和应为 0，因此该措施永远无法实施
    give another option 'exchange: {1}', or take it out here
    请给另一项措施写上“exchange: {1}”，或在此处删去
    let some run below 0 under 'units', such as 'units: {from: -8, to: 12}', by steps that fit
    请在“units”下让其中一些可以小于 0，如“units: {from: -8, to: 12}”，并使步长相配
    option '{1}' extends '{2}' and '{3}', and '{4}' excludes '{5}'
    措施“{1}”同时以“{2}”和“{3}”为基础，而“{4}”与“{5}”互斥
    take one of the two out of 'extends', or out of 'excludes'
    请从“extends”或“excludes”中删去二者之一
    the scenario has no firm target; name one by its id with --for
    情景中没有刚性目标；请用 --for 按编号指定一项
    {1} (--vary {2})
    {1}（--vary {2}）
    there is no such option
    没有这项备选措施
    {1} units of '{2}'
    “{2}”{1} 份
    {1} units of option '{2}'
    措施“{2}”{1} 份
    '{1}' has 0 added
    “{1}”增加的是 0
    give what one unit adds, or delete the path
    请填每一份增加多少，或删去这条路径
    '{1}' is set and added to
    “{1}”既被设定又被增加
    one value says both
    同一个值有两种写法
    set the sum, or take one of the two out
    请直接设定合计数，或去掉其中一种
    'units' is given, and no unit of option '{1}' adds anything
    写了“units”，但措施“{1}”每一份都没有增加任何内容
    two of it would do what one does
    两份与一份没有区别
    say under 'add' what each unit adds, such as 'add: {pools.crews.capacity: 1}'
    请在“add”下写明每一份增加什么，如“add: {pools.crews.capacity: 1}”
    option '{1}' has 'set' beside 'units'
    措施“{1}”同时写了“set”和“units”
    it is not clear what two units of it set
    不清楚两份要设定成什么
    put 'set' in an option of its own, and let this one extend it
    请把“set”单独写成一项措施，再让这项措施以它为基础（extends）
    it is not clear how many there may be
    不清楚最多可以有多少份
    add 'to: 10', say
    请加上“to: 10”之类
    units run from {1} to {2}
    份数从 {1} 到 {2}
    0 units, the plan as it stands, must be one of them, and not the only one
    其中必须包括 0 份（即现有计划），且不能只有 0 份
    let 'from' be at most 0 and 'to' at least 0
    “from”请不大于 0，“to”请不小于 0
    units can be 0 alone
    按这样填写，份数只能是 0
    units can be {1} different numbers
    份数可以取 {1} 个不同的数
    there must be 2 to {1} to choose from
    可选的份数应有 2 至 {1} 个
    choose another 'step'
    请换一个“step”
    there is nothing to exclude
    没有可以排除的措施
    option '{1}' excludes itself
    措施“{1}”排除了自身
    option '{1}' excludes '{2}' and extends it
    措施“{1}”既排除“{2}”又以它为基础
    it could never be carried out
    它永远无法采取
    take it out of 'excludes'
    请从“excludes”中去掉它
    two sums
    两个金额
    'budget' is a list that is not two sums, the lesser first
    “budget”是列表，但不是由小到大的两个金额
    it is not clear how much money there is
    不清楚有多少资金
    write one sum such as 200, or two such as [0, 250]
    请写一个金额，如 200，或两个金额，如 [0, 250]
    not in the scenario
    情景中没有的
    nothing can be added to it
    无法在其上增加
    name a number, such as pools.crews.capacity or pools.crews.capacity.normal.mean
    请指定一个数，如 pools.crews.capacity 或 pools.crews.capacity.normal.mean
    option '{1}' has none of 'set', 'add' and 'extends'
    措施“{1}”没有写“set”“add”或“extends”
    give it 'set', 'add' or 'cost: {monthly: ...}', or take 'from' out
    请写上“set”“add”或“cost: {monthly: ...}”，或去掉“from”
    with {1}
    采取{1}
    Wrote the choice to {1}
    选择结果已写入 {1}
    """#
}
