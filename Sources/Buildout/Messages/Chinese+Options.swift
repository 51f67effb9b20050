extension Chinese {
  /// What is wrong with options, changes and distributions.
  static let options = #"""
    {1}: {2}
    {1}：{2}
    {1}: 'from' is given, and there is no '{2}' when the horizon begins
    {1}：写了“from”，而期初没有“{2}”
    it cannot be added in {1}
    不能到 {1} 再加上
    take 'from' out, or change what is there from the beginning and read month by month, such as a capacity, a rate or a chance
    请去掉“from”，或改动期初就有并逐月读取的内容，如容量、速率或概率
    {1}: 'from' is given, and {2} is settled when the horizon begins
    {1}：写了“from”，而{2}在期初就已确定
    what it changes
    它所改动的内容
    in {1} it would be too late
    到 {1} 再改已经来不及
    take 'from' out, or change what is read month by month, such as a capacity, a rate or a chance
    请去掉“from”，或改动逐月读取的内容，如容量、速率或概率
    {1}: at {2}: {3}
    {1}：在 {2} 处：{3}
    {1}: a target, a title or a unit would be another
    {1}：会改变目标、标题或计量单位
    the results could not be compared
    结果无法比较
    change only how the plan is carried out, and keep titles, units and sectors as they are
    请只改动计划怎样实施，标题、计量单位和领域保持不变
    {1}: everything is as it stands without it
    {1}：与不采取时完全一样
    there is nothing to compare
    没有可以比较的内容
    change something, or delete it
    请作出改动，或将其删去
    {1}: no programme uses what it changes
    {1}：没有项目使用它所改动的内容
    the change touches nothing
    改动没有任何作用
    change something that a programme uses, or delete it
    请改动项目所使用的内容，或将其删去
    with the changes made
    作出这些改动后
    there is no '{1}' in the scenario
    情景中没有“{1}”
    there is no number to start from
    没有作为起点的数
    write it in the scenario, or name another value
    请在情景中写上它，或改用其他的值
    '{1}' is {2}, a
    “{1}”是{2}
    a single number is needed
    需要一个数
    name a number inside it, such as {1}{2}
    请指定其中的一个数，如 {1}{2}
    it cannot be larger
    不能再大
    '{1}' is not a path
    “{1}”不是路径
    it leads nowhere
    它不指向任何内容
    write the keys from the top with dots between them, such as pools.crews.capacity
    请从最上层写起，各键之间用点隔开，如 pools.crews.capacity
    '{1}' is not open to change
    “{1}”不能改动
    a change says how the plan is carried out, never what it promises
    改动只涉及计划怎样实施，不涉及承诺的目标
    change something under {1}
    请改动下列各部分中的内容：{1}
    there is no '{1}' at the top of a scenario
    情景的最上层没有“{1}”
    there is nothing to change
    没有可以改动的内容
    a path begins with one of {1}
    路径以下列之一开头：{1}
    '{1}' is a whole section of the scenario
    “{1}”是情景的整个部分
    it is not clear what is to change in it
    不清楚要改动其中哪一项
    name what is to change, such as pools.crews.capacity
    请写明改动哪一项，如 pools.crews.capacity
    '{1}' is a name, or what something is counted in
    “{1}”是名称或计量单位
    change a quantity instead
    请改动数量
    one item
     1 项
    {1} items
     {1} 项
    there is no item '{1}' in '{2}'
    “{2}”中没有第“{1}”项
    it has {1}, counted from 0; to add one, set the whole list
    它有{1}，从 0 数起；要增加一项，请改写整个列表
    it has {1}, counted from 0
    它有{1}，从 0 数起
    '{1}' is {2}, it has no '{3}'
    “{1}”是{2}，其中没有“{3}”
    set '{1}' itself
    请直接改动“{1}”
    it has {1}
    其中有：{1}
    it has {1}; to add '{2}', set '{3}' as a whole
    其中有：{1}；要增加“{2}”，请改写整个“{3}”
    there is no '{1}' in '{2}'
    “{2}”中没有“{1}”
    there are {1} options, the limit is {2}
    备选措施有 {1} 项，上限为 {2} 项
    nobody could choose among them
    太多则无从选择
    keep those worth comparing
    请保留值得比较的
    an option is called '{1}'
    有备选措施取名“{1}”
    the plan as it stands is called so in results
    结果中用它表示现有计划
    it would be the plan as it stands
    它与现有计划没有区别
    add 'set: {pools.crews.capacity: 15}', say
    请加上“set: {pools.crews.capacity: 15}”之类
    'from' is given, and nothing of option '{1}' begins then
    写了“from”，但措施“{1}”没有内容从那时开始
    what it extends keeps a month of its own
    作为其基础的措施各有自己的开始月份
    'from' is {1}, and the horizon runs from {2} to {3}
    “from”是 {1}，而计划期为 {2} 至 {3}
    the month lies outside the plan
    这个月份在计划期之外
    give a month of the horizon
    请填计划期内的月份
    '{1}' {2} '{3}'
    “{1}”{2}“{3}”
    lies inside
    包含于
    holds
    包含
    the one would undo the other
    两处改动会互相抵消
    write both changes in one value, or keep the narrower path
    请把两处改动写在一个值里，或只保留范围较小的路径
    give a value or delete the path
    请填上值，或删去这条路径
    there is no option '{1}'
    没有名为“{1}”的备选措施
    '{1}' has nothing to build on
    “{1}”没有可以作为基础的措施
    declare it under 'options' or take it out
    请在“options”下写上它，或将其去掉
    options extend one another in a circle: {1}
    措施互为基础，形成循环：{1}
    none of them has a beginning
    没有一项有起点
    take one of them out of 'extends'
    请从“extends”中去掉其中一项
    option '{1}': '{2}' is {3} already
    措施“{1}”：“{2}”本来就是 {3}
    give another value or delete the path
    请另填一个值，或删去这条路径
    option '{1}'
    措施“{1}”
    '{1}' is a number or a distribution, this is a list
    “{1}”应为数或分布，这里是列表
    it is not clear how the numbers are meant
    不清楚这些数的含义
    name the distribution, such as 'pert:' or 'uniform:' before the list
    请在列表前写明分布，如“pert:”或“uniform:”
    '{1}' names no distribution
    “{1}”没有写明分布
    '{1}' names {2} distributions, {3}
    “{1}”写了 {2} 个分布：{3}
    it is not clear how it is distributed
    不清楚服从什么分布
    write a number, or a distribution such as 'pert: [2, 3, 6]'
    请写一个数，或“pert: [2, 3, 6]”之类的分布
    keep one of them
    请只保留一个
    there is nothing to draw
    没有可以抽取的值
    add 'values: [...]'
    请加上“values: [...]”
    the values have no odds
    这些值没有权重
    add 'weights: [...]'
    请加上“weights: [...]”
    no quantity is so large
    没有这么大的数量
    no such distribution can be drawn from
    无法从这样的分布中抽样
    one number
     1 个数
    {1} numbers
     {1} 个数
    it is not clear what they mean
    不清楚它们的含义
    write [{1}]
    请写 [{1}]
    '{1}' has {2}, they are not in ascending order
    “{1}”写了 {2}，没有从小到大排列
    no distribution lies between such limits
    没有分布能落在这样的范围内
    put the smallest first and the largest last
    请把最小的放在最前，最大的放在最后
    {1}, or {2}
    {1}，或{2}
    '{1}' is given {2}, it needs {3}
    “{1}”给出了 {2}，应给出 {3}
    no parameters
    （无参数）
    the distribution is not settled
    分布无法确定
    give exactly {1}
    请只给出 {1}
    {1} is {2}, {3}
    {1} 是 {2}，{3}
    {1} is {2}; {3}
    {1} 是 {2}，{3}
    it must be a number between -1e15 and 1e15
    应为 -1e15 与 1e15 之间的数
    give a finite number
    请填有限的数
    it must be above {1} and at most {2}
    应大于 {1} 且不超过 {2}
    it must be at least {1} and at most {2}
    应不小于 {1} 且不超过 {2}
    give a {1} within these limits
    请填这个范围内的 {1}
    it must not be above {1}, which is {2}
    不应大于 {1}（{2}）
    exchange the two, or correct one of them
    请对调两者，或更正其中一个
    give at most a million, or count in a larger unit
    请填不超过一百万的数，或换用更大的计量单位
    give a share such as 0.3, not a percentage
    请填 0.3 之类的小数，不要填百分数
    {1} has {2} values, it must have between 1 and {3}
    {1} 有 {2} 个值，应有 1 至 {3} 个
    give at least one value
    请至少给一个值
    thin the data or group equal values
    请精简数据，或把相同的值合并
    give 0 for a value that does not vary
    不变的值请填 0
    sigma is the sd of the logarithm: 0.15 is about 15 percent
    sigma 是对数的标准差：0.15 约为 15%
    mean divided by size
    mean 与 size 之商
    give a larger size: the spread is too wide
    请加大 size：离散程度过大
    leave lambda out to have the usual 4
    不写 lambda 时为通常的 4
    {1} has one value, {2} has {3}
    {1} 有 1 个值，{2} 有 {3} 个
    weights has {1} values, values has {2}
    weights 有 {1} 个，values 有 {2} 个
    weights has {1} value, values has {2}
    weights 只有 1 个，values 有 {2} 个
    give one weight for each value
    请为每个值各给一个权重
    all weights are 0, at least one must be above 0
    权重全部是 0，至少应有一个大于 0
    give the likelier values larger weights
    请给更可能的值更大的权重
    with an sd of 0 it must lie between min and max
    sd 为 0 时应在 min 与 max 之间
    move the mean or give an sd above 0
    请调整 mean，或填大于 0 的 sd
    with max {1} the interval holds less than 1e-9 of the normal distribution
    与 max（{1}）之间只含正态分布的不到 1e-9
    bring min and max nearer to the mean, set them further apart, or use another distribution
    请让 min 和 max 靠近 mean、拉开两者的距离，或改用其他分布
    the largest value would be {1}, it must be at most 1
    最大值会是 {1}，不应超过 1
    give a smaller factor
    请填小一些的系数
    it must be {1} {2} and at most {3}
    应{1} {2} 且不超过 {3}
    """#
}
