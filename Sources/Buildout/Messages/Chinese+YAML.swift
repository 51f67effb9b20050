extension Chinese {
  /// What the parser of YAML says.
  static let yaml = #"""
    it is not YAML
    不是 YAML
    {1}, {2}
    {1}，{2}
    while scanning a simple key
    读取键时
    could not find expected ':'
    找不到应有的“:”
    while scanning a block scalar
    读取多行文字时
    while scanning a tag
    读取标签时
    did not find expected '!'
    找不到应有的“!”
    while parsing a tag
    读取标签时
    did not find expected tag URI
    找不到标签的 URI
    while scanning a plain scalar
    读取不带引号的文字时
    found unexpected ':'
    有多余的“:”
    while scanning an anchor
    读取锚点时
    while scanning an alias
    读取别名时
    while scanning a directive
    读取指令时
    found unknown directive name
    指令名称无法识别
    could not find expected directive name
    找不到指令的名称
    found unexpected non-alphabetical character
    有不应出现的非字母字符
    while scanning a %YAML directive
    读取 %YAML 指令时
    found extremely long version number
    版本号过长
    did not find expected version number
    找不到应有的版本号
    did not find expected digit or '.' character
    找不到应有的数字或“.”
    while scanning a %TAG directive
    读取 %TAG 指令时
    while parsing a %TAG directive
    读取 %TAG 指令时
    did not find expected whitespace
    找不到应有的空格
    did not find expected whitespace or line break
    找不到应有的空格或换行
    found a tab character where an indentation space is expected
    应为缩进空格处有制表符
    found a tab character that violates indentation
    制表符破坏了缩进
    found an indentation indicator equal to 0
    缩进指示为 0
    did not find expected comment or line break
    找不到应有的注释或换行
    while scanning a quoted scalar
    读取带引号的文字时
    while parsing a quoted scalar
    读取带引号的文字时
    found unexpected document indicator
    有不应出现的文档标记
    found unexpected end of stream
    文件提前结束
    found unknown escape character
    转义字符无法识别
    did not find expected hexdecimal number
    找不到应有的十六进制数
    found invalid Unicode character escape code
    Unicode 转义无效
    did not find expected alphabetic or numeric character
    找不到应有的字母或数字
    block sequence entries are not allowed in this context
    此处不能写列表项
    mapping keys are not allowed in this context
    此处不能写键
    mapping values are not allowed in this context
    此处不能写“键: 值”
    while scanning for the next token
    读取下一项时
    found character that cannot start any token
    有不能用作开头的字符
    did not find expected <document start>
    找不到文档的开头
    did not find expected node content
    找不到应有的内容
    did not find expected ',' or ']'
    找不到应有的“,”或“]”
    while parsing a block collection
    读取列表时
    did not find expected '-' indicator
    找不到应有的“-”
    did not find expected ',' or '}'
    找不到应有的“,”或“}”
    while parsing a block node
    读取内容时
    while parsing a flow node
    读取括号中的内容时
    while parsing a node
    读取内容时
    found undefined tag handle
    标签没有定义
    while parsing a flow sequence
    读取方括号中的列表时
    while parsing a block mapping
    读取键值组时
    did not find expected key
    找不到应有的键
    while parsing a flow mapping
    读取花括号中的键值组时
    found incompatible YAML document
    YAML 版本不兼容
    control characters are not allowed
    不能有控制字符
    """#
}
