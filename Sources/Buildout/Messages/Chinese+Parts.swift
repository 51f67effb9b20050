extension Chinese {
  /// What is wrong with pools, risks and waits.
  static let parts = #"""
    it is not clear which must be finished
    不清楚要等哪一个完成
    rename one of them
    请给其中一个改名
    '{1}' has a 'rate' and is to wait for another programme, '{2}'
    “{1}”用的是“rate”，却要等另一个项目“{2}”
    only units can wait
    只有单元才能等待
    put the wait on a step that takes time or has a chance
    请把等待写在用时（takes）或有概率（chance）的环节上
    '{1}' would wait for ever
    “{1}”会永远等下去
    take '{1}' out of 'after'
    请从“after”中去掉“{1}”
    more than half a million units could come in over the horizon
    计划期内可能进入五十万个以上的单元
    count in a larger unit
    请换用更大的计量单位
    an endless step takes {1} months on average
    不设终点（endless）的环节平均用时 {1} 个月
    more units would pass than can be followed
    经过的单元多得无法逐一模拟
    give it a longer duration
    请把用时写长一些
    '{1}' has no cohorts and its first step has no 'rate'
    “{1}”没有“cohorts”，第一个环节也没有“rate”
    no unit would ever enter
    不会有任何单元进入
    add 'cohorts: [{number: 1}]', say, or 'endless: true'
    请加上“cohorts: [{number: 1}]”之类，或“endless: true”
    no unit can reach step '{1}'
    没有单元能到达环节“{1}”
    it would stand idle
    它会一直闲置
    name it under 'then' or with 'at', or delete it
    请在“then”下或用“at”指到它，或将其删去
    no way leads out of step '{1}'
    环节“{1}”没有出口
    its units would never finish
    其中的单元永远不能完成
    add 'done' under 'then' of a step they pass
    请在它们经过的环节的“then”下加上“done”
    a unit divides on its way round to step '{1}'
    单元在回到环节“{1}”的途中分成了几部分
    its parts would become more and more
    部分会越来越多
    let the way back begin before the unit divides, or after its parts have merged
    请让返回的去向在分开之前或合并之后开始
    a unit comes to step '{1}' {2} times on average, the limit is {3}
    一个单元平均来到环节“{1}” {2} 次，上限为 {3} 次
    it would go round without getting on
    它会来回打转，无法推进
    give a way out more weight, or let the step take more time
    请加大出去的权重，或让该环节多用些时间
    'capacity' has {1} values, the horizon has {2} months
    “capacity”有 {1} 个值，计划期有 {2} 个月
    some months would have none or too many
    有的月份会没有值或有多余的值
    give one value, or one for each month
    请给一个值，或每月各给一个
    '{1}' is given for a reusable pool
    可重复使用的资源池写了“{1}”
    what comes back every month is neither saved nor divided for good
    每月归还的资源不能结存，也不能一次分完
    add 'reusable: false' or delete '{1}'
    请加上“reusable: false”，或删去“{1}”
    the programme is given twice
    这个项目写了两遍
    it would have two shares
    它会有两份份额
    delete one
    请删去一个
    its share would go to nobody
    它的份额没有人用
    no step of '{1}' uses pool '{2}'
    “{1}”没有环节使用资源池“{2}”
    its share would lie idle
    它的份额会闲置
    add 'uses: {{1}: 1}' to a step, or take it out
    请在环节中加上“uses: {{1}: 1}”，或将其去掉
    factor '{1}' is drawn each month
    因素“{1}”是每月抽取的
    only factors drawn once a trial can be correlated
    只有每次模拟抽取一次的因素才能相关
    write 'each: trial' for it
    请为它写“each: trial”
    factor '{1}' is correlated a second time
    因素“{1}”出现在第二组相关关系中
    the two could contradict
    两组可能矛盾
    put all its correlations in one matrix
    请把它的全部相关系数写在一个矩阵里
    {1} risks act on step '{2}', the limit is {3}
    作用于环节“{2}”的风险有 {1} 个，上限为 {3} 个
    they could not be kept apart
    无法逐一区分
    join some of them
    请合并其中几个
    the risk would not act there
    风险在那里不起作用
    {1} with the {2}
    {1}{2}
    give it to a {1} or take the reference out
    请给某个{1}写上它，或去掉这处引用
    programme or step
    项目或环节
    risk '{1}' has no {2}
    风险“{1}”没有写{2}
    it would change nothing
    它什么也不会改变
    say what it does, or delete it
    请写明它的作用，或将其删去
    risk '{1}' acts on nothing
    风险“{1}”没有作用对象
    add 'on: [PROGRAMME.STEP]' or 'on: [pools.POOL]'
    请加上“on: [项目.环节]”或“on: [pools.资源池]”
    '{1}' is given, but no pool under 'on'
    写了“{1}”，但“on”下没有资源池
    only pools have a {1}
    只有资源池才有{1}
    add 'pools.POOL' to 'on', or use 'speed'
    请在“on”下加上“pools.资源池”，或改用“speed”
    a pool is named under 'on', but no {1} is given
    “on”下有资源池，但没有写{1}
    only steps have {1}
    只有环节才有{1}
    add 'capacity: 0.7', say, or take the pool out
    请加上“capacity: 0.7”之类，或去掉该资源池
    '{1}' is given, but no step under 'on'
    写了“{1}”，但“on”下没有环节
    only the work of steps has it
    只有环节的工作才有它
    add 'PROGRAMME.STEP' to 'on', or use 'capacity'
    请在“on”下加上“项目.环节”，或改用“capacity”
    steps are named under 'on', but no {1} is given
    “on”下有环节，但没有写{1}
    they would feel nothing
    它们不受任何影响
    say what happens to them, or take them out
    请写明对它们的影响，或将其去掉
    '{1}' is given, but no step under 'on' {2}
    写了“{1}”，但“on”下没有{2}的环节
    'each: unit' is given, but the steps under 'on' have rates
    写了“each: unit”，但“on”下的环节用的都是“rate”
    name a step that takes time or has a chance, or delete 'each'
    请指定用时（takes）或有概率（chance）的环节，或删去“each”
    'each: unit' is given, but '{1}' has a rate
    写了“each: unit”，但“{1}”用的是“rate”
    take it out, or give it a risk of its own
    请将其去掉，或为它另设一个风险
    '{1}' is given for a risk of single units
    逐个单元发生的风险写了“{1}”
    a pool belongs to all of them
    资源池由所有单元共用
    delete 'each: unit' or '{1}'
    请删去“each: unit”或“{1}”
    'given' is for risks settled once a trial by a 'chance'
    “given”只用于每次模拟按“chance”确定一次的风险
    this one is settled otherwise
    这个风险不是这样确定的
    delete 'given'
    请删去“given”
    '{1}' would have nothing to depend on
    “{1}”没有可以作为条件的风险
    risk '{1}' is not settled once a trial by a 'chance'
    风险“{1}”不是每次模拟按“chance”确定一次的
    whether it happened is not known when '{1}' is settled
    确定“{1}”时还不知道它是否发生
    make '{1}' a chance per trial, or delete 'given'
    请把“{1}”改为每次模拟一次的“chance”，或删去“given”
    risks depend on one another in a circle, {1}
    风险互为条件，形成循环：{1}
    none of them could be settled first
    没有一个可以先确定
    take one 'given' out
    请去掉其中一个“given”
    steps wait for one another in a circle, {1}
    环节互相等待，形成循环：{1}
    none of them could ever begin
    没有一个能够开始
    take one of them out of an 'after'
    请从某个“after”中去掉其中一个
    steps with a 'buffer' lead to one another in a circle, {1}
    有“buffer”的环节首尾相接，形成循环：{1}
    once all of them are full, none could ever pass a unit on
    全部排满以后，各环节均无法向后移交
    take the 'buffer' off one of them
    请去掉其中一个的“buffer”
    the way back to '{1}' leads to '{2}' again, which waits for '{3}' too
    返回“{1}”的去向又通到“{2}”，而“{2}”还要等“{3}”
    a unit would not pass '{1}' again, and '{2}' would wait for ever
    单元不会再经过“{1}”，“{2}”会永远等下去
    lead it to '{1}', or to a step from which all parts set out
    请让它去“{1}”，或去各部分共同出发的环节
    '{1}' has {2}, it must have {3}
    “{1}”有{2}，应有{3}
    one measure
    一个指标
    {1} measures
    {1} 个指标
    at least one
    至少一个
    two
    两个
    it cannot be computed
    无法计算
    write '{1}: [roads.completed, 100]', say
    请写成“{1}: [roads.completed, 100]”之类
    a phase begins in {1}
    有阶段自 {1} 开始
    it is not clear what the plan is then
    不清楚那时的计划是什么
    let phases begin one after another, after {1} and by {2}
    各阶段请依次在 {1} 之后、{2} 及以前开始
    what is settled when the horizon begins is to change in {1}
    期初已经确定的内容要在 {1} 改变
    it would be too late
    那时已经来不及
    change only what is read month by month
    请只改逐月读取的内容
    the weight of '{1}' must be at least 0.000001 and at most 1e15
    “{1}”的权重应不小于 0.000001 且不超过 1e15
    the pool could not be divided
    资源池无法分配
    take '{1}' out of the split
    请从分配中去掉“{1}”
    give a weight such as 3
    请填 3 之类的权重
    'capacity' has no values
    “capacity”没有值
    there would be nothing to grant
    没有可以分配的资源
    '{1}' is endless, and so never finished
    “{1}”不设终点（endless），不会全部完成
    '{1}' is a level, and so never finished
    “{1}”是水平值，不会完成
    units come to '{1}' every month ('monthly'), so it is never finished
    每月都有单元进入“{1}”（monthly），它不会全部完成
    the rate of '{1}.{2}' has no end
    “{1}.{2}”的速率没有终点
    give '{1}' a 'remaining' or a 'window', or {2}
    请为“{1}”写上“remaining”或“window”，也可以这样改：{2}
    'progress' is given for units that have not begun
    还没有开始的单元写了“progress”
    only what is in progress when the horizon begins has work behind it
    只有期初在建的单元才有已完成的部分
    delete 'progress'
    请删去“progress”
    'number' can reach {1}, the limit is {2}
    “number”可能达到{1}，上限为 {2}
    any size
    任意大的数
    each unit is followed one by one, and there would be too many
    每个单元都逐一模拟，数量过多
    give a smaller number of larger units, or a step with a 'rate'
    请减少数量、加大每个单元，或改用“rate”环节
    the exponent is {1}, it must be from -100 to 100
    指数是 {1}，应在 -100 至 100 之间
    the factor would swamp everything
    这个因素会压过其他一切
    1 is the usual exponent, -1 for what slows
    通常写 1，使工作变慢的写 -1
    month {1} is listed twice
    {1} 月写了两遍
    the second changes nothing
    重复的一次不起作用
    '{1}' cannot be drawn for each {2}
    “{1}”不能按“each: {2}”抽取
    it has no such meaning there
    此处没有这种含义
    write {1}, or leave it out
    请写 {1}，或不写
    write {1}
    请写 {1}
    """#
}
