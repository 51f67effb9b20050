extension Chinese {
  /// What is wrong with calendars, correlations, numbers and steps.
  static let steps = #"""
    months is {1}, it must be from 1 to 120
    months 是 {1}，应在 1 至 120 之间
    there is no horizon to simulate
    没有可以模拟的计划期
    give a number from 1 to 120
    请填 1 至 120 的数
    the horizon ends in the year {1}
    计划期到 {1} 年才结束
    later years than 9999 cannot be written
    9999 年以后的年份无法表示
    start earlier
    请提前开始月份
    a correlation needs two factors, this names {1}
    相关关系至少涉及两个因素，这里只有 {1} 个
    there is nothing to correlate
    没有可以相关的因素
    name the factors that rise and fall together
    请列出同升同降的因素
    the matrix has {1} rows, there are {2} factors
    矩阵有 {1} 行，因素有 {2} 个
    some would have no correlation
    有的因素会没有相关系数
    give a row and a column for each factor
    请为每个因素各给一行一列
    the matrix has {1} rows, the limit is {2}
    矩阵有 {1} 行，上限为 {2} 行
    it would be slow to draw from
    抽样会很慢
    correlate smaller groups
    请分成较小的组分别填写
    row {1} has {2} numbers, it must have {3}
    第 {1} 行有 {2} 个数，应有 {3} 个
    some factors would have no correlation
    有的因素会没有相关系数
    give one number for each factor
    请为每个因素各给一个数
    the correlation is {1}, it must lie between -1 and 1
    相关系数是 {1}，应在 -1 与 1 之间
    no two things can be correlated so
    不存在这样的相关关系
    correct it
    请更正
    '{1}' is correlated with itself by {2}
    “{1}”与自身的相关系数写成了 {2}
    everything is correlated with itself by 1
    任何因素与自身的相关系数都是 1
    write 1 on the diagonal
    对角线上请写 1
    '{1}' and '{2}' are correlated by {3} here and by {4} in row {5}
    “{1}”与“{2}”的相关系数此处为 {3}，第 {5} 行为 {4}
    a correlation is the same both ways
    相关系数两个方向必须一致
    give both the same number
    两处请写同一个数
    no factors can be correlated like this, the smallest eigenvalue is {1} and must not be below 0
    这组相关系数不可能同时成立：最小特征值为 {1}，不应小于 0
    '{1}' and '{2}' contradict the others most
    “{1}”与“{2}”和其余各项矛盾最大
    bring their correlation nearer to what the others imply, or all nearer to 0
    请把二者的相关系数调到与其余各项相符，或把全部相关系数向 0 靠拢
    '{1}' is {2}, it must be above {3} and at most 1e15
    “{1}”是 {2}，应大于 {3} 且不超过 1e15
    '{1}' is {2}, it must be at least {3} and at most 1e15
    “{1}”是 {2}，应不小于 {3} 且不超过 1e15
    nothing can be simulated with it
    无法据此模拟
    give a number within these limits
    请填这个范围内的数
    '{1}' is {2}, it must be from {3} to {4}
    “{1}”是 {2}，应在 {3} 至 {4} 之间
    give a whole number within these limits
    请填这个范围内的整数
    '{1}' has no steps
    “{1}”没有环节
    nothing happens in it
    其中什么也不会发生
    add a step
    请加上环节
    step '{1}' is declared twice
    环节“{1}”写了两遍
    references to it would be ambiguous
    引用时无法分辨
    rename one of the two
    请给其中一个改名
    the step's speed could not follow it
    环节的速度无从随之变化
    the factor is given twice
    这个因素写了两遍
    its exponents would add
    两个指数会叠加
    delete one of them
    请删去其中一个
    the pool is given twice
    这个资源池写了两遍
    its amounts would add
    两处用量会叠加
    '{1}' goes with 'takes' or 'chance', this step has a 'rate'
    “{1}”只能与“takes”或“chance”同用，而这个环节用的是“rate”
    a rate moves a quantity and has no separate units
    “rate”按数量推进，不区分单元
    use 'cap' or delete '{1}'
    请改用“cap”，或删去“{1}”
    'opens' goes with 'takes' or 'chance', this step has a 'rate'
    “opens”只能与“takes”或“chance”同用，而这个环节用的是“rate”
    a rate passes on what it makes as it makes it
    “rate”随做随交，不会攒到某个月
    use 'window', or put the opening on a step after it
    请改用“window”，或把“opens”写在后面的环节上
    '{1}' is endless and has no 'servers'
    “{1}”不设终点（endless），又没有写“servers”
    it would have no end of units in service
    同时在做的单元会无穷多
    add 'servers: 1', say
    请加上“servers: 1”之类
    factor '{1}' can be {2}
    因素“{1}”可能为{2}
    below 0
    负数
    all but 0
    接近 0 的数
    a step has no such speed
    环节的速度不能这样取值
    give the factor a distribution of positive values, such as lognormal or a normal one with 'min'
    请给它只取正值的分布，如 lognormal，或带“min”的 normal
    factor '{1}' can be very large, and its power {2} larger still
    因素“{1}”可能很大，它的 {2} 次方更大
    the step's speed would have no bound
    环节的速度会没有上限
    give the factor a distribution that stays away from 0, such as lognormal or one with 'min'
    请给它不会接近 0 的分布，如 lognormal，或带“min”的分布
    give the factor a lighter tail, or a smaller exponent
    请给它尾部较轻的分布，或把指数调小
    pool '{1}' is 'whole' and used up over a duration
    资源池“{1}”按整数分配（whole），却在一段工期中逐月消耗
    a month's part of a step is no whole unit
    一个月的消耗量不会是整数
    delete 'whole', or make the pool 'reusable: true'
    请删去“whole”，或改为“reusable: true”
    the step could take nothing
    环节无法从中取用
    '{1}' has no share in the split of pool '{2}'
    资源池“{2}”的分配（split）里没有“{1}”
    it would be granted nothing
    它什么也分不到
    add '{1}' to the pool's 'split'
    请在该资源池的“split”里加上“{1}”
    the months could not differ
    各月无法区分淡旺季
    '{1}' is a level and has other steps beside it
    “{1}”是水平值，同一项目里却还有其他环节
    a level passes nothing on
    水平值不向后面的环节移交
    give the level a programme of its own
    请为它单设一个项目
    '{1}' is a level and has cohorts
    “{1}”是水平值，却写了“cohorts”
    a level has no units
    水平值没有单元
    delete 'cohorts', or 'start' and 'bounds'
    请删去“cohorts”，或删去“start”和“bounds”
    '{1}' is given for a level
    水平值写了“{1}”
    a level builds nothing
    水平值不产生工程量
    delete '{1}', or 'start' and 'bounds' if this is no level
    请删去“{1}”；如果不是水平值，请删去“start”和“bounds”
    the level starts at {1}, outside its bounds
    水平值从 {1} 开始，超出了它的范围
    it would jump before the first month
    它在第一个月之前就会跳变
    start between {1} and {2}
    请让它从 {1} 与 {2} 之间开始
    the units could not enter
    这些单元无处进入
    'progress' is given where no step 'takes' time
    写了“progress”，但没有用时的环节（takes）
    there is no duration of which a share could be done
    没有工期，也就没有已完成的比例
    name a step that takes time with 'at', or delete 'progress'
    请用“at”指定用时的环节，或删去“progress”
    a step is called '{1}'
    有环节取名“{1}”
    the word has a meaning under 'then'
    这个词在“then”下另有含义
    choose another id
    请换一个编号
    units could not go there
    单元到不了那里
    no way under 'then' has a weight above 0
    “then”下各条去向的权重都是 0
    units could go nowhere
    单元无处可去
    give at least one way a positive weight
    请至少给一条去向正的权重
    '{1}' is endless and follows another step
    “{1}”不设终点（endless），却排在其他环节之后
    it would need nobody before it
    它不需要前面的环节
    put it first, or delete 'endless'
    请放在最前面，或删去“endless”
    '{1}' is endless and has cohorts
    “{1}”不设终点（endless），却又写了“cohorts”
    there would be no telling them apart
    两者无法区分
    delete 'cohorts' or 'endless'
    请删去“cohorts”或“endless”
    '{1}' follows '{2}', whose ways are given by 'then'
    “{1}”接在“{2}”之后，而“{2}”的去向已由“then”写定
    no unit would come from there
    不会有单元从那里过来
    add '{1}' to the 'then' of '{2}', or take '{3}' out of 'after'
    请在“{2}”的“then”里加上“{1}”，或从“after”中去掉“{3}”
    '{1}' waits for '{2}', from where a unit may go to 'done'
    “{1}”要等“{2}”，而单元可能从那里直接完成（done）
    its other parts would wait for ever
    它的其余部分会永远等下去
    let it go to '{1}' or to 'cancelled'
    请让它去“{1}”或“cancelled”
    '{1}' is both a step and a programme
    “{1}”既是环节又是项目
    """#
}
