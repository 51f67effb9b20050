extension Chinese {
  /// What is wrong with the parts of a file.
  static let sections = #"""
    a scenario file
    情景文件
    a basis
    依据（basis）
    a title
    标题（title）
    a season
    季节
    a pool
    资源池
    a factor
    因素
    a correlation
    相关关系
    a risk
    风险
    a programme
    项目
    a cohort
    批次
    a step
    环节
    a target
    目标
    a measure
    指标
    a group
    目标组
    an option
    备选措施
    a cost
    成本
    a distribution
    分布
    amounts
    用量
    chances
    概率
    cohorts
    批次
    correlations
    相关关系
    exponents
    指数
    factors
    因素
    groups
    目标组
    measures
    指标
    months of the year
    月份
    numbers
    数
    options
    备选措施
    pools
    资源池
    programmes
    项目
    risks
    风险
    rows
    行
    seasons
    季节
    sectors
    领域
    steps
    环节
    targets
    目标
    values
    值
    weights
    权重
    there is no calendar
    没有日历
    add 'scenario: {id: my-city, start: 2021-01, months: 12}'
    请加上“scenario: {id: my-city, start: 2021-01, months: 12}”
    nothing is built
    没有建设内容
    add 'programmes:' with at least one programme
    请加上“programmes:”，其中至少有一个项目
    add at least one programme
    请至少加上一个项目
    there is nothing to forecast
    没有可以预测的目标
    add 'targets:' with at least one target
    请加上“targets:”，其中至少有一项目标
    add at least one target
    请至少加上一项目标
    '{1}' is empty
    “{1}”是空的
    results could not be told apart
    结果无法区分
    add an id such as 'my-city'
    请加上“my-city”之类的编号
    months have no dates
    各月没有日期
    add 'start: 2021-01'
    请加上“start: 2021-01”
    it is not clear when to stop
    不清楚何时为止
    add 'months: 12'
    请加上“months: 12”
    the months do not differ
    各月没有差别
    add 'weights:' with twelve numbers, January first
    请加上“weights:”，从一月起写十二个数
    it has nothing to grant
    它没有可分配的资源
    add 'capacity: 12', say
    请加上“capacity: 12”之类
    it is not clear what is correlated
    不清楚哪些因素相关
    add 'factors: [a, b]'
    请加上“factors: [a, b]”
    it is not clear how strongly they are correlated
    不清楚相关程度如何
    add 'matrix: [[1, 0.5], [0.5, 1]]'
    请加上“matrix: [[1, 0.5], [0.5, 1]]”
    there is nothing to be met together
    没有要同时完成的目标
    add 'targets: [a, b]'
    请加上“targets: [a, b]”
    it is not clear what is promised
    不清楚承诺的是什么
    add 'measure: PROGRAMME.completed', say
    请加上“measure: 项目.completed”之类
    {1} has none of {2}
    {1}没有写下列任何一个：{2}
    it is not clear when it is met
    不清楚怎样算完成
    give exactly one of them
    请只写其中一个
    it is not clear by when
    不清楚何时完成
    add 'due: 2021-12', say
    请加上“due: 2021-12”之类
    a measure is a name, a number or a mapping, this is a list
    指标应为名称、数或键值组，这里是列表
    it is not clear what to do with its parts
    不清楚怎样处理其中各项
    write 'sum:' before the list, say
    请在列表前写“sum:”之类
    a measure has one key, this has {1}
    指标应有一个键，这里有 {1} 个
    it is not clear what is read
    不清楚读取什么
    give exactly one of {1}
    请只写下列之一：{1}
    'number' counts the units of one reading, this is {1}
    “number”统计一个读数的单元数，这里是{1}
    only units of one kind can be counted
    只能统计同一类单元
    write 'number: PROGRAMME.completed'
    请写“number: 项目.completed”
    '{1}' is no number of units
    “{1}”不是单元数
    '{1}' is not a measure of a pool
    “{1}”不是资源池的指标
    write the measure without 'number:'
    请去掉“number:”
    write pools.POOL.granted or pools.POOL.granted.PROGRAMME
    请写 pools.资源池.granted 或 pools.资源池.granted.项目
    '{1}' is not a measure
    “{1}”不是指标
    write PROGRAMME.completed or PROGRAMME.STEP.completed, say
    请写“项目.completed”或“项目.环节.completed”之类
    '{1}' is not a reading
    “{1}”不是可以读取的量
    the readings are {1}
    可以读取的有：{1}
    it cannot be counted
    无法计数
    its quantities would be bare numbers
    它的数量会没有计量单位
    add 'unit: km', say
    请加上“unit: km”之类
    add 'steps:' with at least one step
    请加上“steps:”，其中至少有一个环节
    add a step with a 'rate', a duration or a chance
    请加上带“rate”、用时或概率的环节
    'ceiling' goes with 'monthly: true'
    “ceiling”只能与“monthly: true”同用
    only units that keep arriving can find no room
    只有陆续到来的单元才会遇到没有位置的情况
    add 'monthly: true' or delete 'ceiling'
    请加上“monthly: true”，或删去“ceiling”
    'start' and 'monthly: true' are both given
    同时写了“start”和“monthly: true”
    units arrive at the end of every month and have no planned start
    单元每月月末到来，没有计划开始月份
    {1} has no 'rate', 'takes' or 'chance'
    {1}没有写“rate”“takes”或“chance”
    {1} has {2}
    {1}有{2}
    {1} and {2}
    {1}和{2}
    it is not clear what the step does
    不清楚这个环节做什么
    a step does one of them
    一个环节只能做其中一种
    give 'rate' for a quantity a month, 'takes' for months, 'chance' for a monthly chance
    按月推进的数量写“rate”，需要几个月的写“takes”，每月有概率的写“chance”
    '{1}' goes with 'rate', this step has '{2}'
    “{1}”只能与“rate”同用，这个环节用的是“{2}”
    only a level starts somewhere and has bounds
    只有水平值才有起点和范围
    only a quantity a month is bounded by it
    它只用来限制每月的数量
    delete it, or bound the units in service by 'servers'
    请将其删去，或用“servers”限制同时在做的单元
    plan the start in a cohort
    请在批次中写计划开始月份
    delete '{1}'
    请删去“{1}”
    'bounds' is {1}, it must be the lowest and the highest level
    “bounds”是 {1}，应为最低值和最高值
    the level has nowhere to stay
    水平值无处可取
    write the smaller number first, such as [-5, 15]
    请先写小的数，如 [-5, 15]
    'opens' lists no month
    “opens”没有列出月份
    nothing could ever leave
    什么也出不去
    list months from 1 to 12, or delete 'opens' where every month will do
    请列出 1 至 12 的月份；每个月都可以的，请删去“opens”
    {1} has neither 'chance' nor 'monthly'
    {1}既没有“chance”也没有“monthly”
    {1} has both 'chance' and 'monthly'
    {1}同时写了“chance”和“monthly”
    it is not clear how it comes about
    不清楚它怎样发生
    give 'chance' if it is settled once, 'monthly' if it may strike any month
    只确定一次的写“chance”，每月都可能发生的写“monthly”
    '{1}' goes with 'monthly', this risk has a 'chance'
    “{1}”只能与“monthly”同用，这个风险用的是“chance”
    a risk that is settled once does not switch
    只确定一次的风险不会来回切换
    'each' goes with 'chance', this risk is 'monthly'
    “each”只能与“chance”同用，这个风险用的是“monthly”
    a month's weather is the same for all
    同一个月的情况对所有单元都一样
    'acting' goes with 'ends'
    “acting”只能与“ends”同用
    without it the risk lasts for a length and has no state
    没有“ends”时，风险持续一段时间，没有状态之分
    'given' names {1} risks, it must name one
    “given”写了 {1} 个风险，应只写一个
    it is not clear which chance holds
    不清楚以哪个概率为准
    write 'given: {other-risk: 0.9}'
    请写“given: {other-risk: 0.9}”
    the chance under 'given' is a distribution, it must be a number
    “given”下的概率应为一个数，不能是分布
    it cannot be drawn
    它不能抽取
    write one number from 0 to 1
    请写一个 0 至 1 的数
    """#
}
