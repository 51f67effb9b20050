extension Chinese {
  /// What commands refuse, and what they cannot do.
  static let commands = #"""
    error: {1}
    错误：{1}
    error: {1}: {2}
    错误：{1}：{2}
    1 fault; nothing was simulated and nothing was written
    共 1 处错误；没有模拟，也没有写入任何文件
    {1} faults; nothing was simulated and nothing was written
    共 {1} 处错误；没有模拟，也没有写入任何文件
    interrupted; nothing was written
    已中断，没有写入任何文件
    error: this is a fault of buildout, not of the scenario; please report it with the scenario and this line: {1}
    错误：这是 buildout 自身的问题，与情景无关；请连同情景和这一行一起反馈：{1}
    {1} different measures over {2} months would take about {3} MB, there are {4} MB for them; nothing was simulated; about {5} measures would fit, or as many over fewer months
    {1} 个不同的指标、{2} 个月约需 {3} MB 内存，可用的有 {4} MB；没有模拟；大约放得下 {5} 个指标，或减少月数
    {1} is given twice; it takes one value, so leave out all but the one you mean
    {1} 给出了两次；它只取一个值，请只保留需要的那一个
    cannot read {1}: {2}
    无法读取 {1}：{2}
    cannot write {1}: {2}
    无法写入 {1}：{2}
    cannot write {1}: {2}; {3}
    无法写入 {1}：{2}；{3}
    standard output
    标准输出
    standard error
    标准错误
    standard input
    标准输入
    {1} is a folder; name a {2} file in it
    {1} 是文件夹；请指定其中的{2}文件
    scenario
    情景
    table
    表格
    it is {1}
    它是{1}
    it is {1}; give the {2} in a file, or by standard input with -
    它是{1}；请把{2}存成文件，或用 - 从标准输入给出
    {1} has more than {2} bytes; it is not read, since no {3} is so long
    {1} 超过 {2} 字节，不予读取；没有这么长的{3}
    a file
    文件
    a folder
    文件夹
    a pipe
    管道
    a socket
    套接字
    a device
    设备
    a link that leads back to itself
    指回自身的链接
    a link to {1}, which does not exist
    指向 {1} 的链接，而 {1} 不存在
    --out names no folder
    --out 没有写明文件夹
    it is the current folder, which cannot be replaced as a whole; name a folder in it, such as --out forecast
    它是当前文件夹，不能整体替换；请指定其中的一个文件夹，如 --out forecast
    it is replaced as a whole, and the folder that it lies in cannot be written ({1}); {2}
    它会被整体替换，而它所在的文件夹不能写入（{1}）；{2}
    a file system is mounted there, so it cannot be replaced as a whole; {1}
    那里挂载了文件系统，不能整体替换；{1}
    name a folder in it, such as --out {1}
    请指定其中的一个文件夹，如 --out {1}
    it is replaced as a whole, and the folder {1} in it cannot be moved, since it is of another file system or you may not write to it; move it away or name another folder
    它会被整体替换，而其中的文件夹 {1} 无法移动（属于另一个文件系统，或没有写入权限）；请将其移走，或换一个文件夹
    it is {1}; --out names a folder
    它是{1}，而 --out 应为文件夹
    {1} is {2}; --out names a folder
    {1} 是{2}，而 --out 应为文件夹
    {1} in it is a folder, where a file is to be
    其中的 {1} 是文件夹，而那里要写入文件
    {1} in it would stand beside files of another run, and {2} does not say that buildout wrote it as it is now; move it away or name another folder
    其中的 {1} 会与另一次运行的文件并存，而 {2} 没有记明它由 buildout 写成现在这样；请将其移走，或换一个文件夹
    {1} in it would stand beside files of another run, and {2} does not say that buildout wrote them as they are now; move them away or name another folder
    其中的 {1} 会与另一次运行的文件并存，而 {2} 没有记明它们由 buildout 写成现在这样；请将其移走，或换一个文件夹
    cannot write {1}: another process has held the folder {2} locked for ten seconds; try again when it has ended
    无法写入 {1}：另一个进程已锁住文件夹 {2} 十秒；请等它结束后再试
    the earlier files are in {1}; the next run puts them back, or rename it to {2}
    原有文件在 {1} 中；下次运行会放回原处，也可以自行改名为 {2}
    the new files are there, the earlier ones are in {1}
    新文件已经写入，原有文件在 {1} 中
    the new files are there, the earlier ones are in {1}, and so is what {2} has a link to; the next run tries again to put it in order
    新文件已经写入，原有文件以及 {2} 中的链接所指的内容在 {1} 中；下次运行会再次整理
    the system lets buildout open only {1} files at a time, it needs {2}; raise the limit (ulimit -n {3})
    系统只允许 buildout 同时打开 {1} 个文件，需要 {2} 个；请提高上限（ulimit -n {3}）
    the system gives buildout {1} MB of memory, it needs {2} MB before it begins; raise the limit (ulimit -v {3})
    系统只给 buildout {1} MB 内存，启动就需要 {2} MB；请提高上限（ulimit -v {3}）
    the system lets buildout start only {1} of the {2} threads that it needs, one for each core and two more; raise the limit of processes (ulimit -u, or that of the container), or end other processes
    系统只允许 buildout 启动所需 {2} 个线程中的 {1} 个（每个核心一个，另加两个）；请提高进程数上限（ulimit -u，或容器的上限），或结束其他进程
    the scenario has no {1} '{2}'; it has {3}
    情景中没有名为“{2}”的{1}；有 {3}
    the scenario has no {1} '{2}'; it has none
    情景中没有名为“{2}”的{1}；一个也没有
    the scenario has no {1} '{2}'; it has {3}; did you mean '{4}'?
    情景中没有名为“{2}”的{1}；有 {3}；是不是“{4}”？
    the scenario has no {1} '{2}'; the nearest of its {3} are {4}
    情景中没有名为“{2}”的{1}；共有 {3} 个，最接近的有 {4}
    the scenario has no {1} '{2}', nor one that is nearly called so; it has {3}, among them {4}
    情景中没有名为“{2}”的{1}，也没有名称相近的；共有 {3} 个，如 {4}
    '{1}' is the title of several: {2}; give the id of one
    名为“{1}”的不止一个：{2}；请写其中一个的编号
    option
    备选措施
    group
    目标组
    sector with firm targets
    有刚性目标的领域
    the clock is wrong; add --start 2026-01, say
    计算机的时钟不对；请加上 --start 2026-01 之类
    --start: {1}; {2}
    --start：{1}；{2}
    {1} is there already, {2}; it was left as it is; name a new file, or remove it
    {1} 已经存在（{2}），没有改动；请换一个文件名，或先将其移走
    the scenario has no options; add some under 'options:', such as 'night-shift: {set: {pools.crews.capacity: 15}}'
    情景中没有备选措施；请在“options:”下加上，如“night-shift: {set: {pools.crews.capacity: 15}}”
    --options names an option twice: {1}
    --options 中有一项措施写了两遍：{1}
    the scenario has no firm target; name one by its id
    情景中没有刚性目标；请用编号指定一项
    {1} counts units, and --step is {2}; give a whole number
    {1} 以单元计数，而 --step 是 {2}；请填整数
    {1} is tried in whole numbers, and --between holds fewer than two; widen it
    {1} 按整数试算，而 --between 中不足两个整数；请放宽范围
    --step is {1}, it must be above 0 and at most the range of --between, and not all but nothing beside it
    --step 是 {1}，应大于 0，不超过 --between 的范围，也不应小到可以忽略
    {1}: {2}; {3}; {4}
    {1}：{2}；{3}；{4}
    the measure of '{1}' is divided by 0 in every trial, so that it has no percentiles; choose a trial by its number (--trial 0), or another target
    “{1}”的指标在每次模拟中分母都为 0，没有分位数；请用编号指定一次模拟（--trial 0），或换一项目标
    the speed or the output of step '{1}.{2}' grows beyond all bounds
    环节“{1}.{2}”的速度或产出增长到无法计算
    step '{1}.{2}' passes on more than a million units in one month
    环节“{1}.{2}”一个月内移交的单元超过一百万个
    what pool '{1}' has, or is asked for, grows beyond all bounds
    资源池“{1}”的数量或需求增长到无法计算
    the measure of target '{1}' grows beyond all bounds
    目标“{1}”的指标增长到无法计算
    target '{1}' has no answer then
    目标“{1}”因此没有结果
    the trial has no answer
    这次模拟没有结果
    {1}, and no figure is given; bound the factors and distributions behind it (with 'min' and 'max', say) or give them lighter tails; to see the trial: {2}
    {1}，不给出任何数值；请限定有关因素和分布的范围（如用“min”和“max”），或改用尾部较轻的分布；查看这次模拟：{2}
    in {1} of trial {2} {3}; {4}
    在第 {2} 次模拟的 {1}，{3}；{4}
    in {1} of trial {2} under option '{3}', {4}; {5}
    在措施“{3}”第 {2} 次模拟的 {1}，{4}；{5}
    in {1} of trial {2} of a changed plan, {3}; {4}
    在改动后的计划第 {2} 次模拟的 {1}，{3}；{4}
    Wrote the forecast to {1}
    预测结果已写入 {1}
    Wrote the comparison to {1}
    比较结果已写入 {1}
    Wrote the pack to {1}: simulated in {2} s, written in {3} s
    会议材料已写入 {1}：模拟用时 {2} 秒，写入用时 {3} 秒
    No such file or directory
    没有这个文件或文件夹
    Permission denied
    没有权限
    No space left on device
    磁盘已满
    Is a directory
    它是文件夹
    Not a directory
    路径中有一段不是文件夹
    Read-only file system
    文件系统只读
    File exists
    文件已经存在
    File name too long
    文件名过长
    File too large
    文件过大
    Too many open files
    打开的文件过多
    Input/output error
    读写出错
    Disk quota exceeded
    超出磁盘配额
    Operation not permitted
    不允许此操作
    Invalid argument
    参数无效
    Too many levels of symbolic links
    链接层数过多
    Bad file descriptor
    文件没有打开
    only one version can come from standard input; name a file for the other
    只有一个版本可以从标准输入读取；另一个请写文件名
    Wrote the history to {1}
    历次预测的准确情况已写入 {1}
    Wrote the difference to {1}
    版本变化已写入 {1}
    """#
}
