extension Chinese {
  /// What is said of files of tables and of their cells.
  static let tables = #"""
    cells
    个单元格
    columns
    列
    a quotation mark opens here and is never closed
    此处的引号没有配对的后引号
    all that follows would be one cell
    其后的全部内容会被当作同一个单元格
    close it, or delete it
    请补上后引号，或删去此引号
    characters in a cell
    个字符（单个单元格）
    the formula failed: {1}
    公式出错：{1}
    the cell has no value
    单元格没有值
    mend it, or type the value
    请改正公式或直接填写
    the formula {1} was never computed
    公式 {1} 尚未计算
    open the file in Excel, WPS or LibreOffice and save it, or type the value
    请用 Excel、WPS 或 LibreOffice 打开后保存，或直接填写
    "{1}" is beyond 1e15
    “{1}”超过 1e15
    no plan promises so much
    超出计划目标的合理范围
    correct it, or count in a larger unit
    请改正，或换用更大的单位
    "{1}" is no number
    “{1}”不是数字
    write digits, such as 1200 or 12.5
    请写成数字，如 1200 或 12.5
    the comma in "{1}" stands neither between thousands nor clearly before decimals
    “{1}”中的逗号既不在千位上，也看不出是小数点
    the number can be read in two ways
    这个数有两种读法
    write {1} or {2}
    请写成 {1} 或 {2}
    the number {1} may be January or October
    数字 {1} 可能是 1 月，也可能是 10 月
    write {1}-01 or {2}-10
    请写成 {1}-01 或 {2}-10
    "{1}" begins with the day or with the month
    “{1}”看不出先写日还是先写月
    write {1}-{2} or {3}-{4}
    请写成 {1}-{2} 或 {3}-{4}
    there is no month {1}
    没有 {1} 月
    "{1}" is a day that does not exist
    “{1}”这一天不存在
    write the year and the month, such as 2026-12
    请写成年和月，如 2026-12 或 2026年12月
    "{1}" names no month
    “{1}”不是日期
    merged ranges
    处合并单元格
    its rows are out of order
    行的顺序混乱
    its cells are out of order
    单元格的顺序混乱
    the file is damaged: this cell cannot be read
    文件已损坏：此单元格无法读取
    type its value anew and save the file
    请重新填写后保存
    bytes
    字节
    this is an Excel file of the old kind (.xls), or one protected by a password
    这是旧格式的 Excel 文件（.xls），或设有打开密码
    it cannot be read
    无法读取
    save it as .xlsx without a password, or as CSV
    请另存为不设密码的 .xlsx，或另存为 CSV
    there are {1} {2}, the limit is {3}
    有 {1} {2}，上限为 {3}
    there are more than {1} {2}
    超过 {1} {2}
    keep the table of targets alone in a file of its own
    请把目标表单独存成一个文件
    the file begins as UTF-8 and goes on as something else
    文件开头是 UTF-8，后面却不是
    the file holds zero bytes, so it is no text
    文件含有零字节，不是文本
    the file is broken off or damaged UTF-16
    文件是残缺或损坏的 UTF-16
    the file is not UTF-8, and this computer cannot convert GB18030
    文件不是 UTF-8，而本机无法转换 GB18030
    the file is neither UTF-8 nor GB18030 (line {1})
    文件既不是 UTF-8 也不是 GB18030（第 {1} 行）
    its text cannot be read
    无法读取文字
    save it as "CSV UTF-8" or as .xlsx
    请另存为“CSV UTF-8（逗号分隔）”或 .xlsx
    this is an OpenDocument file
    这是 OpenDocument 文件
    this archive is no workbook
    这个压缩文件不是工作簿
    there are no sheets that can be read
    没有可以读取的工作表
    save it as .xlsx or as CSV
    请另存为 .xlsx 或 CSV
    sheets
    张工作表
    the sheet "{1}" is missing
    缺少工作表“{1}”
    texts
    个文字单元
    its XML cannot be read
    XML 无法读取
    its XML has a document type, which no workbook has
    XML 含有文档类型声明
    its XML is not well-formed (line {1})
    XML 格式有误（第 {1} 行）
    its XML is nested too deeply
    XML 嵌套过深
    its directory is missing
    缺少目录
    its directory is too long
    目录过长
    its directory is broken off
    目录残缺
    the file is protected by a password
    文件设有密码
    save it without a password
    请另存为不设密码的文件
    a part is not where its directory says
    目录与内容不符
    a part is broken off
    内容残缺
    a part is packed in an unusual way
    压缩方式不常见
    a checksum is wrong
    校验和不符
    a part states a size that it cannot have
    声明的大小不可能
    it cannot be unpacked
    无法解压
    a part does not unpack to the size it states
    解压后的大小与声明不符
    bytes when unpacked
    字节（解压后）
    the file is damaged: {1}
    文件已损坏：{1}
    open it in Excel, WPS or LibreOffice and save it again as .xlsx
    请用 Excel、WPS 或 LibreOffice 打开后重新保存为 .xlsx
    """#
}
