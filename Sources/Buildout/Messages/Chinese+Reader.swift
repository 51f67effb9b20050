extension Chinese {
  /// What is wrong with the text of a file.
  static let reader = #"""
    this is not YAML: a quote opens here and does not close
    这不是 YAML：引号在此处开始，却没有结束
    all that follows would be part of it
    其后的全部内容都会被当作引号内的文字
    close it by the same sign; “ and ” are letters and close nothing
    请用同样的引号结束；“ 和 ” 只是文字，不能结束引号
    this is not YAML: a key with its value stands where none can
    这不是 YAML：此处不能写“键: 值”
    look at the line before: its key needs a colon and a space, or one of the two is indented wrongly
    请看上一行：其键后应有半角冒号和空格，或两行之一缩进有误
    this is not YAML: the line is no key with its value
    这不是 YAML：该行不是键和值
    put a colon and a space after the key, such as 'months: 12'
    请在键后写半角冒号和空格，如“months: 12”
    '{1}' has no space after its colon
    “{1}”的冒号后没有空格
    it is read as one word
    它被当作一个词
    write '{1}: {2}'
    请写“{1}: {2}”
    this is not YAML
    这不是 YAML
    it is read as a letter like any other
    它会被当作普通文字读取
    a character that does not show, {1}, stands here
    这里有一个看不见的字符 {1}
    a space of another kind, {1}, stands here
    这里有一个非普通空格的空白字符 {1}
    '{1}' ({2}) stands here in place of '{3}'
    这里应为“{3}”，写成了“{1}”（{2}）
    delete it
    请将其删去
    type an ordinary space
    请改用普通空格
    type '{1}'
    请改用半角的“{1}”
    the file is empty
    文件是空的
    there is nothing to simulate
    没有可以模拟的内容
    begin with 'scenario:', 'programmes:' and 'targets:'
    请从“scenario:”“programmes:”“targets:”写起
    the file has a YAML directive (%)
    文件中有 YAML 指令（%）
    scenario files need none and do not obey any
    情景文件不需要指令，也不执行指令
    delete the line
    请删去这一行
    a second document begins here
    这里开始了第二个文档
    a scenario is one document
    一个情景就是一个文档
    delete the '---' or move the second document to a file of its own
    请删去“---”，或把第二个文档移到单独的文件中
    the file has more than {1} values
    文件中的值超过 {1} 个
    it is not read any further
    不再继续读取
    thin long lists of data
    请精简过长的数据列表
    lists and mappings are nested more than {1} deep here
    这里的列表和键值嵌套超过 {1} 层
    no scenario needs this
    情景文件用不着这么多层
    look for a bracket that is not closed
    请检查是否有括号没有闭合
    a key is a list or a mapping
    键写成了列表或键值组
    keys are words
    键应是单词
    write a word before the ':'
    请在“:”之前写一个单词
    '<<' would merge another mapping into this one
    “<<”会把另一组键值合并进来
    scenario files have no merge keys
    情景文件不使用合并键
    write the keys out
    请把各个键写全
    the key '{1}' is given a second time
    键“{1}”写了第二遍
    it already stands at line {1}, column {2}
    它已经写在第 {1} 行第 {2} 列
    delete one of the two
    请删去其中一个
    '*{1}' is an alias
    “*{1}”是别名
    '&{1}' is an anchor
    “&{1}”是锚点
    scenario files have no anchors and aliases
    情景文件不使用锚点和别名
    write the value out
    请把值写全
    delete it and write the value out
    请将其删去，并把值写全
    the value has a YAML tag, '{1}'
    这个值带有 YAML 标签“{1}”
    a scenario's types follow from its keys
    情景文件中值的类型由键决定
    delete the tag
    请删去标签
    a tab stands here, where YAML reads an indentation or the next word
    这里有制表符，而 YAML 在此处应为缩进或下一个词
    the file cannot be read past this place
    此处以后的内容无法读取
    use spaces
    请改用空格
    a value begins with '{1}', which has a meaning of its own in YAML
    值以“{1}”开头，而它在 YAML 中另有含义
    put it in quotes: "{1}"
    请加上引号："{1}"
    this is not YAML ({1})
    这不是 YAML（{1}）
    look for a quote, a bracket or an indentation that is wrong here or just before
    请检查此处或前面不远的引号、括号和缩进
    {1} is beyond what a number can hold
    {1} 超出了数的范围
    it would be read as infinity
    它会被当作无穷大
    give it in a larger unit
    请换用更大的计量单位
    {1} is not a whole number written in digits
    {1} 不是用数字写成的整数
    only whole numbers have a meaning here
    此处只能是整数
    round it
    请取整
    {1} is beyond what a whole number can hold
    {1} 超出了整数的范围
    it cannot be counted to
    无法计数
    give a smaller number
    请填小一些的数
    '{1}' is true for some YAML readers and a word for others
    “{1}”在有的 YAML 软件中是“真”，在有的软件中是文字
    '{1}' is false for some YAML readers and a word for others
    “{1}”在有的 YAML 软件中是“假”，在有的软件中是文字
    the file would change its meaning with its reader
    换一个软件读取，意思就变了
    write true
    请写 true
    write false
    请写 false
    '{1}' is neither true nor false
    “{1}”既不是 true 也不是 false
    the choice is not made
    无法确定如何选择
    write true or false
    请写 true 或 false
    write the year and the month, such as 2021-03
    请写年和月，如 2021-03
    '{1}' is not a month
    “{1}”不是月份
    it has no place in the calendar
    无法在日历中定位
    '{1}' is not a number
    “{1}”不是数
    '{1}' is infinite
    “{1}”是无穷大
    nothing can be computed with it
    无法据此计算
    give a finite number, or leave the key out where there is no limit
    请填有限的数；没有限制的，可以不写这个键
    '{1}' is a truth value for some YAML readers and a word for others
    “{1}”在有的 YAML 软件中是真假值，在有的软件中是文字
    write a number
    请写一个数
    '{1}' is a number in another base for some YAML readers
    “{1}”在有的 YAML 软件中是其他进制的数
    write it in decimal digits
    请用十进制数字写
    '{1}' has underscores, which some YAML readers skip
    “{1}”带有下划线，有的 YAML 软件会忽略它
    write the digits without '_'
    请去掉“_”
    '{1}' is a number to the base of 60 for some YAML readers, and a time for others
    “{1}”在有的 YAML 软件中是六十进制数，在有的软件中是时间
    write one decimal number
    请写一个十进制数
    '{1}' is octal for some YAML readers and decimal for others
    “{1}”在有的 YAML 软件中是八进制数，在有的软件中是十进制数
    write it without the leading zero
    请去掉开头的 0
    '{1}' has a percent sign
    “{1}”带有百分号
    only bare numbers are read
    这里只能写纯数字
    write the number alone, and a share as a fraction of 1
    请只写数，比例写成小数
    '{1}' has a comma
    “{1}”带有逗号
    write the digits without ',', and a decimal point as '.'
    请去掉“,”；小数点写“.”
    a number is needed here
    此处应填一个数
    write it in digits, such as 12 or 0.5
    请用数字写，如 12 或 0.5
    a number is missing
    缺少一个数
    nothing can be computed
    无法计算
    a number
    一个数
    nothing can be counted
    无法计数
    write a whole number
    请写一个整数
    a whole number
    一个整数
    true or false
    true 或 false
    "{1}" is a text, {2} is needed for '{3}'
    "{1}" 是文字，而“{3}”应为{2}
    what stands in quotes is read as text
    加了引号的内容会被当作文字
    remove the quotes
    请去掉引号
    '{1}' is {2}, this is {3}
    “{1}”应为{2}，这里是{3}
    '{1}' is a month, this is {2}
    “{1}”应为月份，这里是{2}
    a first and a last month
    起止月份
    '{1}' has {2}, it must have a first and a last one
    “{1}”有{2}，应有首尾两个月
    one month
     1 个月份
    {1} months
     {1} 个月份
    it is not clear when it begins and ends
    不清楚何时开始、何时结束
    write [2021-03, 2021-11], say
    请写 [2021-03, 2021-11] 之类
    '{1}' ends in {2}, before it begins in {3}
    “{1}”在 {2} 结束，却在 {3} 才开始
    it would contain no month
    其中没有任何月份
    exchange the two months or correct one
    请对调两个月份，或更正其中一个
    '{1}' is a text, this is {2}
    “{1}”应为文字，这里是{2}
    it cannot be shown
    无法显示
    write it in quotes
    请加上引号
    '{1}' has {2} characters, the limit is {3}
    “{1}”有 {2} 个字符，上限为 {3} 个
    no table would hold it
    表格放不下
    shorten it
    请缩短
    '{1}' holds the control character {2}
    “{1}”中有控制字符 {2}
    it could upset a terminal or a table
    它会扰乱终端或表格
    '{1}' is a text, or one for each language, this is a list
    “{1}”应为文字，或每种语言各一段，这里是列表
    write a text, or {en: ..., zh: ...}
    请写一段文字，或 {en: ..., zh: ...}
    '{1}' is one word, this is {2}
    “{1}”应为一个词，这里是{2}
    write one of {1}
    请写下列之一：{1}
    '{1}' is none of {2}
    “{1}”不是可选的值（{2}）
    '{1}' is not settled
    “{1}”无法确定
    write one of them
    请写其中一个
    use small letters, digits and hyphens, a letter first, {1} at most, such as '{2}'
    编号用小写字母、数字和连字符，以字母开头，最多 {1} 个字符，如“{2}”
    '{1}' is an id, this is {2}
    “{1}”应为编号，这里是{2}
    it is not clear what is meant
    不清楚指的是什么
    write one id
    请写一个编号
    names
    名称
    a name is needed, this is {1}
    这里应为名称，却是{1}
    write a name such as roads.build
    请写 roads.build 之类的名称
    the file has {1} bytes, the limit is {2}
    文件有 {1} 字节，上限为 {2} 字节
    it is not read
    不予读取
    leave out what is not a scenario, or split it in several files
    请去掉不属于情景的内容，或分成几个文件
    byte {1} of the file (0x{2}, line {3}) is not UTF-8
    文件第 {1} 字节（0x{2}，第 {3} 行）不是 UTF-8
    the text cannot be read
    文字无法读取
    save the file as UTF-8
    请另存为 UTF-8 编码
    byte {1} of the file (line {2}) is a control character, {3}
    文件第 {1} 字节（第 {2} 行）是控制字符 {3}
    it could hide part of the text
    它可能遮住一部分文字
    the file
    文件
    {1} (line {2})
    {1}（第 {2} 行）
    {1} is a mapping, this is {2}
    {1}应为键值组，这里是{2}
    nothing can be read from it
    无法从中读取任何内容
    write keys and values, such as '{1}: ...'
    请写键和值，如“{1}: ...”
    '{1}' is not a key of {2}
    “{1}”不是{2}的键
    it has no meaning there
    写在那里没有意义
    put a text that holds a comma in quotes, such as {en: "North park, phase 2"}
    含逗号的文字请加引号，如 {zh: "北公园, 二期"}
    put it inside the distribution, such as 'rate: {poisson: 3, each: trial}'
    请写在分布里面，如“rate: {poisson: 3, each: trial}”
    the keys are {1}
    可用的键有：{1}
    '{1}' has no value
    “{1}”没有值
    it is not clear what was meant
    不清楚原意是什么
    give a value or delete the key
    请填上值，或删去这个键
    {1} has no '{2}'
    {1}没有“{2}”
    item {1} of '{2}'
    “{2}”的第 {1} 项
    '{1}'
    “{1}”
    '{1}' is a mapping from ids to {2}, this is {3}
    “{1}”应为编号与{2}的对照，这里是{3}
    there would be no ids to refer to
    没有可以引用的编号
    write 'id:' before each of the {1}
    请在每个{1}之前写上“编号:”
    '{1}' is a list of {2}, this is {3}
    “{1}”应为{2}的列表，这里是{3}
    put it in square brackets
    请放在方括号中
    it is not clear what the numbers rest on
    不清楚这些数有何依据
    add 'kind: document', 'kind: reference class' or 'kind: assumption'
    请加上“kind: document”“kind: reference class”或“kind: assumption”
    a text in quotes
    带引号的文字
    a list
    列表
    a mapping
    键值组
    empty
    空值
    '{1}' is written in full-width characters
    “{1}”用了全角字符
    only the narrow ones are read
    这里只读取半角字符
    type {1}
    请改为 {1}
    '{1}' has a sign before the number
    “{1}”的数前面带有符号
    write {1}; keys such as 'atLeast' and 'atMost' say the relation
    请只写 {1}；大于、小于等关系用“atLeast”“atMost”等键表示
    '{1}' has its thousands set apart
    “{1}”带有千位分隔
    '{1}' has a number word
    “{1}”带有“万”“千”之类的字
    only digits are read
    这里只读取数字
    '{1}' has a unit
    “{1}”带有单位
    write {1}; what is counted stands under 'unit'
    请只写 {1}；计量单位写在“unit”中
    in braces a comma ends the value
    花括号中的逗号表示一个值结束
    this is a workbook or another zip file, and no scenario
    这是工作簿或其他 zip 文件，不是情景
    this is a workbook or document of an older Office, and no scenario
    这是旧版 Office 的工作簿或文档，不是情景
    this is a PDF file, and no scenario
    这是 PDF 文件，不是情景
    a scenario is a text file in YAML
    情景是 YAML 格式的文本文件
    make one from a table of targets, in XLSX or CSV, by 'buildout init TABLE --start 2026-01 --out city.yaml'
    请用“buildout init 目标表 --start 2026-01 --out city.yaml”从 XLSX 或 CSV 的目标表生成
    """#
}
