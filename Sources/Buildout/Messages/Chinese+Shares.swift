extension Chinese {
  /// What is said of a run that several machines share.
  static let shares = #"""
    write the number of the share, from 1, and how many there are, at most 100000, such as 3/64.
    请写第几份（从 1 起）和总份数（最多 100000），如 3/64
    --round and --checkpoint are of a share; add --share, such as --share 1/64.
    --round 和 --checkpoint 只用于分份运行；请加上 --share，如 --share 1/64
    --checkpoint is {1}, it must be from 0 to 60.
    --checkpoint 是 {1}，应在 0 至 60 之间
    --share writes a part of the run to a folder; add --out, such as --out shares.
    --share 把一份结果写入文件夹；请加上 --out，如 --out shares
    --precision cannot be judged by a share; run the shares of a round, then buildout merge --precision.
    单独一份无法判断精度；请先运行一轮的各份，再用 buildout merge --precision
    --format is of what is printed, and a share prints nothing; give it to buildout merge.
    --format 指输出格式，而分份运行不输出预测；请在 buildout merge 中使用
    --round is {1}, it must be from 1 to {2}, so that there are no more than 1000000000 trials in all.
    --round 是 {1}，应在 1 至 {2} 之间，使总次数不超过 1000000000
    --trials is {1}; a run in rounds has whole blocks of {2} trials in each, so write --trials {3} in every round.
    --trials 是 {1}；分轮运行时每轮应为 {2} 次的整数倍，请每轮都写 --trials {3}
    --estimate prints a text and writes nothing; leave out --format, --out and --share.
    --estimate 只输出文字，不写入文件；请去掉 --format、--out 和 --share
    --share is of run and compare alone: this command ranks or searches by what all trials gave, which no share has. Run it on one machine, with fewer trials.
    只有 run 和 compare 可以分份运行：本命令按全部模拟的结果排序或搜索，单独一份没有这些结果。请在一台机器上运行，次数可以少一些
    --previous asks for forecasts of other plans, which a share does not make; leave it out.
    --previous 还要模拟其他计划，分份运行不做；请去掉
    {1} holds shares of another run: its {2} is not what this share is of; name a folder of its own for each run
    {1} 中是另一次运行的各份：其中的 {2} 与这一份所用的不同；请为每次运行指定各自的文件夹
    {1} is of {2}, this share is of {3}; name a folder of its own for each run
    {1} 属于{2}，这一份属于{3}；请为每次运行指定各自的文件夹
    {1} is of {2}, {3} is of {4}; only shares of one run can be merged: give each run a folder of its own
    {1} 属于{2}，{3} 属于{4}；只能合并同一次运行的各份：请为每次运行指定各自的文件夹
    buildout {1} with random streams {2}
    buildout {1}、随机流 {2}
    scenario {1}
    情景 {1}
    buildout {1}
    buildout {1}
    no option
    未采用措施的计划
    option {1}
    措施 {1}
    no actuals
    没有实际值的运行
    actuals {1} until {2}
    截至 {2} 的实际值 {1}
    seed {1}
    随机种子 {1}
    {1} trials
    {1} 次模拟
    {1} shares
    共 {1} 份的运行
    {1} has a part's name but is not one; move it away
    {1} 的名称像一份结果，内容却不是；请移走
    {1} is damaged or cut short: its checksum does not fit what is in it; remove it and run the share again that its name says
    {1} 已损坏或不完整：校验和与内容不符；请删除，并重新运行其文件名所示的那一份
    {1} is whole, but holds what no trials of this run can give; please report it with the scenario and this file
    {1} 完整无损，但其中的内容不可能由本次运行的模拟得出；请连同情景文件和该文件一并报告
    {1} is in format {2} of parts, this buildout reads format {3}; merge with the buildout that wrote it
    {1} 的格式版本是 {2}，本版 buildout 只读格式 {3}；请用写入它的 buildout 合并
    warning: {1} is damaged or cut short; the share begins anew and replaces it
    警告：{1} 已损坏或不完整；这一份从头开始，并替换它
    {1} holds share {2} of round {3}, not what its name says; name it {4} again
    {1} 中是第 {3} 轮的第 {2} 份，与文件名不符；请改回原名 {4}
    share {1} is done already, in {2}
    第 {1} 份早已完成，在 {2}
    Wrote share {1}, 1 trial, to {2}
    已将第 {1} 份（1 次模拟）写入 {2}
    Wrote share {1}, {2} trials, to {3}
    已将第 {1} 份（{2} 次模拟）写入 {3}
    interrupted; run the share again, and it goes on from its last checkpoint
    已中断；再次运行这一份，即从上次存下的进度继续
    {1} holds no share of a run; write some with buildout run --share 1/2 --out {2}
    {1} 中没有任何一份；请用 buildout run --share 1/2 --out {2} 写入
    {1} and {2} are the same share, {3}; move one of them away
    {1} 和 {2} 是同一份（第 {3} 份）；请移走其中一个
    --out names the folder of the shares, which may still be written to; name another folder
    --out 是各份所在的文件夹，可能仍在写入；请另指定一个文件夹
    no trial is done yet in {1}; wait until the shares have written some
    {1} 中还没有完成的模拟；请等各份写入一些之后再合并
    the shares in {1} are of buildout {2} with random streams {3}, this is buildout {4} with random streams {5}; merge them with the buildout that wrote them, or run them again
    {1} 中的各份由 buildout {2}（随机流 {3}）写入，而这是 buildout {4}（随机流 {5}）；请用写入它们的 buildout 合并，或重新运行
    --array={1}
    --array={1}
    --array={1} in round {2}
    第 {2} 轮 --array={1}
    --array={1} in rounds {2} to {3}
    第 {2} 至 {3} 轮 --array={1}
    1 of the {1} shares in {2} is missing or not done; run it again, with Slurm by {3}; or merge the {4} of {5} trials that are there with --partial
    {2} 中应有 {1} 份，其中 1 份缺失或未完成；请重新运行（Slurm 用 {3}），或用 --partial 合并已有的 {4} 次（共 {5} 次）模拟
    {1} of the {2} shares in {3} are missing or not done; run them again, with Slurm by {4}; or merge the {5} of {6} trials that are there with --partial
    {3} 中应有 {2} 份，其中 {1} 份缺失或未完成；请重新运行（Slurm 用 {4}），或用 --partial 合并已有的 {5} 次（共 {6} 次）模拟
    cannot read {1}: it is no file
    无法读取 {1}：它不是文件
    {1} is missing; put back the file that the shares were run with
    缺少 {1}；请放回各份运行时所用的文件
    merged {1} of {2} trials
    已合并 {1} 次模拟（共 {2} 次）
    --precision is judged when all shares of a round are done; leave out --partial.
    一轮的各份全部完成后才能判断精度；请去掉 --partial
    the widest interval is ±{1} percentage points, ±{2} was asked for; {3} trials are no whole number of blocks, so no round can follow: run all shares anew in a new folder, with --trials {4} in every round; about {5} rounds will do
    最宽的区间为 ±{1} 个百分点，要求为 ±{2}；{3} 次模拟不是整数块，无法再接下一轮：请在新文件夹中重新运行各份，每轮都写 --trials {4}；共约需 {5} 轮
    {1} is not what the shares are of; put back the file that they were run with
    {1} 不是各份运行时所用的文件；请放回原来的文件
    after round {1} the widest interval is ±{2} percentage points, ±{3} was asked for; run the shares of round {4}; about {5} rounds will do
    第 {1} 轮后，最宽的区间为 ±{2} 个百分点，要求为 ±{3}；请运行第 {4} 轮的各份；共约需 {5} 轮
    """#
}
