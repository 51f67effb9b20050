extension Chinese {
  /// What is odd about a plan.
  static let warnings = #"""
    no step or pool has season '{1}'
    没有环节或资源池使用季节“{1}”
    add 'season: {1}' to a step
    请在环节中加上“season: {1}”
    no step uses pool '{1}'
    没有环节使用资源池“{1}”
    add 'uses: {{1}: 1}' to a step
    请在环节中加上“uses: {{1}: 1}”
    no step follows factor '{1}'
    因素“{1}”不影响任何环节
    add 'factors: {{1}: 1}' to a step
    请在环节中加上“factors: {{1}: 1}”
    no programme or target is in sector '{1}'
    没有项目或目标属于领域“{1}”
    add 'sector: {1}' to a programme
    请在项目中加上“sector: {1}”
    it changes no answer
    它不影响任何结果
    {1}, or delete it
    {1}，或将其删去
    no target depends on '{1}'
    没有目标取决于“{1}”
    it is simulated and changes no answer
    它会被模拟，但不影响任何结果
    add a target for it, or delete it
    请为它加一项目标，或将其删去
    risk '{1}' has no chance of happening
    风险“{1}”没有发生的可能
    give it a chance above 0, or delete it
    请给它大于 0 的概率，或将其删去
    risk '{1}' lasts 0 months
    风险“{1}”持续 0 个月
    it acts in no month
    它在任何月份都不起作用
    give a length above 0, or leave 'lasts' out
    请填大于 0 的时长，或不写“lasts”
    risk '{1}' multiplies by 1 or delays by 0
    风险“{1}”只是乘以 1 或推迟 0 个月
    risk '{1}' multiplies the cost of steps that have none
    风险“{1}”要改变成本，但这些环节没有成本
    give them a 'cost', or delete it
    请为这些环节写上“cost”，或将其删去
    the chance given '{1}' equals the risk's chance without it
    “{1}”发生时的概率与该风险原有的概率相同
    so the two do not depend on each other
    因此两者互不影响
    give another chance, or delete 'given'
    请另给一个概率，或删去“given”
    risk '{1}' never acts while its steps are at work
    风险“{1}”的时段与它所作用的环节的工作时段不重合
    move its window, or theirs
    请调整它的时段或这些环节的时段
    target '{1}' promises what '{2}' promises
    目标“{1}”与目标“{2}”内容相同
    it counts twice among those met
    完成项数中会计算两次
    delete one of them, or correct it
    请删去其中一项，或加以更正
    at most {1}
    至多为 {1}
    at least {1}
    至少为 {1}
    '{1}: {2}' cannot be kept, as {3} is {4} by {5}
    “{1}: {2}”不可能完成：到 {5}，{3} {4}
    the target is missed in every trial
    任何一次模拟都完不成这项目标
    lower the value, set a later 'due', or plan more work
    请降低目标值、推迟期限（due）或增加工作量
    '{1}: {2}' cannot be kept, as not all of {3} can be finished by {4}
    “{1}: {2}”不可能完成：到 {4}，{3}不可能全部完工
    set a later 'due', or correct what it reads
    请推迟期限（due），或更正所读取的指标
    raise the value, or correct what it reads
    请提高目标值，或更正所读取的指标
    '{1}: {2}' cannot be missed, as {3} is {4}
    “{1}: {2}”必定完成：{3} {4}
    the target is met in every trial, whatever is done
    无论怎样做，每次模拟都会完成这项目标
    correct it, or delete it
    请更正或删去
    a share is in percent, and {1} means {2} %
    share 以百分数计，{1} 表示 {2}%
    it is not {1} %
    不是 {1}%
    for {1} % write {2}
    如需 {1}%，请写 {2}
    {1} are promised by {2}, and the rate alone brings about {3} on average
    到 {2} 的目标值为 {1}，而按速率平均只能做到约 {3}
    the promise is {1} times that
    目标值是它的 {1} 倍
    that is {1} times what is promised
    它是目标值的 {1} 倍
    look at the unit, and whether the rate is one of a month
    请核对计量单位，以及速率是否按月计
    pool '{1}' has nothing to grant in any month
    资源池“{1}”在任何月份都没有可分配的资源
    the steps that use it stand still
    使用它的环节无法推进
    give it a capacity above 0
    请给它大于 0 的容量
    a cohort of '{1}' has no units
    “{1}”有一个批次没有单元
    nothing ever enters
    没有单元进入
    give a number of at least 1, or delete the cohort
    请填不小于 1 的数量，或删去该批次
    'number' is {1} and is rounded to {2}
    “number”是 {1}，会取整为 {2}
    there are no parts of units
    单元不能是小数
    give a whole number, and the rest by 'size'
    请填整数，其余部分用“size”表示
    the units of a cohort of '{1}' have size 0
    “{1}”有一个批次的单元大小为 0
    they count for nothing
    它们不计入任何数量
    give a size above 0, or leave it out where units are counted
    请填大于 0 的大小；按个数统计的可以不写
    step '{1}' has a rate of 0
    环节“{1}”的速率为 0
    it never makes anything
    该环节没有任何产出
    give a rate above 0
    请填大于 0 的速率
    step '{1}' has a chance of 0
    环节“{1}”的概率为 0
    no unit ever leaves it
    任何单元都无法通过该环节
    give a chance above 0
    请填大于 0 的概率
    a unit needs {1} of pool '{2}', which never has more than {3}
    一个单元需要资源池“{2}”的 {1}，而它最多只有 {3}
    a whole pool serves no unit in part, so step '{1}' never serves any
    按整数分配的资源池不会只满足一部分，因此环节“{1}”一个也做不了
    lower the amount, raise the capacity, or delete 'whole'
    请减少用量、加大容量或删去“whole”
    step '{1}' takes less than a month, and holds pool '{2}' for all of it
    环节“{1}”用时不到一个月，却占用资源池“{2}”整月
    step '{1}' mostly takes less than a month, and holds pool '{2}' for all of it
    环节“{1}”多数情况下用时不到一个月，却占用资源池“{2}”整月
    the pool stands idle for the rest of the month
    该资源池当月其余时间闲置
    use a part of it, such as '{1}: {2}', or give a 'rate' in units a month
    请只占用一部分，如“{1}: {2}”，或改用按月计的“rate”
    each of the {1} units draws its own duration
    {1} 个单元各自抽取用时
    delays cancel out among so many, and the total hardly varies
    数量多了，快慢互相抵消，总量几乎不变
    add 'each: trial' where one contract or method builds them all, or a factor that they share
    如果由同一合同或工艺完成，请加上“each: trial”，或加一个共同的因素
    """#
}
