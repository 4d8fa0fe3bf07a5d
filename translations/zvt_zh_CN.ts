<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>zvt::ui</name>
    <message>
        <source>1m</source>
        <translation>1分</translation>
    </message>
    <message>
        <source>5m</source>
        <translation>5分</translation>
    </message>
    <message>
        <source>15m</source>
        <translation>15分</translation>
    </message>
    <message>
        <source>30m</source>
        <translation>30分</translation>
    </message>
    <message>
        <source>60m</source>
        <translation>60分</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Forward adjusted</source>
        <translation>前复权</translation>
    </message>
    <message>
        <source>Backward adjusted</source>
        <translation>后复权</translation>
    </message>
    <message>
        <source>Not adjusted</source>
        <translation>不复权</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>成交量</translation>
    </message>
    <message>
        <source>XD</source>
        <comment>mark of an ex-date on the time axis</comment>
        <translation>除</translation>
    </message>
    <message>
        <source>Type a code, a name or its pinyin initials to see a chart.</source>
        <translation>输入代码、名称或拼音首字母，即可查看图表。</translation>
    </message>
    <message>
        <source>Adjustment</source>
        <translation>复权</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>Show all bars</source>
        <translation>显示全部 K 线</translation>
    </message>
    <message>
        <source>Show the newest bars</source>
        <translation>显示最新 K 线</translation>
    </message>
    <message>
        <source>Files to import</source>
        <translation>要导入的文件</translation>
    </message>
    <message>
        <source>Market data (*.csv *.txt *.tsv *.json);;All files (*)</source>
        <translation>行情数据 (*.csv *.txt *.tsv *.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>证券</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>数据源</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>……另有 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Say which security the rows belong to, e.g. 600000.SH.</source>
        <translation>请指明这些行属于哪只证券，例如 600000.SH。</translation>
    </message>
    <message numerus="yes">
        <source>%n good rows. Nothing is written before you press Import.</source>
        <translation>
            <numerusform>%n 行正确。按“导入”之前不会写入任何数据。</numerusform>
        </translation>
    </message>
    <message>
        <source>Meaning of column %1</source>
        <translation>第 %1 列的含义</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n rows.</source>
        <translation>
            <numerusform>已导入 %n 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Code or id, e.g. 600000.SH</source>
        <translation>代码或编号，例如 600000.SH</translation>
    </message>
    <message>
        <source>Name, if it is new</source>
        <translation>名称（新证券时填写）</translation>
    </message>
    <message>
        <source>First rows: say what each column is</source>
        <translation>前几行：指明每一列的含义</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>K 线</translation>
    </message>
    <message>
        <source>Corporate actions</source>
        <translation>公司行动</translation>
    </message>
    <message>
        <source>Volume: as the file says</source>
        <translation>成交量：按文件所述</translation>
    </message>
    <message>
        <source>Volume in shares</source>
        <translation>成交量单位：股</translation>
    </message>
    <message>
        <source>Volume in lots (手)</source>
        <translation>成交量单位：手</translation>
    </message>
    <message>
        <source>Times: as usual</source>
        <translation>时间：按惯例</translation>
    </message>
    <message>
        <source>Times name the start</source>
        <translation>时间为起点</translation>
    </message>
    <message>
        <source>Times name the end</source>
        <translation>时间为终点</translation>
    </message>
    <message>
        <source>Name of the security</source>
        <translation>证券名称</translation>
    </message>
    <message>
        <source>Unit of volume</source>
        <translation>成交量单位</translation>
    </message>
    <message>
        <source>What times name</source>
        <translation>时间的含义</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>前几行</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Choose CSV or JSON files. A file with a bad row is refused as a whole, and the row is named.</source>
        <translation>选择 CSV 或 JSON 文件。含有坏行的文件会整个拒收，并指出坏行。</translation>
    </message>
    <message>
        <source>&amp;Import files…</source>
        <translation>导入文件(&amp;I)…</translation>
    </message>
    <message>
        <source>(not used)</source>
        <translation>（不使用）</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>日期时间</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>开盘</translation>
    </message>
    <message>
        <source>High</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>Turnover</source>
        <translation>成交额</translation>
    </message>
    <message>
        <source>Ex-date</source>
        <translation>除权除息日</translation>
    </message>
    <message>
        <source>Cash dividend</source>
        <translation>现金红利</translation>
    </message>
    <message>
        <source>Bonus shares</source>
        <translation>送股</translation>
    </message>
    <message>
        <source>Transfer shares</source>
        <translation>转增</translation>
    </message>
    <message>
        <source>Rights shares</source>
        <translation>配股</translation>
    </message>
    <message>
        <source>Rights price</source>
        <translation>配股价</translation>
    </message>
    <message>
        <source>Consolidation</source>
        <translation>缩股</translation>
    </message>
    <message>
        <source>Total shares</source>
        <translation>总股本</translation>
    </message>
    <message>
        <source>Floating shares</source>
        <translation>流通股本</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Market</source>
        <translation>行情(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Trade</source>
        <translation>交易(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Strategy</source>
        <translation>策略(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>数据(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>窗口(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Code, name, pinyin initials or command</source>
        <translation>代码 / 名称 / 拼音首字母 / 命令</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Nothing found. A security appears here once it has been imported or loaded.</source>
        <translation>没有找到。导入或载入数据后证券会出现在这里。</translation>
    </message>
    <message>
        <source>Trading</source>
        <translation>盘中</translation>
    </message>
    <message>
        <source>Research</source>
        <translation>策略研究</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Portfolio</source>
        <translation>组合</translation>
    </message>
    <message>
        <source>%1 — ZVT Workstation</source>
        <translation>%1 — ZVT 工作站</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Code, name, command</source>
        <translation>代码 / 名称 / 拼音 / 命令</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>&amp;Welcome page</source>
        <translation>欢迎页(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Arrange panels as at first</source>
        <translation>恢复初始布局(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;About ZVT Workstation</source>
        <translation>关于 ZVT 工作站(&amp;A)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>About ZVT Workstation</source>
        <translation>关于 ZVT 工作站</translation>
    </message>
    <message>
        <source>Float or dock this panel</source>
        <translation>浮动或停靠此面板</translation>
    </message>
    <message>
        <source>Close this panel</source>
        <translation>关闭此面板</translation>
    </message>
    <message>
        <source>Not linked</source>
        <translation>不联动</translation>
    </message>
    <message>
        <source>Link %1</source>
        <translation>联动 %1</translation>
    </message>
    <message>
        <source>Opening auction</source>
        <translation>开盘集合竞价</translation>
    </message>
    <message>
        <source>Continuous</source>
        <translation>连续竞价</translation>
    </message>
    <message>
        <source>Closing auction</source>
        <translation>收盘集合竞价</translation>
    </message>
    <message>
        <source>After hours</source>
        <translation>盘后</translation>
    </message>
    <message>
        <source>Pre-market</source>
        <translation>盘前</translation>
    </message>
    <message>
        <source>Post-market</source>
        <translation>盘后交易</translation>
    </message>
    <message>
        <source>Calendar unknown</source>
        <translation>日历未知</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>休市</translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> 等，另有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>SSE  %1  %2  UTC%3%4</source>
        <translation>上交所  %1  %2  UTC%3%4</translation>
    </message>
    <message>
        <source>Memory in use</source>
        <translation>内存占用</translation>
    </message>
    <message>
        <source>Welcome to ZVT Workstation</source>
        <translation>欢迎使用 ZVT 工作站</translation>
    </message>
    <message>
        <source>Data, strategies and orders stay on this computer. No account, works offline.</source>
        <translation>数据、策略与委托都保存在这台电脑上。无需注册，可离线使用。</translation>
    </message>
    <message>
        <source>First, make it look right (change it any time)</source>
        <translation>先调好外观（随时可改）</translation>
    </message>
    <message>
        <source>Then put some data in</source>
        <translation>再放入数据</translation>
    </message>
    <message>
        <source>Four keys to know</source>
        <translation>先记四个键</translation>
    </message>
    <message>
        <source>Which mode is which</source>
        <translation>怎样分辨模式</translation>
    </message>
    <message>
        <source>Load the sample data</source>
        <translation>载入样例数据</translation>
    </message>
    <message>
        <source>60 A-shares and an index with six years of daily bars and 20 days of minute bars. Synthetic, and labelled so everywhere.</source>
        <translation>60 只 A 股和一个指数，六年日线、20 天分钟线。均为合成数据，处处标明。</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>载入</translation>
    </message>
    <message>
        <source>Import your own files</source>
        <translation>导入自己的文件</translation>
    </message>
    <message>
        <source>CSV, JSON, TDX exports. Preview first; bad rows are named with their lines, and nothing half-imported stays.</source>
        <translation>CSV、JSON、通达信导出。先预览；坏行会指出行号，不会留下只导入一半的数据。</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Skip, open the workspace</source>
        <translation>跳过，打开工作区</translation>
    </message>
    <message>
        <source>Show at start</source>
        <translation>启动时显示</translation>
    </message>
    <message>
        <source>Just type</source>
        <translation>直接输入</translation>
    </message>
    <message>
        <source>symbol finder: code, name or initials</source>
        <translation>键盘精灵：代码、名称或拼音首字母</translation>
    </message>
    <message>
        <source>find any command, symbol or window</source>
        <translation>查找任何命令、证券或窗口</translation>
    </message>
    <message>
        <source>all shortcuts</source>
        <translation>全部快捷键</translation>
    </message>
    <message>
        <source>close what popped up</source>
        <translation>关闭弹出的内容</translation>
    </message>
    <message>
        <source>Dashed violet frame. You are here: orders stay in the built-in account; rules and fees are those of the day.</source>
        <translation>紫色虚线框。当前模式：委托只进内置账户；规则与费用按当日执行。</translation>
    </message>
    <message>
        <source>Solid orange frame. Needs a broker, arming, and a confirmation for every order.</source>
        <translation>橙色实线框。需要券商、解锁，并逐笔确认委托。</translation>
    </message>
    <message>
        <source>This workspace has no panels.</source>
        <translation>此工作区没有面板。</translation>
    </message>
    <message>
        <source>Arrange as at first</source>
        <translation>恢复初始布局</translation>
    </message>
    <message>
        <source>%1 up, %2 unchanged, %3 down</source>
        <translation>上涨 %1，平盘 %2，下跌 %3</translation>
    </message>
    <message>
        <source>No bars are stored of this security</source>
        <translation>没有存储该证券的 K 线</translation>
    </message>
    <message>
        <source>Synthetic sample data</source>
        <translation>合成样例数据</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Watchlist</source>
        <translation>自选</translation>
    </message>
    <message>
        <source>Securities appear here once their bars are stored.</source>
        <translation>存入 K 线之后，证券会出现在这里。</translation>
    </message>
    <message>
        <source>Import files…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>过滤</translation>
    </message>
    <message>
        <source>Filter the watchlist</source>
        <translation>过滤自选</translation>
    </message>
    <message>
        <source>manifest.json: everything that repeats this run</source>
        <translation>manifest.json：复现本次运行所需的一切</translation>
    </message>
    <message>
        <source>Filter: %1</source>
        <translation>过滤：%1</translation>
    </message>
    <message>
        <source>buy and hold %1</source>
        <translation>买入持有 %1</translation>
    </message>
    <message>
        <source>a year</source>
        <translation>每年</translation>
    </message>
    <message>
        <source>start %1</source>
        <translation>起始 %1</translation>
    </message>
    <message>
        <source>to the benchmark</source>
        <translation>相对基准</translation>
    </message>
    <message>
        <source>beyond it %1</source>
        <translation>超出 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n round trips</source>
        <translation>
            <numerusform>%n 次完整交易</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <source>Export the report to a folder</source>
        <translation>导出报告到文件夹</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>The report of a backtest appears here.</source>
        <translation>回测报告会显示在这里。</translation>
    </message>
    <message>
        <source>Run backtest</source>
        <translation>运行回测</translation>
    </message>
    <message>
        <source>The report was written to %1</source>
        <translation>报告已写入 %1</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>委托</translation>
    </message>
    <message>
        <source>Fills</source>
        <translation>成交</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Write the report as HTML and CSV to a folder</source>
        <translation>将报告以 HTML 和 CSV 写入文件夹</translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>%n 条警告</numerusform>
        </translation>
    </message>
    <message>
        <source>Days</source>
        <translation>天数</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>委托</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>报单时间</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Limit price</source>
        <translation>限价</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>已成</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>ZVT Workstation</source>
        <translation>ZVT 工作站</translation>
    </message>
    <message>
        <source>Load the &amp;sample data</source>
        <translation>载入样例数据(&amp;S)</translation>
    </message>
    <message>
        <source>A synthetic market, the same on every computer</source>
        <translation>合成市场，在每台电脑上都相同</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>排队</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Cancel the chosen task</source>
        <translation>取消所选任务</translation>
    </message>
    <message>
        <source>Log of the chosen task</source>
        <translation>所选任务的日志</translation>
    </message>
    <message>
        <source>Imports, sample data and backtests show here while they run and after.</source>
        <translation>导入、样例数据与回测在运行时和结束后都显示在这里。</translation>
    </message>
    <message>
        <source>Paper account</source>
        <translation>模拟账户</translation>
    </message>
    <message>
        <source>The paper account trades on stored bars. Load some first.</source>
        <translation>模拟账户用已存储的行情交易，请先载入行情。</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message numerus="yes">
        <source>%n position(s)</source>
        <translation>
            <numerusform>%n 个持仓</numerusform>
        </translation>
    </message>
    <message>
        <source>Equity</source>
        <translation>总资产</translation>
    </message>
    <message>
        <source>put in %1</source>
        <translation>投入 %1</translation>
    </message>
    <message>
        <source>Day P&amp;L</source>
        <translation>当日盈亏</translation>
    </message>
    <message>
        <source>Total P&amp;L</source>
        <translation>总盈亏</translation>
    </message>
    <message>
        <source>Realised P&amp;L</source>
        <translation>已实现盈亏</translation>
    </message>
    <message>
        <source>costs deducted</source>
        <translation>已扣费用</translation>
    </message>
    <message>
        <source>Drawdown</source>
        <translation>当前回撤</translation>
    </message>
    <message>
        <source>worst %1</source>
        <translation>最大 %1</translation>
    </message>
    <message>
        <source>Invested</source>
        <translation>仓位</translation>
    </message>
    <message>
        <source>value %1</source>
        <translation>市值 %1</translation>
    </message>
    <message>
        <source>Available cash</source>
        <translation>可用资金</translation>
    </message>
    <message>
        <source>frozen %1</source>
        <translation>冻结 %1</translation>
    </message>
    <message>
        <source>Costs paid</source>
        <translation>已付费用</translation>
    </message>
    <message>
        <source>The equity curve begins when the market has been played for a day.</source>
        <translation>行情推进一天后开始显示权益曲线。</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>持仓</translation>
    </message>
    <message>
        <source>Change a parameter</source>
        <translation>修改参数</translation>
    </message>
    <message>
        <source>Move a node</source>
        <translation>移动节点</translation>
    </message>
    <message>
        <source>T open</source>
        <translation>T 开盘</translation>
    </message>
    <message>
        <source>T close</source>
        <translation>T 收盘</translation>
    </message>
    <message>
        <source>T+1 open</source>
        <translation>T+1 开盘</translation>
    </message>
    <message>
        <source>T+1 close</source>
        <translation>T+1 收盘</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>至多 %1 只</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>Run settings</source>
        <translation>回测设置</translation>
    </message>
    <message>
        <source>What every node of the run shares. Choose a node to see its own parameters.</source>
        <translation>所有节点共用的设置。选中一个节点可查看它自己的参数。</translation>
    </message>
    <message>
        <source>All parameters back to their defaults</source>
        <translation>所有参数恢复默认值</translation>
    </message>
    <message>
        <source>Whole strategy</source>
        <translation>整个策略</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>尚未回测</translation>
    </message>
    <message>
        <source>Run the strategy over the stored bars to see its figures here.</source>
        <translation>用已存的行情运行策略，结果会显示在这里。</translation>
    </message>
    <message>
        <source>Backtest is running</source>
        <translation>回测进行中</translation>
    </message>
    <message>
        <source>Backtest finished</source>
        <translation>回测完成</translation>
    </message>
    <message>
        <source>Backtest cancelled</source>
        <translation>回测已取消</translation>
    </message>
    <message>
        <source>Nothing was kept.</source>
        <translation>没有保留任何结果。</translation>
    </message>
    <message>
        <source>Backtest failed</source>
        <translation>回测失败</translation>
    </message>
    <message>
        <source>Changed since this run</source>
        <translation>此次回测之后策略已改动</translation>
    </message>
    <message>
        <source>Show the report of the latest run</source>
        <translation>查看最近一次回测的报告</translation>
    </message>
    <message>
        <source>Progress of the backtest</source>
        <translation>回测进度</translation>
    </message>
    <message>
        <source>Strategies (*.zvtstrategy)</source>
        <translation>策略文件 (*.zvtstrategy)</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>未保存的修改</translation>
    </message>
    <message>
        <source>“%1” has changes that are not saved.</source>
        <translation>“%1”有尚未保存的修改。</translation>
    </message>
    <message>
        <source>Open a strategy</source>
        <translation>打开策略</translation>
    </message>
    <message>
        <source>Save the strategy</source>
        <translation>保存策略</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Show the whole strategy</source>
        <translation>显示整个策略</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Not saved to a file yet</source>
        <translation>尚未保存到文件</translation>
    </message>
    <message numerus="yes">
        <source>%n problems</source>
        <translation>
            <numerusform>%n 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no profile to run on</source>
        <translation>没有可用的数据档案</translation>
    </message>
    <message>
        <source>Mend the errors below first</source>
        <translation>请先改正下方的错误</translation>
    </message>
    <message>
        <source>A backtest is running</source>
        <translation>回测正在进行</translation>
    </message>
    <message>
        <source>Run the strategy over the stored bars</source>
        <translation>用已存的行情运行策略</translation>
    </message>
    <message>
        <source>Strategy canvas</source>
        <translation>策略画布</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>&amp;Run backtest</source>
        <translation>运行回测(&amp;R)</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>自 %1</translation>
    </message>
    <message>
        <source>Rule %1</source>
        <translation>规则 %1</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>来源：%1</translation>
    </message>
    <message>
        <source>Not verified against the original text</source>
        <translation>尚未与原文核对</translation>
    </message>
    <message>
        <source>%1 %2%, min %3</source>
        <translation>%1 %2%  最低 %3</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Stamp duty, sell only</source>
        <translation>印花税  仅卖出</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计占用</translation>
    </message>
    <message>
        <source>Proceeds</source>
        <translation>到账金额</translation>
    </message>
    <message>
        <source>Break-even</source>
        <translation>保本价</translation>
    </message>
    <message>
        <source>The lowest price at which selling all pays back the costs of both trades</source>
        <translation>全部卖出可收回买卖两笔费用的最低价格</translation>
    </message>
    <message>
        <source>%1 sh @ %2</source>
        <translation>%1 股 @ %2</translation>
    </message>
    <message>
        <source>good for %1</source>
        <translation>%1 有效</translation>
    </message>
    <message>
        <source>Held after it</source>
        <translation>成交后持仓</translation>
    </message>
    <message>
        <source>Cash after it</source>
        <translation>剩余可用</translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) passed</source>
        <translation>
            <numerusform>%n 项检查通过</numerusform>
        </translation>
    </message>
    <message>
        <source>Confirm paper order</source>
        <translation>确认模拟委托</translation>
    </message>
    <message>
        <source>Back to the ticket</source>
        <translation>返回修改</translation>
    </message>
    <message>
        <source>Send paper buy order</source>
        <translation>发送模拟买单</translation>
    </message>
    <message>
        <source>Send paper sell order</source>
        <translation>发送模拟卖单</translation>
    </message>
    <message>
        <source>No paper account</source>
        <translation>没有模拟账户</translation>
    </message>
    <message>
        <source>Paper account ready</source>
        <translation>模拟账户 就绪</translation>
    </message>
    <message>
        <source>Paper account not reconciled</source>
        <translation>模拟账户 待对账</translation>
    </message>
    <message>
        <source>Playing day %1 of %2</source>
        <translation>推进第 %1 天，共 %2 天</translation>
    </message>
    <message>
        <source>Paper account waits for bars</source>
        <translation>模拟账户 等待行情</translation>
    </message>
    <message>
        <source>Market: close of %1</source>
        <translation>行情：%1 收盘</translation>
    </message>
    <message>
        <source>Open orders meet the stored bars of the days that are played</source>
        <translation>未成交委托与所推进交易日的已存行情撮合</translation>
    </message>
    <message>
        <source>Order ticket</source>
        <translation>委托单</translation>
    </message>
    <message>
        <source>Play the &amp;next trading day</source>
        <translation>推进到下一交易日(&amp;N)</translation>
    </message>
    <message>
        <source>Play &amp;five trading days</source>
        <translation>推进五个交易日(&amp;F)</translation>
    </message>
    <message>
        <source>No market day yet</source>
        <translation>尚无行情日</translation>
    </message>
    <message>
        <source>Orders made now meet the bars of %1</source>
        <translation>现在的委托与 %1 的行情撮合</translation>
    </message>
    <message>
        <source>No later bars are stored</source>
        <translation>没有更晚的行情</translation>
    </message>
    <message>
        <source>Next day</source>
        <translation>下一天</translation>
    </message>
    <message>
        <source>Play the next trading day: open orders meet its bars</source>
        <translation>推进到下一交易日：未成交委托与其行情撮合</translation>
    </message>
    <message>
        <source>+5 days</source>
        <translation>+5 天</translation>
    </message>
    <message>
        <source>Play the next five trading days</source>
        <translation>推进五个交易日</translation>
    </message>
    <message>
        <source>Stop after this day</source>
        <translation>本日结束后停止</translation>
    </message>
    <message>
        <source>Days played</source>
        <translation>已推进天数</translation>
    </message>
    <message>
        <source>Cash %1</source>
        <translation>可用 %1</translation>
    </message>
    <message>
        <source>Lo</source>
        <comment>button: lower price limit of the day</comment>
        <translation>跌停</translation>
    </message>
    <message>
        <source>Hi</source>
        <comment>button: upper price limit of the day</comment>
        <translation>涨停</translation>
    </message>
    <message>
        <source>sh = %1 lots</source>
        <comment>quantity in shares, then in lots</comment>
        <translation>股 = %1 手</translation>
    </message>
    <message>
        <source>sh</source>
        <comment>unit of a quantity: shares</comment>
        <translation>股</translation>
    </message>
    <message>
        <source>Buy</source>
        <translation>买入</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>卖出</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Qty</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>One price step lower</source>
        <translation>降低一个价位</translation>
    </message>
    <message>
        <source>One price step higher</source>
        <translation>提高一个价位</translation>
    </message>
    <message>
        <source>Lower price limit of the next session</source>
        <translation>下一交易日跌停价</translation>
    </message>
    <message>
        <source>Upper price limit of the next session</source>
        <translation>下一交易日涨停价</translation>
    </message>
    <message>
        <source>All</source>
        <comment>button: the largest quantity</comment>
        <translation>全部</translation>
    </message>
    <message>
        <source>Part of what cash or holdings allow</source>
        <translation>可用资金或持仓允许数量的一部分</translation>
    </message>
    <message>
        <source>Max buy</source>
        <translation>可买</translation>
    </message>
    <message>
        <source>Max sell</source>
        <translation>最多可卖</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>持仓</translation>
    </message>
    <message>
        <source>Sellable</source>
        <translation>可卖</translation>
    </message>
    <message>
        <source>T+1: what was bought today can be sold on the next trading day</source>
        <translation>T+1：今日买入的下一交易日才可卖出</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>In open sell orders</source>
        <translation>未成交卖单占用</translation>
    </message>
    <message>
        <source>Bought today</source>
        <translation>今买</translation>
    </message>
    <message>
        <source>Choose a security</source>
        <translation>请选择证券</translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) block this order</source>
        <translation>
            <numerusform>%n 项检查阻止此委托</numerusform>
        </translation>
    </message>
    <message>
        <source>The market is moving</source>
        <translation>行情推进中</translation>
    </message>
    <message>
        <source>Buy %1 sh @ %2</source>
        <translation>买入 %1 股 @ %2</translation>
    </message>
    <message>
        <source>Sell %1 sh @ %2</source>
        <translation>卖出 %1 股 @ %2</translation>
    </message>
    <message>
        <source>paper</source>
        <comment>on the button that sends a simulated order</comment>
        <translation>模拟</translation>
    </message>
    <message>
        <source>Pre-trade checks</source>
        <translation>交易前检查</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Empties the ticket (Esc)</source>
        <translation>清空委托单 (Esc)</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Avg</source>
        <translation>均价</translation>
    </message>
    <message>
        <source>Strategy / note</source>
        <translation>策略 / 说明</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>Costs</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>P&amp;L</source>
        <translation>浮盈</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>仓位</translation>
    </message>
    <message>
        <source>Orders of the paper account appear here.</source>
        <translation>模拟账户的委托显示在这里。</translation>
    </message>
    <message>
        <source>Cancel order</source>
        <translation>撤单</translation>
    </message>
    <message>
        <source>Cancel the chosen order (Del)</source>
        <translation>撤销选中的委托 (Del)</translation>
    </message>
    <message>
        <source>Cancel all orders</source>
        <translation>全部撤单</translation>
    </message>
    <message>
        <source>Executed trades appear here once the market plays on.</source>
        <translation>行情推进后，成交显示在这里。</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>What futures and perpetuals tie up</source>
        <translation>期货与永续合约占用的保证金</translation>
    </message>
    <message>
        <source>Margin %1</source>
        <translation>保证金 %1</translation>
    </message>
    <message>
        <source>Liquidated at %1</source>
        <translation>强平价 %1</translation>
    </message>
    <message>
        <source>Settled %1</source>
        <translation>已结算 %1</translation>
    </message>
    <message>
        <source>Funding %1</source>
        <translation>资金费 %1</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>保证金</translation>
    </message>
    <message>
        <source>Cash less what open orders hold back</source>
        <translation>现金减去未成交委托占用的部分</translation>
    </message>
    <message>
        <source>Open P&amp;L</source>
        <translation>浮盈合计</translation>
    </message>
    <message>
        <source>What the paper account holds appears here.</source>
        <translation>模拟账户的持仓显示在这里。</translation>
    </message>
    <message>
        <source>Add a link</source>
        <translation>添加连线</translation>
    </message>
    <message>
        <source>Delete a link</source>
        <translation>删除连线</translation>
    </message>
    <message>
        <source>Paper market</source>
        <comment>mark of the replayed day on the time axis</comment>
        <translation>模拟当日</translation>
    </message>
    <message>
        <source>90–100%</source>
        <translation>90–100%</translation>
    </message>
    <message>
        <source>&lt; 90%</source>
        <translation>&lt; 90%</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Which trading days are stored, and which are missing and why.</source>
        <translation>哪些交易日已存，哪些缺失及其原因。</translation>
    </message>
    <message>
        <source>First</source>
        <translation>最早</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应有</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>已存</translation>
    </message>
    <message>
        <source>Halted</source>
        <translation>停牌</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>Never asked</source>
        <translation>从未请求</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>落后</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>完整度</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>The market was closed.</source>
        <translation>休市。</translation>
    </message>
    <message>
        <source>Due: %1</source>
        <translation>应有：%1</translation>
    </message>
    <message>
        <source>Stored: %1</source>
        <translation>已存：%1</translation>
    </message>
    <message>
        <source>Halted, not due: %1</source>
        <translation>停牌，不应有：%1</translation>
    </message>
    <message>
        <source>Asked, empty: %1</source>
        <translation>已问，无数据：%1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>Never asked: %1</source>
        <translation>从未请求：%1</translation>
    </message>
    <message>
        <source>Stored though not due: %1</source>
        <translation>已存但不应有：%1</translation>
    </message>
    <message>
        <source>%1 of %2 due days stored</source>
        <translation>应有 %2 日，已存 %1 日</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>By security</source>
        <translation>按标的</translation>
    </message>
    <message>
        <source>Missing ranges</source>
        <translation>缺失区间</translation>
    </message>
    <message>
        <source>Coverage by trading day</source>
        <translation>按交易日的覆盖情况</translation>
    </message>
    <message>
        <source>Coverage by security</source>
        <translation>按证券的覆盖情况</translation>
    </message>
    <message>
        <source>Browse records</source>
        <translation>浏览数据</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>数据质量</translation>
    </message>
    <message>
        <source>Lineage</source>
        <translation>数据来源</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Data manager</source>
        <translation>数据管理</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n 个运行中</numerusform>
        </translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Writer behind</source>
        <translation>写入延迟</translation>
    </message>
    <message>
        <source>current</source>
        <translation>最新</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) missing</source>
        <translation>
            <numerusform>缺 %n 日</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) behind</source>
        <translation>
            <numerusform>落后 %n 日</numerusform>
        </translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>calendar unknown</source>
        <translation>日历未知</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n 个失败</numerusform>
        </translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation>数据清单</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>证券数</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>What is stored shows here, with what is missing and why.</source>
        <translation>这里显示已存的数据、缺失的部分及其原因。</translation>
    </message>
    <message>
        <source>Filter the inventory</source>
        <translation>过滤数据清单</translation>
    </message>
    <message>
        <source>Compute again</source>
        <translation>重新计算</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>no rows</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>rows %1–%2 of %3</source>
        <translation>第 %1–%2 行，共 %3 行</translation>
    </message>
    <message>
        <source>First page</source>
        <translation>第一页</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Last page</source>
        <translation>最后一页</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>隔离区</translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n 条待处理</numerusform>
        </translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>处理</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Suspicious bars wait here for a decision. There are none.</source>
        <translation>可疑的K线在此等待处理。目前没有。</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) chosen</source>
        <translation>
            <numerusform>已选 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>建议值</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Accept the proposal</source>
        <translation>采纳建议</translation>
    </message>
    <message>
        <source>The proposed bar goes into the series; the other stays here</source>
        <translation>建议值写入序列；原值保留在这里</translation>
    </message>
    <message>
        <source>Keep as it came</source>
        <translation>保留原值</translation>
    </message>
    <message>
        <source>The bar is right: it goes into the series</source>
        <translation>该K线无误：写入序列</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>舍弃</translation>
    </message>
    <message>
        <source>No bar at that time; the row stays here</source>
        <translation>该时刻不存K线；此行保留在这里</translation>
    </message>
    <message>
        <source>The bar as it came and the proposal</source>
        <translation>原始K线与建议值</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Choose a security to see its bars.</source>
        <translation>选择一只证券以查看其K线。</translation>
    </message>
    <message>
        <source>Condition, e.g. close &gt; 10 and entity.name like &apos;%银行%&apos;</source>
        <translation>条件，如 close &gt; 10 and entity.name like &apos;%银行%&apos;</translation>
    </message>
    <message>
        <source>= != &lt; &lt;= &gt; &gt;=, in (a, b), between a and b, like, glob, is missing; and, or, not</source>
        <translation>= != &lt; &lt;= &gt; &gt;=、in (a, b)、between a and b、like、glob、is missing；and、or、not</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Chosen security</source>
        <translation>仅所选证券</translation>
    </message>
    <message>
        <source>Only rows of the security that the linked panels show</source>
        <translation>仅显示联动面板所选证券的行</translation>
    </message>
    <message>
        <source>Write the rows of the condition to a CSV or JSON file</source>
        <translation>将符合条件的行写入CSV或JSON文件</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>数据记录</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Run %1, %2</source>
        <translation>批次 %1，%2</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Transformation</source>
        <translation>转换</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Each import and each recorder&apos;s step shows here with its source.</source>
        <translation>每次导入和采集及其来源都显示在这里。</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>The chosen run</source>
        <translation>所选批次</translation>
    </message>
    <message>
        <source>Filter the data sets</source>
        <translation>过滤数据集</translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Folder for the backup</source>
        <translation>备份存放的文件夹</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>At the next start the profile becomes what it was in %1. What is there now is kept in the profile&apos;s backups.</source>
        <translation>下次启动时配置目录将恢复为 %1 时的内容；现有内容会保留在其备份文件夹中。</translation>
    </message>
    <message>
        <source>%1 is restored at the next start.</source>
        <translation>下次启动时将恢复 %1。</translation>
    </message>
    <message>
        <source>not checked in this window</source>
        <translation>本窗口尚未检查</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>完好</translation>
    </message>
    <message numerus="yes">
        <source>%n damage(s)</source>
        <translation>
            <numerusform>%n 处损坏</numerusform>
        </translation>
    </message>
    <message>
        <source>none in the profile</source>
        <translation>配置目录中没有</translation>
    </message>
    <message>
        <source>Market data</source>
        <translation>行情数据</translation>
    </message>
    <message>
        <source>%1 free inside</source>
        <translation>其中 %1 可复用</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>账本</translation>
    </message>
    <message>
        <source>orders and accounts</source>
        <translation>委托与账户</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>settings, logs, reports</source>
        <translation>设置、日志、报告</translation>
    </message>
    <message>
        <source>Free on disk</source>
        <translation>磁盘可用</translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s) wait</source>
        <translation>
            <numerusform>%n 批等待写入</numerusform>
        </translation>
    </message>
    <message>
        <source>Integrity</source>
        <translation>完整性</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>最近备份</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>Copies everything while work goes on, and checks the copy</source>
        <translation>在不停止工作的情况下复制全部数据并校验副本</translation>
    </message>
    <message>
        <source>Check integrity</source>
        <translation>检查完整性</translation>
    </message>
    <message>
        <source>Reads every page and every chunk and compares the checksums</source>
        <translation>读取每一页、每一数据块并比对校验和</translation>
    </message>
    <message>
        <source>Restore at the next start…</source>
        <translation>下次启动时恢复…</translation>
    </message>
    <message>
        <source>Space by data set</source>
        <translation>各数据集占用空间</translation>
    </message>
    <message>
        <source>Backups in the profile</source>
        <translation>配置目录中的备份</translation>
    </message>
    <message>
        <source>What the check found</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Kind of records</source>
        <translation>数据类型</translation>
    </message>
    <message>
        <source>Bring bars, corporate actions or other records in from CSV or JSON</source>
        <translation>从CSV或JSON导入K线、除权除息或其他数据记录</translation>
    </message>
    <message numerus="yes">
        <source>%n small table(s)</source>
        <translation>
            <numerusform>%n 个小表</numerusform>
        </translation>
    </message>
    <message>
        <source>Ticks</source>
        <translation>分笔</translation>
    </message>
    <message>
        <source>4h</source>
        <translation>4小时</translation>
    </message>
    <message>
        <source>Bars by security</source>
        <translation>K线（按证券）</translation>
    </message>
    <message>
        <source>Daily bars by day</source>
        <translation>日线（按日期）</translation>
    </message>
    <message>
        <source>Newest bars</source>
        <translation>最新K线</translation>
    </message>
    <message>
        <source>Directory of bars</source>
        <translation>K线目录</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>age</comment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>age</comment>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>Exchange&apos;s time: %1</source>
        <translation>交易所时间：%1</translation>
    </message>
    <message>
        <source>Received: %1</source>
        <translation>接收时间：%1</translation>
    </message>
    <message>
        <source>Made from minute bars</source>
        <translation>由分钟线生成</translation>
    </message>
    <message>
        <source>Made from the day&apos;s bar</source>
        <translation>由日线生成</translation>
    </message>
    <message>
        <source>Synthetic: invented for trying the program</source>
        <translation>合成：为试用本程序而虚构</translation>
    </message>
    <message>
        <source>bid above the ask</source>
        <translation>买价高于卖价</translation>
    </message>
    <message>
        <source>time going back</source>
        <translation>时间倒退</translation>
    </message>
    <message>
        <source>volume going back</source>
        <translation>成交量倒退</translation>
    </message>
    <message>
        <source>negative volume</source>
        <translation>成交量为负</translation>
    </message>
    <message>
        <source>no price</source>
        <translation>价格无效</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>午间休市</translation>
    </message>
    <message>
        <source>Prev</source>
        <translation>昨收</translation>
    </message>
    <message>
        <source>Previous close, after corporate actions</source>
        <translation>昨收价（已除权除息）</translation>
    </message>
    <message>
        <source>Lim ▲</source>
        <comment>upper price limit</comment>
        <translation>涨停</translation>
    </message>
    <message>
        <source>Lim ▼</source>
        <comment>lower price limit</comment>
        <translation>跌停</translation>
    </message>
    <message>
        <source>VWAP</source>
        <translation>均价</translation>
    </message>
    <message>
        <source>Turnover per share since the open</source>
        <translation>开盘以来每股平均成交价</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>振幅</translation>
    </message>
    <message>
        <source>High less low, against the previous close</source>
        <translation>（最高 − 最低）÷ 昨收</translation>
    </message>
    <message>
        <source>%1 shares</source>
        <translation>%1 股</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>总额</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>价差</translation>
    </message>
    <message>
        <source>Best ask less best bid</source>
        <translation>卖一价 − 买一价</translation>
    </message>
    <message>
        <source>Seal</source>
        <comment>orders that wait at the limit</comment>
        <translation>封单</translation>
    </message>
    <message>
        <source>Money that waits at the price limit</source>
        <translation>挂在涨跌停价上的金额</translation>
    </message>
    <message>
        <source>Sealed at the upper limit: %1 lots, %2</source>
        <translation>封涨停：%1 手，%2</translation>
    </message>
    <message>
        <source>Sealed at the lower limit: %1 lots, %2</source>
        <translation>封跌停：%1 手，%2</translation>
    </message>
    <message numerus="yes">
        <source>%n bad quote(s) left out: %1</source>
        <translation>
            <numerusform>已剔除 %n 条坏行情：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>所有面板</translation>
    </message>
    <message>
        <source>Not possible now</source>
        <translation>现在不可用</translation>
    </message>
    <message>
        <source>No keys fit this text.</source>
        <translation>没有符合的快捷键。</translation>
    </message>
    <message>
        <source>Save the keys</source>
        <translation>保存快捷键表</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation>搜索命令和快捷键</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存为 PDF…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>修改快捷键…</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>&amp;Next panel</source>
        <translation>下一面板(&amp;N)</translation>
    </message>
    <message>
        <source>P&amp;revious panel</source>
        <translation>上一面板(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Maximise or restore panel</source>
        <translation>最大化或还原面板(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Float or dock panel</source>
        <translation>浮动或停靠面板(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Split right</source>
        <translation>向右拆分(&amp;S)</translation>
    </message>
    <message>
        <source>Split do&amp;wn</source>
        <translation>向下拆分(&amp;W)</translation>
    </message>
    <message>
        <source>D&amp;uplicate panel as a tab</source>
        <translation>复制面板为标签页(&amp;U)</translation>
    </message>
    <message>
        <source>Move panel &amp;left</source>
        <translation>面板左移(&amp;L)</translation>
    </message>
    <message>
        <source>Move panel ri&amp;ght</source>
        <translation>面板右移(&amp;G)</translation>
    </message>
    <message>
        <source>Move panel up</source>
        <translation>面板上移</translation>
    </message>
    <message>
        <source>Move panel down</source>
        <translation>面板下移</translation>
    </message>
    <message>
        <source>Move panel into neighbouring &amp;tabs</source>
        <translation>并入相邻标签组(&amp;T)</translation>
    </message>
    <message>
        <source>Move panel to ne&amp;xt window</source>
        <translation>移至下一窗口(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Close panel</source>
        <translation>关闭面板(&amp;C)</translation>
    </message>
    <message>
        <source>Re&amp;open closed panel</source>
        <translation>重新打开关闭的面板(&amp;O)</translation>
    </message>
    <message>
        <source>Move to window</source>
        <translation>移至窗口</translation>
    </message>
    <message>
        <source>A new window</source>
        <translation>新窗口</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>the window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Left of %1</source>
        <translation>%1 左侧</translation>
    </message>
    <message>
        <source>Right of %1</source>
        <translation>%1 右侧</translation>
    </message>
    <message>
        <source>Above %1</source>
        <translation>%1 上方</translation>
    </message>
    <message>
        <source>Below %1</source>
        <translation>%1 下方</translation>
    </message>
    <message>
        <source>Fill the window</source>
        <translation>占满窗口</translation>
    </message>
    <message>
        <source>A tab beside %1</source>
        <translation>与 %1 并为标签页</translation>
    </message>
    <message>
        <source>%1: its own window</source>
        <translation>%1：独立窗口</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Securities</source>
        <translation>证券</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Where to look</source>
        <translation>查找范围</translation>
    </message>
    <message>
        <source>&gt; commands   @ panels   # settings   $ securities</source>
        <translation>&gt; 命令   @ 面板   # 设置   $ 证券</translation>
    </message>
    <message>
        <source>The securities are being read…</source>
        <translation>正在读取证券…</translation>
    </message>
    <message>
        <source>Type a code, a name or its pinyin initials. What you choose stays here for the next time.</source>
        <translation>输入代码、名称或拼音首字母。选过的会留在这里，下次直接选。</translation>
    </message>
    <message>
        <source>Shanghai main</source>
        <translation>沪主板</translation>
    </message>
    <message>
        <source>Shenzhen main</source>
        <translation>深主板</translation>
    </message>
    <message>
        <source>ChiNext</source>
        <translation>创业板</translation>
    </message>
    <message>
        <source>STAR</source>
        <translation>科创板</translation>
    </message>
    <message>
        <source>Beijing</source>
        <translation>北交所</translation>
    </message>
    <message>
        <source>Fund</source>
        <translation>基金</translation>
    </message>
    <message>
        <source>Convertible bond</source>
        <translation>可转债</translation>
    </message>
    <message>
        <source>B share</source>
        <translation>B 股</translation>
    </message>
    <message>
        <source>Hong Kong</source>
        <translation>港股</translation>
    </message>
    <message>
        <source>US stock</source>
        <translation>美股</translation>
    </message>
    <message>
        <source>Coin</source>
        <translation>数字货币</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Lately</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Listed</source>
        <translation>上市</translation>
    </message>
    <message>
        <source>Delisted</source>
        <translation>退市</translation>
    </message>
    <message>
        <source>Previous close</source>
        <translation>昨收</translation>
    </message>
    <message>
        <source>&amp;Find symbol, command, setting…</source>
        <translation>查找证券、命令、设置(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>Export the table (CSV)…</source>
        <translation>导出表格（CSV）…</translation>
    </message>
    <message>
        <source>Save as a picture (PNG)…</source>
        <translation>保存为图片（PNG）…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Export the panel&apos;s table…</source>
        <translation>导出面板表格(&amp;E)…</translation>
    </message>
    <message>
        <source>Save the panel as a &amp;picture…</source>
        <translation>面板保存为图片(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Pin the panel to its symbol</source>
        <translation>固定面板的证券(&amp;P)</translation>
    </message>
    <message>
        <source>Pin to this symbol</source>
        <translation>固定此证券</translation>
    </message>
    <message>
        <source>Help on this panel</source>
        <translation>此面板的帮助</translation>
    </message>
    <message>
        <source>Export the table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>已写入 %1</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在载入…</translation>
    </message>
    <message>
        <source>Old since %1</source>
        <translation>自 %1 起未更新</translation>
    </message>
    <message>
        <source>Old since %1, from %2</source>
        <translation>自 %1 起未更新，来源 %2</translation>
    </message>
    <message>
        <source>The panel “%1” is not part of this program. It may belong to a plug-in or to a newer version. Its place and what it held are kept.</source>
        <translation>本程序没有面板“%1”，它可能属于某个插件或更新的版本。其位置与内容均已保留。</translation>
    </message>
    <message>
        <source>Loading was cancelled.</source>
        <translation>已取消载入。</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>重新载入</translation>
    </message>
    <message>
        <source>Changed; at first it has no keys</source>
        <translation>已修改；原本没有快捷键</translation>
    </message>
    <message>
        <source>Changed; at first: %1</source>
        <translation>已修改；原本为 %1</translation>
    </message>
    <message>
        <source>Works in</source>
        <translation>适用范围</translation>
    </message>
    <message>
        <source>%1 belongs to “%2” (%3). Setting it here takes it away there.</source>
        <translation>%1 已用于“%2”（%3）。设在这里后，那边就不再有它。</translation>
    </message>
    <message>
        <source>%1 is also “%2” (%3). In “%4” the panel&apos;s own command goes first.</source>
        <translation>%1 也用于“%2”（%3）。在“%4”里先执行该面板自己的命令。</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>命令与快捷键</translation>
    </message>
    <message>
        <source>Press the keys</source>
        <translation>按下快捷键</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新快捷键</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Besides the keys that it has</source>
        <translation>保留原有的快捷键，再加一个</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Symbol &amp;back</source>
        <translation>后退一个证券(&amp;B)</translation>
    </message>
    <message>
        <source>Symbol &amp;forward</source>
        <translation>前进一个证券(&amp;F)</translation>
    </message>
    <message>
        <source>Symbols &amp;lately seen…</source>
        <translation>最近看过的证券(&amp;L)…</translation>
    </message>
    <message>
        <source>No panel has been chosen yet</source>
        <translation>还没有选中面板</translation>
    </message>
    <message>
        <source>Nothing lies ahead</source>
        <translation>前面没有了</translation>
    </message>
    <message>
        <source>This link colour shows its first symbol</source>
        <translation>已是该联动组的第一个证券</translation>
    </message>
    <message>
        <source>Panel: not linked</source>
        <translation>面板：不联动</translation>
    </message>
    <message>
        <source>Panel: link %1</source>
        <translation>面板：联动 %1</translation>
    </message>
    <message>
        <source>&amp;New window</source>
        <translation>新建窗口(&amp;N)</translation>
    </message>
    <message>
        <source>One more window in this workspace</source>
        <translation>在当前工作区再开一个窗口</translation>
    </message>
    <message>
        <source>Clos&amp;e this window</source>
        <translation>关闭此窗口(&amp;E)</translation>
    </message>
    <message>
        <source>Next w&amp;indow</source>
        <translation>下一窗口(&amp;I)</translation>
    </message>
    <message>
        <source>Reopen closed win&amp;dow</source>
        <translation>重新打开关闭的窗口(&amp;D)</translation>
    </message>
    <message>
        <source>New e&amp;mpty workspace…</source>
        <translation>新建空白工作区(&amp;M)…</translation>
    </message>
    <message>
        <source>New workspace</source>
        <translation>新建工作区</translation>
    </message>
    <message>
        <source>New workspace: %1</source>
        <translation>新建工作区：%1</translation>
    </message>
    <message>
        <source>&amp;Rename workspace…</source>
        <translation>重命名工作区(&amp;R)…</translation>
    </message>
    <message>
        <source>Rename workspace</source>
        <translation>重命名工作区</translation>
    </message>
    <message>
        <source>Dup&amp;licate workspace</source>
        <translation>复制工作区(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Delete workspace</source>
        <translation>删除工作区(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Bring back deleted workspace</source>
        <translation>恢复删除的工作区(&amp;B)</translation>
    </message>
    <message>
        <source>I&amp;mport workspace…</source>
        <translation>导入工作区(&amp;M)…</translation>
    </message>
    <message>
        <source>E&amp;xport workspace…</source>
        <translation>导出工作区(&amp;X)…</translation>
    </message>
    <message>
        <source>Next works&amp;pace</source>
        <translation>下一工作区(&amp;P)</translation>
    </message>
    <message>
        <source>Pre&amp;vious workspace</source>
        <translation>上一工作区(&amp;V)</translation>
    </message>
    <message>
        <source>Move workspace left</source>
        <translation>工作区左移</translation>
    </message>
    <message>
        <source>Move workspace right</source>
        <translation>工作区右移</translation>
    </message>
    <message>
        <source>Workspace %1</source>
        <translation>工作区 %1</translation>
    </message>
    <message>
        <source>&amp;Undo arranging</source>
        <translation>撤销布局恢复(&amp;U)</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1（副本）</translation>
    </message>
    <message>
        <source>Export workspace</source>
        <translation>导出工作区</translation>
    </message>
    <message>
        <source>Workspace exported to %1</source>
        <translation>工作区已导出到 %1</translation>
    </message>
    <message>
        <source>Import workspace</source>
        <translation>导入工作区</translation>
    </message>
    <message>
        <source>This window is empty. Open a panel from the Window menu or with Ctrl+K, or drag one here.</source>
        <translation>此窗口为空。可从“窗口”菜单或按 Ctrl+K 打开面板，也可将面板拖到这里。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Code, name or initials; Enter adds</source>
        <translation>代码、名称或拼音首字母；回车添加</translation>
    </message>
    <message>
        <source>Security to add</source>
        <translation>要添加的证券</translation>
    </message>
    <message>
        <source>Securities found</source>
        <translation>找到的证券</translation>
    </message>
    <message>
        <source>Limit ▲ %1  ▼ %2</source>
        <translation>涨停 %1  跌停 %2</translation>
    </message>
    <message>
        <source>Save these columns</source>
        <translation>保存栏位方案</translation>
    </message>
    <message>
        <source>Name of the set</source>
        <translation>方案名称</translation>
    </message>
    <message>
        <source>Save columns</source>
        <translation>保存栏位</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>栏位(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save these columns…</source>
        <translation>保存为方案(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Delete this set</source>
        <translation>删除此方案(&amp;D)</translation>
    </message>
    <message>
        <source>Delete columns</source>
        <translation>删除栏位方案</translation>
    </message>
    <message>
        <source>&amp;Reset to the set</source>
        <translation>恢复方案(&amp;R)</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>difference of prices</comment>
        <translation>涨跌</translation>
    </message>
    <message>
        <source>Chg %</source>
        <translation>涨幅</translation>
    </message>
    <message>
        <source>Turn %</source>
        <translation>换手</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>price</comment>
        <translation>开盘</translation>
    </message>
    <message>
        <source>Prev</source>
        <comment>close of the day before</comment>
        <translation>昨收</translation>
    </message>
    <message>
        <source>Range %</source>
        <translation>振幅</translation>
    </message>
    <message>
        <source>Vol ratio</source>
        <translation>量比</translation>
    </message>
    <message>
        <source>Bid</source>
        <translation>买一</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>卖一</translation>
    </message>
    <message>
        <source>Imbal.</source>
        <translation>委比</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>涨跌停</translation>
    </message>
    <message>
        <source>Line</source>
        <comment>a small chart</comment>
        <translation>走势</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Shares traded today</source>
        <translation>今日成交股数</translation>
    </message>
    <message>
        <source>Money traded today</source>
        <translation>今日成交额</translation>
    </message>
    <message>
        <source>Shares traded against those that float freely</source>
        <translation>成交股数与流通股本之比</translation>
    </message>
    <message>
        <source>High less low, against the close of the day before</source>
        <translation>最高与最低之差，相对昨收</translation>
    </message>
    <message>
        <source>Volume a minute today against the five days before</source>
        <translation>今日每分钟成交量与前五日之比</translation>
    </message>
    <message>
        <source>(Bids − asks) / (bids + asks) of the order book in sight</source>
        <translation>可见盘口的（委买 − 委卖）/（委买 + 委卖）</translation>
    </message>
    <message>
        <source>At the highest or lowest price of the day</source>
        <translation>处于当日涨停价或跌停价</translation>
    </message>
    <message>
        <source>Average price today, weighed by volume</source>
        <translation>今日成交量加权均价</translation>
    </message>
    <message>
        <source>Today’s prices; without live quotes the last 30 closes</source>
        <translation>今日走势；无实时行情时为最近 30 日收盘</translation>
    </message>
    <message>
        <source>Time since the quote arrived</source>
        <translation>行情到达后经过的时间</translation>
    </message>
    <message>
        <source>Day of the stored bar, or time of the quote</source>
        <translation>已存行情的日期或报价时间</translation>
    </message>
    <message>
        <source>Quotes</source>
        <comment>set of columns</comment>
        <translation>行情</translation>
    </message>
    <message>
        <source>Trading</source>
        <comment>set of columns</comment>
        <translation>交易</translation>
    </message>
    <message>
        <source>The day</source>
        <comment>set of columns</comment>
        <translation>当日</translation>
    </message>
    <message>
        <source>Lines</source>
        <comment>set of columns</comment>
        <translation>走势</translation>
    </message>
    <message>
        <source>Notes</source>
        <comment>set of columns</comment>
        <translation>备注</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes</comment>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>hours</comment>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>Quote received %1 ago</source>
        <translation>%1前收到报价</translation>
    </message>
    <message>
        <source>Trading is halted</source>
        <translation>停牌</translation>
    </message>
    <message>
        <source>Stored bar of %1; there is no live quote</source>
        <translation>%1 的已存行情；无实时报价</translation>
    </message>
    <message>
        <source>Limit ▲</source>
        <comment>at the upper price limit</comment>
        <translation>涨停</translation>
    </message>
    <message>
        <source>Limit ▼</source>
        <comment>at the lower price limit</comment>
        <translation>跌停</translation>
    </message>
    <message>
        <source>New watchlist</source>
        <translation>新建自选股</translation>
    </message>
    <message>
        <source>My list</source>
        <translation>自选</translation>
    </message>
    <message numerus="yes">
        <source>Add %n securities</source>
        <translation>
            <numerusform>添加 %n 只证券</numerusform>
        </translation>
    </message>
    <message>
        <source>Paste securities</source>
        <translation>粘贴证券</translation>
    </message>
    <message numerus="yes">
        <source>%n securities were read. These lines were left out:</source>
        <translation>
            <numerusform>读取了 %n 只证券。以下各行被略过：</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n securities</source>
        <translation>
            <numerusform>移除 %n 只证券</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n securities</source>
        <translation>
            <numerusform>移动 %n 只证券</numerusform>
        </translation>
    </message>
    <message>
        <source>Move a group</source>
        <translation>移动分组</translation>
    </message>
    <message>
        <source>What you want to remember</source>
        <translation>备忘内容</translation>
    </message>
    <message numerus="yes">
        <source>Colour of %n rows</source>
        <translation>
            <numerusform>标记 %n 行颜色</numerusform>
        </translation>
    </message>
    <message>
        <source>New group</source>
        <translation>新建分组</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>分组名称</translation>
    </message>
    <message>
        <source>Rename the group</source>
        <translation>重命名分组</translation>
    </message>
    <message>
        <source>Remove the group</source>
        <translation>解散分组</translation>
    </message>
    <message>
        <source>Name of the list</source>
        <translation>列表名称</translation>
    </message>
    <message>
        <source>Move to “%1”</source>
        <translation>移到“%1”</translation>
    </message>
    <message>
        <source>Copy to “%1”</source>
        <translation>复制到“%1”</translation>
    </message>
    <message>
        <source>Rename the watchlist</source>
        <translation>重命名列表</translation>
    </message>
    <message>
        <source>Copy the watchlist</source>
        <translation>复制列表</translation>
    </message>
    <message>
        <source>Delete the watchlist</source>
        <translation>删除列表</translation>
    </message>
    <message>
        <source>Order of the watchlists</source>
        <translation>列表顺序</translation>
    </message>
    <message>
        <source>Import watchlists</source>
        <translation>导入自选股</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>Lists of codes (*.txt *.csv *.EBK *.blk *.json *.xls);;All files (*)</source>
        <translation>代码列表 (*.txt *.csv *.EBK *.blk *.json *.xls);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Export the watchlist</source>
        <translation>导出自选股列表</translation>
    </message>
    <message>
        <source>Everything of this list (*.csv);;Codes (*.txt);;Tongdaxin (*.EBK);;All lists and column sets (*.json)</source>
        <translation>此列表全部内容 (*.csv);;代码 (*.txt);;通达信 (*.EBK);;全部列表与栏位方案 (*.json)</translation>
    </message>
    <message numerus="yes">
        <source>%n securities are left out: the format knows only the exchanges of Shanghai, Shenzhen and Beijing.</source>
        <translation>
            <numerusform>略过 %n 只证券：该格式只支持沪深北交易所。</numerusform>
        </translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Part</source>
        <comment>of the program, in the log</comment>
        <translation>部分</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Not a regular expression: %1</source>
        <translation>不是正则表达式：%1</translation>
    </message>
    <message>
        <source>What the program does is written here.</source>
        <translation>程序的运行记录显示在这里。</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Lines of this level and worse</source>
        <translation>此级别及更严重的行</translation>
    </message>
    <message>
        <source>Follow new lines</source>
        <translation>跟随新行</translation>
    </message>
    <message>
        <source>Open the folder of the log files</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>搜索日志</translation>
    </message>
    <message>
        <source>The search is a regular expression</source>
        <translation>按正则表达式搜索</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n 条未读</numerusform>
        </translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>What the program tells you stays here: finished tasks, failures, broken connections.</source>
        <translation>程序给出的通知保留在这里：完成的任务、失败、断开的连接。</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>未读</translation>
    </message>
    <message>
        <source>Which notices</source>
        <translation>显示哪些通知</translation>
    </message>
    <message>
        <source>Search the notices</source>
        <translation>搜索通知</translation>
    </message>
    <message>
        <source>Do not disturb: only errors pop up</source>
        <translation>勿扰：仅弹出错误</translation>
    </message>
    <message>
        <source>Mark all as read</source>
        <translation>全部标为已读</translation>
    </message>
    <message>
        <source>Remove all notices</source>
        <translation>清除全部通知</translation>
    </message>
    <message>
        <source>Intraday</source>
        <translation>分时</translation>
    </message>
    <message>
        <source>The line of the day of the security that you choose in a list or a chart.</source>
        <translation>在列表或图表中选择一只证券，这里显示它当日的分时走势。</translation>
    </message>
    <message>
        <source>Nothing is known of this security on the market&apos;s present day.</source>
        <translation>没有这只证券在市场当前交易日的行情。</translation>
    </message>
    <message>
        <source>Halted: there is no line of this day.</source>
        <translation>停牌：当日没有分时图。</translation>
    </message>
    <message>
        <source>Only the day&apos;s bar is stored: import minute bars or ticks to see the line.</source>
        <translation>只存有日线：导入分钟线或逐笔数据后可看分时图。</translation>
    </message>
    <message>
        <source>No trade yet</source>
        <translation>尚无成交</translation>
    </message>
    <message>
        <source>nothing known of this minute</source>
        <translation>该分钟没有数据</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>均价</translation>
    </message>
    <message>
        <source>%1 lots</source>
        <translation>%1 手</translation>
    </message>
    <message>
        <source>Lots</source>
        <translation>手</translation>
    </message>
    <message>
        <source>Line of the day</source>
        <translation>当日走势</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>盘口</translation>
    </message>
    <message>
        <source>Price, book and trades of the security that you choose in a list or a chart.</source>
        <translation>在列表或图表中选择一只证券，这里显示它的价格、盘口与成交。</translation>
    </message>
    <message>
        <source>Halted: nobody can trade</source>
        <translation>停牌：不能交易</translation>
    </message>
    <message>
        <source>No depth: only minute bars are stored for this day</source>
        <translation>无盘口：当日只有分钟线</translation>
    </message>
    <message>
        <source>No depth is stored for this day</source>
        <translation>当日没有盘口数据</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>涨跌</translation>
    </message>
    <message>
        <source>Price and figures of the day</source>
        <translation>价格与当日数据</translation>
    </message>
    <message>
        <source>Pause the replay</source>
        <translation>暂停回放</translation>
    </message>
    <message>
        <source>Play this day&apos;s quotes again</source>
        <translation>回放当日行情</translation>
    </message>
    <message>
        <source>Speed of the replay</source>
        <translation>回放速度</translation>
    </message>
    <message>
        <source>Market seconds a second</source>
        <translation>每秒走过的市场秒数</translation>
    </message>
    <message>
        <source>Time of the replay</source>
        <translation>回放时间</translation>
    </message>
    <message>
        <source>Time and sales</source>
        <translation>分时成交</translation>
    </message>
    <message>
        <source>Play or pause the day&apos;s &amp;quotes</source>
        <translation>播放或暂停当日行情(&amp;Q)</translation>
    </message>
    <message>
        <source>The quotes of the paper market&apos;s day run again, at the speed that is set</source>
        <translation>以设定的速度重放模拟盘当日的行情</translation>
    </message>
    <message>
        <source>Halted: nothing is traded</source>
        <translation>停牌：无成交</translation>
    </message>
    <message>
        <source>No single trades are stored for this day, only bars</source>
        <translation>当日只有K线，没有逐笔成交</translation>
    </message>
    <message>
        <source>No trades yet</source>
        <translation>尚无成交</translation>
    </message>
    <message>
        <source>Every trade of the security that you choose in a list or a chart.</source>
        <translation>在列表或图表中选择一只证券，这里显示它的每一笔成交。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>trades shown</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>At least</source>
        <comment>smallest trade that is shown</comment>
        <translation>至少</translation>
    </message>
    <message>
        <source>All trades</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Show trades of at least</source>
        <translation>只显示不小于此手数的成交</translation>
    </message>
    <message>
        <source>Big from</source>
        <comment>smallest trade that stands out</comment>
        <translation>大单</translation>
    </message>
    <message>
        <source>Mark trades from so many lots on</source>
        <translation>从此手数起突出显示</translation>
    </message>
    <message>
        <source>Go on with the newest trades (Home)</source>
        <translation>回到最新成交（Home）</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>库</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>库</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>主页</translation>
    </message>
    <message>
        <source>Collects market data, charts it, tests strategies honestly and trades them on paper.
The workstation is free software under GPL-3.0-or-later, its core under Apache-2.0. It comes without any warranty, and nothing in it is advice to buy or sell.</source>
        <translation>采集行情、绘制图表、诚实地回测策略，并进行模拟交易。
工作站是 GPL-3.0-or-later 许可的自由软件，其核心采用 Apache-2.0。软件不提供任何担保，其中的内容均不构成买卖建议。</translation>
    </message>
    <message>
        <source>Made of</source>
        <translation>组成</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>搜索帮助</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Page of the help</source>
        <translation>帮助页</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message numerus="yes">
        <source>%n unread notice(s)</source>
        <translation>
            <numerusform>%n 条未读通知</numerusform>
        </translation>
    </message>
    <message>
        <source>Workspaces (*.zvtworkspace *.json)</source>
        <translation>工作区 (*.zvtworkspace *.json)</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Open what the chosen task made</source>
        <translation>打开所选任务的结果</translation>
    </message>
    <message>
        <source>&amp;No colour</source>
        <translation>无颜色(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Red</source>
        <translation>红(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Orange</source>
        <translation>橙(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Yellow</source>
        <translation>黄(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Green</source>
        <translation>绿(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Blue</source>
        <translation>蓝(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Violet</source>
        <translation>紫(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;New watchlist…</source>
        <translation>新建自选股(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Add a security…</source>
        <translation>添加证券(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Paste securities</source>
        <translation>粘贴证券(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Remove from the list</source>
        <translation>从列表移除(&amp;R)</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>下移(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation>备注(&amp;N)…</translation>
    </message>
    <message>
        <source>New &amp;group…</source>
        <translation>新建分组(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Heat map</source>
        <translation>热力图(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Rename the group…</source>
        <translation>重命名分组(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Dissolve the group</source>
        <translation>解散分组(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Copy to</source>
        <translation>复制到(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Move to</source>
        <translation>移到(&amp;M)</translation>
    </message>
    <message>
        <source>C&amp;olour</source>
        <translation>颜色(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>重命名(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Copy the list</source>
        <translation>复制列表(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Delete the list</source>
        <translation>删除列表(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Import lists…</source>
        <translation>导入列表(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Export the list…</source>
        <translation>导出列表(&amp;E)…</translation>
    </message>
    <message>
        <source>Heat map with &amp;equal tiles</source>
        <translation>热力图等面积(&amp;E)</translation>
    </message>
    <message>
        <source>All</source>
        <comment>all securities</comment>
        <translation>全部</translation>
    </message>
    <message>
        <source>Watchlists</source>
        <translation>自选股列表</translation>
    </message>
    <message>
        <source>Add securities by code, name or initials; drop or paste them here, or import a list.</source>
        <translation>输入代码、名称或拼音首字母添加证券；也可拖放、粘贴或导入列表。</translation>
    </message>
    <message>
        <source>Add a security…</source>
        <translation>添加证券…</translation>
    </message>
    <message>
        <source>Heat map of the watchlist</source>
        <translation>自选股热力图</translation>
    </message>
    <message>
        <source>Add a security</source>
        <translation>添加证券</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>栏位</translation>
    </message>
    <message>
        <source>Heat map: size by turnover, colour by change</source>
        <translation>热力图：面积为成交额，颜色为涨跌幅</translation>
    </message>
    <message>
        <source>More about this list</source>
        <translation>列表菜单</translation>
    </message>
    <message>
        <source>The program did not come up twice in a row</source>
        <translation>程序已连续两次未能启动</translation>
    </message>
    <message>
        <source>Start in safe mode</source>
        <translation>以安全模式启动</translation>
    </message>
    <message>
        <source>Start as usual</source>
        <translation>正常启动</translation>
    </message>
    <message>
        <source>Safe mode: the first layout, no plug-ins. Nothing of this layout is kept; your own comes back with the next usual start.</source>
        <translation>安全模式：初始布局，不加载插件。此布局不会保存；下次正常启动时恢复您自己的布局。</translation>
    </message>
    <message>
        <source>The program did not end properly. Windows and drafts are restored as they were kept last.</source>
        <translation>程序上次未正常退出。窗口与草稿已恢复到最近一次保存的状态。</translation>
    </message>
    <message>
        <source>The profile could not be opened</source>
        <translation>无法打开配置</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Choose another profile…</source>
        <translation>选择其他配置…</translation>
    </message>
    <message>
        <source>Choose a profile folder</source>
        <translation>选择配置文件夹</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>选择备份</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Crash report</source>
        <translation>崩溃报告</translation>
    </message>
    <message>
        <source>The program crashed the last time. A report lies on this computer; nothing has been sent anywhere. It holds the version, the back-trace and the last lines of the log.</source>
        <translation>程序上次崩溃。报告保存在本机，未发送到任何地方。其中有版本、调用栈和日志的最后几行。</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Opening the profile…</source>
        <translation>正在打开配置…</translation>
    </message>
    <message>
        <source>Level: %1</source>
        <translation>周期：%1</translation>
    </message>
    <message>
        <source>Crosshair to the next bar; with Ctrl ten bars</source>
        <translation>十字线移一根；加 Ctrl 移十根</translation>
    </message>
    <message>
        <source>Zoom in and out</source>
        <translation>放大、缩小</translation>
    </message>
    <message>
        <source>A page back and forward</source>
        <translation>向前、向后一页</translation>
    </message>
    <message>
        <source>First and newest bars</source>
        <translation>最早、最新</translation>
    </message>
    <message>
        <source>After the close</source>
        <translation>已收盘</translation>
    </message>
    <message>
        <source>Replay %1</source>
        <translation>回放 %1</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>send to %1</source>
        <translation>送到 %1 组</translation>
    </message>
    <message>
        <source>to A…F</source>
        <translation>送到 A…F 组</translation>
    </message>
    <message>
        <source>in a chart of its own</source>
        <translation>另开图表</translation>
    </message>
    <message>
        <source>where to look</source>
        <translation>换范围</translation>
    </message>
    <message>
        <source>Settings (*.json)</source>
        <translation>设置 (*.json)</translation>
    </message>
    <message>
        <source>Export the settings</source>
        <translation>导出设置</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>导入设置</translation>
    </message>
    <message>
        <source>Securities by change, a bar for each percent; the outermost beyond ±10 %</source>
        <translation>按涨跌幅分布，每柱一个百分点；最外侧为超过 ±10 %</translation>
    </message>
    <message>
        <source>Median %1</source>
        <translation>中位数 %1</translation>
    </message>
    <message>
        <source>Turnover %1</source>
        <translation>成交额 %1</translation>
    </message>
    <message>
        <source>Restored from before: this order was not sent.</source>
        <translation>已恢复上次的内容：此委托尚未发送。</translation>
    </message>
    <message>
        <source>Limit-up</source>
        <translation>涨停榜</translation>
    </message>
    <message>
        <source>Risers</source>
        <translation>涨幅榜</translation>
    </message>
    <message>
        <source>Fallers</source>
        <translation>跌幅榜</translation>
    </message>
    <message>
        <source>Fastest</source>
        <translation>涨速榜</translation>
    </message>
    <message>
        <source>Market overview</source>
        <translation>市场总览</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>The market appears here once daily bars of several securities are stored.</source>
        <translation>存有多只证券的日线后，市场概况将显示在此。</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>榜单</translation>
    </message>
    <message>
        <source>Indexes</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Heat map of the industries</source>
        <translation>行业热力图</translation>
    </message>
    <message>
        <source>Days</source>
        <comment>consecutive days at the limit</comment>
        <translation>连板</translation>
    </message>
    <message numerus="yes">
        <source>%n days in a row at the upper limit</source>
        <translation>
            <numerusform>连续 %n 日涨停</numerusform>
        </translation>
    </message>
    <message>
        <source>Sealed</source>
        <comment>money waiting at the limit</comment>
        <translation>封单额</translation>
    </message>
    <message>
        <source>Since</source>
        <comment>time of reaching the limit</comment>
        <translation>封板</translation>
    </message>
    <message>
        <source>Known only of quotes that were seen live</source>
        <translation>仅限实时接收的行情</translation>
    </message>
    <message>
        <source>5 min</source>
        <translation>5分涨速</translation>
    </message>
    <message>
        <source>No security stands at its upper limit.</source>
        <translation>没有涨停的证券。</translation>
    </message>
    <message>
        <source>The profile holds no industries. Import records of “Industry of a stock” to see them ranked.</source>
        <translation>资料库中没有行业数据。导入“行业分类”记录后显示行业排名。</translation>
    </message>
    <message>
        <source>The fastest are known once live quotes have been coming for a minute.</source>
        <translation>实时行情持续一分钟后显示涨速榜。</translation>
    </message>
    <message>
        <source>There is nothing to list.</source>
        <translation>没有可列出的内容。</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>行业</translation>
    </message>
    <message>
        <source>▲ / ▼</source>
        <translation>涨 / 跌</translation>
    </message>
    <message>
        <source>Leader</source>
        <translation>领涨股</translation>
    </message>
    <message>
        <source>Open price</source>
        <translation>开盘价</translation>
    </message>
    <message>
        <source>Close price</source>
        <translation>收盘价</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Program log</source>
        <translation>程序日志</translation>
    </message>
    <message>
        <source>Panel la&amp;yout</source>
        <translation>面板布局(&amp;Y)</translation>
    </message>
    <message>
        <source>Wor&amp;kspace</source>
        <translation>工作区(&amp;K)</translation>
    </message>
    <message>
        <source>not defined for this run</source>
        <translation>本次运行无定义</translation>
    </message>
    <message>
        <source>All parts</source>
        <translation>全部模块</translation>
    </message>
    <message>
        <source>Earlier runs too</source>
        <translation>包括以前的运行</translation>
    </message>
    <message>
        <source>Lines of this part of the program</source>
        <translation>只看程序的这一部分</translation>
    </message>
    <message>
        <source>Quotes of the file %1; the paper account stays at its own day</source>
        <translation>文件 %1 的行情；模拟账户仍停留在自己的交易日</translation>
    </message>
    <message>
        <source>Whose quotes play: %1</source>
        <translation>当前行情来源：%1</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n snapshot(s) of %2 plays.</source>
        <translation>
            <numerusform>%1：播放 %2 的 %n 条快照。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n code(s) of no known exchange are left out.</source>
        <translation>
            <numerusform>%n 个代码不属于已知交易所，已略去。</numerusform>
        </translation>
    </message>
    <message>
        <source>The paper account stays at its own day.</source>
        <translation>模拟账户仍停留在自己的交易日。</translation>
    </message>
    <message>
        <source>Play recorded quotes</source>
        <translation>播放录制的行情</translation>
    </message>
    <message>
        <source>Full ticks of QMT (*.json *.jsonl *.ndjson);;All files (*)</source>
        <translation>QMT 全推行情 (*.json *.jsonl *.ndjson);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Play &amp;recorded quotes…</source>
        <translation>播放录制的行情(&amp;R)…</translation>
    </message>
    <message>
        <source>A recording of QMT&apos;s full ticks instead of the paper market&apos;s day</source>
        <translation>用 QMT 全推行情的录制文件代替模拟盘当日行情</translation>
    </message>
    <message>
        <source>Back to the &amp;paper market&apos;s day</source>
        <translation>回到模拟盘当日行情(&amp;P)</translation>
    </message>
    <message>
        <source>Ends the replay of a recorded file</source>
        <translation>结束录制文件的回放</translation>
    </message>
    <message>
        <source>Sectors</source>
        <translation>行业</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>成交额榜</translation>
    </message>
    <message>
        <source>Show these securities in the watchlist of the same link colour</source>
        <translation>在同色联动的自选列表中显示这些证券</translation>
    </message>
    <message>
        <source>Move panel to next wor&amp;kspace</source>
        <translation>把面板移到下一个工作区(&amp;K)</translation>
    </message>
    <message>
        <source>Move panel to previous workspace</source>
        <translation>把面板移到上一个工作区</translation>
    </message>
    <message>
        <source>Move panel to workspace %1</source>
        <translation>把面板移到工作区：%1</translation>
    </message>
    <message>
        <source>Move to workspace</source>
        <translation>移到工作区</translation>
    </message>
    <message>
        <source>Lately seen in %1</source>
        <translation>%1 最近看过</translation>
    </message>
    <message>
        <source>Up to four strokes within a second of each other; Backspace takes the last one off</source>
        <translation>一秒内可连续按键，最多四次；退格键删去最后一次</translation>
    </message>
    <message>
        <source>Workspace “%1” deleted.</source>
        <translation>工作区“%1”已删除。</translation>
    </message>
    <message>
        <source>Arranged as at first.</source>
        <translation>已恢复初始排列。</translation>
    </message>
    <message>
        <source>“%1” moved to workspace “%2”.</source>
        <translation>“%1”已移到工作区“%2”。</translation>
    </message>
    <message>
        <source>“%1” closed.</source>
        <translation>“%1”已关闭。</translation>
    </message>
    <message>
        <source>%1 passed  %2 warned  %3 blocked</source>
        <translation>%1 通过  %2 提醒  %3 阻止</translation>
    </message>
    <message>
        <source>&amp;Keep as a watchlist</source>
        <translation>保存为自选列表(&amp;K)</translation>
    </message>
    <message>
        <source>Look at the log</source>
        <translation>查看日志</translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation>日志是空的。</translation>
    </message>
    <message>
        <source>Safe mode starts with the first layout and without plug-ins. Your own layout is kept, and comes back with the next usual start.
Resetting puts the first layout in place of your workspaces, which are kept in the profile under workspaces/reset.</source>
        <translation>安全模式使用初始布局，不加载插件。您自己的布局会保留，下次正常启动时恢复。
重置会以初始布局取代您的工作区；原工作区保留在用户目录的 workspaces/reset 中。</translation>
    </message>
    <message>
        <source>Reset the workspaces and start</source>
        <translation>重置工作区并启动</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>%1 opens the menu “%2”. Set here, the two get into each other’s way.</source>
        <translation>%1 会打开菜单“%2”，设在这里两者会互相干扰。</translation>
    </message>
    <message numerus="yes">
        <source>%n securities removed from the list.</source>
        <translation>
            <numerusform>已从列表中移除 %n 只证券。</numerusform>
        </translation>
    </message>
    <message>
        <source>Watchlist “%1” deleted.</source>
        <translation>自选列表“%1”已删除。</translation>
    </message>
    <message>
        <source>No tasks</source>
        <translation>无任务</translation>
    </message>
    <message>
        <source>Change indicators</source>
        <translation>更改指标</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Choose indicators and their parameters</source>
        <translation>选择指标及参数</translation>
    </message>
    <message>
        <source>Write a formula</source>
        <translation>编写公式</translation>
    </message>
    <message>
        <source>Completions</source>
        <translation>补全</translation>
    </message>
    <message>
        <source>Formula editor</source>
        <translation>公式编辑器</translation>
    </message>
    <message>
        <source>Saved formulas</source>
        <translation>已存公式</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Name it to save it</source>
        <translation>填写名称后可保存</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Mistakes</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Apply to the chart</source>
        <translation>应用到图表</translation>
    </message>
    <message>
        <source>No mistakes</source>
        <translation>没有错误</translation>
    </message>
    <message numerus="yes">
        <source>%n mistake(s)</source>
        <translation>
            <numerusform>%n 处错误</numerusform>
        </translation>
    </message>
    <message>
        <source>On the chart as “%1”.</source>
        <translation>已作为“%1”加到图上。</translation>
    </message>
    <message>
        <source>Delete a formula</source>
        <translation>删除公式</translation>
    </message>
    <message>
        <source>Delete “%1”? Charts that show it keep their copy.</source>
        <translation>删除“%1”？正在显示它的图表保留各自的副本。</translation>
    </message>
    <message>
        <source>This formula is not saved. Leave it?</source>
        <translation>公式尚未保存，确定离开？</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Where it belongs</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Over the price</source>
        <translation>主图叠加</translation>
    </message>
    <message>
        <source>A pane of its own</source>
        <translation>单独副图</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>定义</translation>
    </message>
    <message>
        <source>Pane</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Computed from</source>
        <translation>计算对象</translation>
    </message>
    <message>
        <source>Computed from: %1</source>
        <translation>计算对象：%1</translation>
    </message>
    <message>
        <source>Choose an indicator to see what it is and what it can be set to.</source>
        <translation>选择一个指标，查看其定义与参数。</translation>
    </message>
    <message>
        <source>On the chart</source>
        <translation>图上指标</translation>
    </message>
    <message>
        <source>To choose from</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>Draw earlier</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Draw later</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Take off the chart</source>
        <translation>从图上移除</translation>
    </message>
    <message>
        <source>As at first</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Add to the chart</source>
        <translation>添加到图表</translation>
    </message>
    <message>
        <source>Edit formula…</source>
        <translation>编辑公式…</translation>
    </message>
    <message>
        <source>New formula…</source>
        <translation>新建公式…</translation>
    </message>
    <message>
        <source>Name or what it does</source>
        <translation>名称或用途</translation>
    </message>
    <message>
        <source>Search indicators</source>
        <translation>搜索指标</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Indicators to choose from</source>
        <translation>可选指标</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>说明</translation>
    </message>
    <message numerus="yes">
        <source>%n log file(s) could not be read</source>
        <translation>
            <numerusform>%n 个日志文件无法读取</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Indicators…</source>
        <translation>指标(&amp;I)…</translation>
    </message>
    <message>
        <source>New &amp;formula…</source>
        <translation>新建公式(&amp;F)…</translation>
    </message>
    <message>
        <source>With the volume</source>
        <translation>成交量窗格</translation>
    </message>
    <message>
        <source>With %1</source>
        <translation>与 %1 同窗格</translation>
    </message>
    <message>
        <source>&amp;Edit formula…</source>
        <translation>编辑公式(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>隐藏(&amp;H)</translation>
    </message>
    <message>
        <source>S&amp;how</source>
        <translation>显示(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>复制(&amp;D)</translation>
    </message>
    <message>
        <source>Pane &amp;up</source>
        <translation>窗格上移(&amp;U)</translation>
    </message>
    <message>
        <source>Pane do&amp;wn</source>
        <translation>窗格下移(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Pane</source>
        <translation>窗格(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Shown on the chart</source>
        <translation>在图上显示</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Blue</source>
        <comment>a colour</comment>
        <translation>蓝</translation>
    </message>
    <message>
        <source>Yellow</source>
        <comment>a colour</comment>
        <translation>黄</translation>
    </message>
    <message>
        <source>Violet</source>
        <comment>a colour</comment>
        <translation>紫</translation>
    </message>
    <message>
        <source>Cyan</source>
        <comment>a colour</comment>
        <translation>青</translation>
    </message>
    <message>
        <source>Orange</source>
        <comment>a colour</comment>
        <translation>橙</translation>
    </message>
    <message>
        <source>Lime</source>
        <comment>a colour</comment>
        <translation>黄绿</translation>
    </message>
    <message>
        <source>Pink</source>
        <comment>a colour</comment>
        <translation>粉</translation>
    </message>
    <message>
        <source>Grey</source>
        <comment>a colour</comment>
        <translation>灰</translation>
    </message>
    <message>
        <source>Red</source>
        <comment>a colour</comment>
        <translation>红</translation>
    </message>
    <message>
        <source>Green</source>
        <comment>a colour</comment>
        <translation>绿</translation>
    </message>
    <message>
        <source>Text colour</source>
        <translation>文字色</translation>
    </message>
    <message>
        <source>As usual</source>
        <comment>style of a line</comment>
        <translation>默认</translation>
    </message>
    <message>
        <source>Line</source>
        <comment>style of a line</comment>
        <translation>线</translation>
    </message>
    <message>
        <source>Dashes</source>
        <comment>style of a line</comment>
        <translation>虚线</translation>
    </message>
    <message>
        <source>Dots</source>
        <comment>style of a line</comment>
        <translation>点线</translation>
    </message>
    <message>
        <source>Points</source>
        <comment>style of a line</comment>
        <translation>点</translation>
    </message>
    <message>
        <source>Circles</source>
        <comment>style of a line</comment>
        <translation>圆圈</translation>
    </message>
    <message>
        <source>Crosses</source>
        <comment>style of a line</comment>
        <translation>叉</translation>
    </message>
    <message>
        <source>Sticks</source>
        <comment>style of a line</comment>
        <translation>竖线</translation>
    </message>
    <message>
        <source>Columns</source>
        <comment>style of a line</comment>
        <translation>柱</translation>
    </message>
    <message>
        <source>As usual</source>
        <comment>a colour</comment>
        <translation>默认</translation>
    </message>
    <message>
        <source>As usual</source>
        <comment>width of a line</comment>
        <translation>默认</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 像素</translation>
    </message>
    <message>
        <source>Colour of %1</source>
        <translation>%1 的颜色</translation>
    </message>
    <message>
        <source>Style of %1</source>
        <translation>%1 的线型</translation>
    </message>
    <message>
        <source>Width of %1</source>
        <translation>%1 的粗细</translation>
    </message>
    <message>
        <source>Draw %1</source>
        <translation>绘制 %1</translation>
    </message>
    <message>
        <source>1 lowest</source>
        <translation>1 最低</translation>
    </message>
    <message>
        <source>%1 highest</source>
        <translation>%1 最高</translation>
    </message>
    <message numerus="yes">
        <source>%n bars</source>
        <translation>
            <numerusform>%n 根</numerusform>
        </translation>
    </message>
    <message>
        <source>vs %1</source>
        <translation>对比 %1</translation>
    </message>
    <message>
        <source>Rank IC</source>
        <translation>秩 IC</translation>
    </message>
    <message>
        <source>Mean correlation of the ranks of factor and return over the securities of a date</source>
        <translation>每个日期上因子排名与收益排名相关系数的均值</translation>
    </message>
    <message>
        <source>Mean / deviation</source>
        <translation>均值/标准差</translation>
    </message>
    <message>
        <source>Mean of the rank IC divided by its standard deviation (ICIR)</source>
        <translation>秩 IC 均值除以其标准差（ICIR）</translation>
    </message>
    <message>
        <source>t</source>
        <translation>t 值</translation>
    </message>
    <message>
        <source>Above 0</source>
        <translation>大于 0 占比</translation>
    </message>
    <message>
        <source>Share of the dates with a positive rank IC</source>
        <translation>秩 IC 为正的日期占比</translation>
    </message>
    <message>
        <source>IC</source>
        <translation>IC 值</translation>
    </message>
    <message>
        <source>The same of the values themselves</source>
        <translation>以数值本身计算的相关系数</translation>
    </message>
    <message>
        <source>Highest less lowest</source>
        <translation>最高减最低</translation>
    </message>
    <message>
        <source>Mean return of the highest bucket less that of the lowest, a date</source>
        <translation>每个日期最高组平均收益减最低组</translation>
    </message>
    <message>
        <source>Long–short, net</source>
        <translation>多空净收益</translation>
    </message>
    <message>
        <source>The highest bucket held and the lowest sold, anew each bar, after costs</source>
        <translation>每根 K 线持有最高组、卖空最低组，扣除成本</translation>
    </message>
    <message>
        <source>Share of the highest bucket that is new at a date</source>
        <translation>每个日期最高组中新进证券的占比</translation>
    </message>
    <message numerus="yes">
        <source>With bars of this level; %n without are left out</source>
        <translation>
            <numerusform>具备该周期 K 线；另有 %n 只没有，未计入</numerusform>
        </translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日期数</translation>
    </message>
    <message>
        <source>With values and returns of enough securities</source>
        <translation>有足够证券同时具备因子值与收益</translation>
    </message>
    <message>
        <source>Rank IC, added up</source>
        <translation>累计秩 IC</translation>
    </message>
    <message>
        <source>IC, added up</source>
        <translation>累计 IC</translation>
    </message>
    <message>
        <source>Long–short before costs</source>
        <translation>多空，扣成本前</translation>
    </message>
    <message>
        <source>after costs</source>
        <translation>扣成本后</translation>
    </message>
    <message>
        <source>in the lowest</source>
        <translation>最低组</translation>
    </message>
    <message>
        <source>Securities with a value</source>
        <translation>有因子值的证券数</translation>
    </message>
    <message>
        <source>Growth of bucket %1</source>
        <translation>第 %1 组净值</translation>
    </message>
    <message>
        <source>Turnover of bucket %1</source>
        <translation>第 %1 组换手</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>20 bars</source>
        <translation>20 根涨跌</translation>
    </message>
    <message>
        <source>Values at %1; a row moves the panels of the same link colour, a double click opens the chart</source>
        <translation>%1 的因子值；选中一行，同色面板随之切换，双击打开图表</translation>
    </message>
    <message>
        <source>Buckets</source>
        <translation>分组数</translation>
    </message>
    <message>
        <source>Stability</source>
        <translation>稳定性</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>相关性</translation>
    </message>
    <message>
        <source>What is shown of the study</source>
        <translation>研究的各个页面</translation>
    </message>
    <message>
        <source>Horizon</source>
        <translation>预测期</translation>
    </message>
    <message>
        <source>Figures of the study</source>
        <translation>研究指标</translation>
    </message>
    <message>
        <source>Information coefficients over time</source>
        <translation>信息系数走势</translation>
    </message>
    <message>
        <source>Growth of the long–short portfolio</source>
        <translation>多空组合净值</translation>
    </message>
    <message>
        <source>Mean return by bucket</source>
        <translation>各组平均收益</translation>
    </message>
    <message>
        <source>Growth of the buckets</source>
        <translation>各组净值</translation>
    </message>
    <message>
        <source>Decay over the horizons</source>
        <translation>随预测期的衰减</translation>
    </message>
    <message>
        <source>Autocorrelation of the ranks, by distance</source>
        <translation>排名自相关（按间隔）</translation>
    </message>
    <message>
        <source>Mean turnover by bucket</source>
        <translation>各组平均换手</translation>
    </message>
    <message>
        <source>Turnover over time</source>
        <translation>换手走势</translation>
    </message>
    <message>
        <source>Correlation of the factors</source>
        <translation>因子相关性</translation>
    </message>
    <message>
        <source>Name further factors under “Compare with” to see how alike they are.</source>
        <translation>在“对比因子”中填写其他因子，即可查看它们之间的相似程度。</translation>
    </message>
    <message>
        <source>Securities of the newest date</source>
        <translation>最新日期的证券</translation>
    </message>
    <message>
        <source>Factor lab</source>
        <translation>因子实验室</translation>
    </message>
    <message>
        <source>Does a factor foretell returns? Choose a formula and the securities, then run the study: its information coefficients, the returns of its buckets, turnover and decay appear here.</source>
        <translation>因子能否预示收益？选择公式与证券范围后运行研究：信息系数、分组收益、换手与衰减将显示在这里。</translation>
    </message>
    <message>
        <source>Run study</source>
        <translation>运行研究</translation>
    </message>
    <message>
        <source>A study compares many securities: store their daily bars first.</source>
        <translation>因子研究需要比较多只证券：请先存储它们的日线。</translation>
    </message>
    <message>
        <source>Compare with no other run</source>
        <translation>不与其他运行对比</translation>
    </message>
    <message>
        <source>Compare with %1</source>
        <translation>对比 %1</translation>
    </message>
    <message>
        <source>Write the study as a page</source>
        <translation>将研究写成网页</translation>
    </message>
    <message>
        <source>Runs; those of an earlier start are run again</source>
        <translation>运行记录；上次启动留下的会重新运行</translation>
    </message>
    <message>
        <source>Run beside it</source>
        <translation>并列对比的运行</translation>
    </message>
    <message>
        <source>Export the study</source>
        <translation>导出研究</translation>
    </message>
    <message>
        <source>As a page (HTML)…</source>
        <translation>导出网页 (HTML)…</translation>
    </message>
    <message>
        <source>As a table (CSV)…</source>
        <translation>导出表格 (CSV)…</translation>
    </message>
    <message>
        <source>All stocks</source>
        <translation>全部股票</translation>
    </message>
    <message>
        <source>All securities</source>
        <translation>全部证券</translation>
    </message>
    <message>
        <source>A watchlist</source>
        <translation>自选列表</translation>
    </message>
    <message>
        <source>An industry</source>
        <translation>行业</translation>
    </message>
    <message>
        <source>A tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Codes or a pattern</source>
        <translation>代码或通配符</translation>
    </message>
    <message>
        <source>What says most</source>
        <translation>最能说明问题的一列</translation>
    </message>
    <message>
        <source>None stored yet</source>
        <translation>尚无存储</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>因子</translation>
    </message>
    <message>
        <source>Securities and dates</source>
        <translation>证券与日期</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>收益</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Compare with (one a line)</source>
        <translation>对比因子（每行一个）</translation>
    </message>
    <message>
        <source>Bars ahead</source>
        <translation>预测期（K 线数）</translation>
    </message>
    <message>
        <source>Cost a trade</source>
        <translation>每笔成本</translation>
    </message>
    <message>
        <source>Factor: a formula, or a name from the list</source>
        <translation>因子：公式，或从列表中选择名称</translation>
    </message>
    <message>
        <source>A formula, or a name from the list</source>
        <translation>公式，或列表中的名称</translation>
    </message>
    <message>
        <source>Formulas or names, e.g. MacdFactor.macd</source>
        <translation>公式或名称，如 MacdFactor.macd</translation>
    </message>
    <message>
        <source>Which securities</source>
        <translation>哪些证券</translation>
    </message>
    <message>
        <source>Name of the list, industry or tag</source>
        <translation>列表、行业或标签名称</translation>
    </message>
    <message>
        <source>first bar, or 2020-01-31</source>
        <translation>首根 K 线，或 2020-01-31</translation>
    </message>
    <message>
        <source>last bar</source>
        <translation>末根 K 线</translation>
    </message>
    <message>
        <source>Whole numbers of bars; the first one decides about the buckets&apos; figures</source>
        <translation>整数 K 线根数；第一个决定分组的统计</translation>
    </message>
    <message>
        <source>Of the money that a trade moves; buying and selling are a trade each</source>
        <translation>占成交金额的比例；买入与卖出各算一笔</translation>
    </message>
    <message>
        <source>Returns from the next open</source>
        <translation>收益从次日开盘算起</translation>
    </message>
    <message>
        <source>As somebody who waits for the close can trade; else from the close itself</source>
        <translation>即收盘后才能交易者的收益；否则从当日收盘算起</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>Your workspaces are not being kept: %1</source>
        <translation>工作区未能保存：%1</translation>
    </message>
    <message>
        <source>What to do…</source>
        <translation>如何处理…</translation>
    </message>
    <message>
        <source>Workspaces are not being kept</source>
        <translation>工作区未能保存</translation>
    </message>
    <message>
        <source>What is not kept is still in the windows. It is tried again whenever something changes.</source>
        <translation>未保存的内容仍在窗口中，每次改动都会再次尝试保存。</translation>
    </message>
    <message>
        <source>Save a copy elsewhere…</source>
        <translation>另存一份…</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>Your workspaces are kept again.</source>
        <translation>工作区已恢复正常保存。</translation>
    </message>
    <message>
        <source>From the daily bars and the present quote</source>
        <translation>由日线与当前行情算出</translation>
    </message>
    <message>
        <source>From the daily bars</source>
        <translation>由日线算出</translation>
    </message>
    <message>
        <source>Being computed</source>
        <translation>正在计算</translation>
    </message>
    <message>
        <source>It needs %1 daily bars; there are %2</source>
        <translation>需要 %1 根日线，现有 %2 根</translation>
    </message>
    <message>
        <source>It is not defined at the newest bar</source>
        <translation>在最新一根K线上无定义</translation>
    </message>
    <message>
        <source>Stocks</source>
        <translation>股票</translation>
    </message>
    <message>
        <source>Funds</source>
        <translation>基金</translation>
    </message>
    <message>
        <source>Bonds</source>
        <translation>债券</translation>
    </message>
    <message>
        <source>Futures</source>
        <translation>期货</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>期权</translation>
    </message>
    <message>
        <source>Crypto</source>
        <translation>加密货币</translation>
    </message>
    <message>
        <source>Others</source>
        <comment>securities</comment>
        <translation>其他</translation>
    </message>
    <message>
        <source>No factor</source>
        <translation>无因子</translation>
    </message>
    <message>
        <source>A formula…</source>
        <translation>公式…</translation>
    </message>
    <message>
        <source>Factors</source>
        <translation>因子</translation>
    </message>
    <message>
        <source>Factor under the chart</source>
        <translation>图表下的因子</translation>
    </message>
    <message>
        <source>A formula; a condition becomes a lane with B and S marks</source>
        <translation>公式；条件将成为带 B、S 标记的色带</translation>
    </message>
    <message>
        <source>Factor under the chart: %1</source>
        <translation>图表下的因子：%1</translation>
    </message>
    <message>
        <source>Saved as “%1”: an indicator of every chart, a factor for zvt factor run.</source>
        <translation>已存为“%1”：可作各图表的指标，也可用 zvt factor run 当因子计算。</translation>
    </message>
    <message>
        <source>Show every change on the chart</source>
        <translation>图表随改随显</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Add a parameter</source>
        <translation>添加参数</translation>
    </message>
    <message>
        <source>Remove the parameter</source>
        <translation>移除参数</translation>
    </message>
    <message>
        <source>With formulas</source>
        <comment>set of columns</comment>
        <translation>含公式</translation>
    </message>
    <message>
        <source>Formula column</source>
        <translation>公式栏位</translation>
    </message>
    <message>
        <source>Remove a formula column</source>
        <translation>移除公式栏位</translation>
    </message>
    <message>
        <source>Add a &amp;formula column…</source>
        <translation>添加公式栏位(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Edit a formula column</source>
        <translation>编辑公式栏位(&amp;E)</translation>
    </message>
    <message>
        <source>Re&amp;move a formula column</source>
        <translation>移除公式栏位(&amp;M)</translation>
    </message>
    <message>
        <source>Number</source>
        <comment>unit of a column</comment>
        <translation>数值</translation>
    </message>
    <message>
        <source>Percent (5 is 5%)</source>
        <translation>百分比（5 即 5%）</translation>
    </message>
    <message>
        <source>Percent (0.05 is 5%)</source>
        <translation>百分比（0.05 即 5%）</translation>
    </message>
    <message>
        <source>Price</source>
        <comment>unit of a column</comment>
        <translation>价格</translation>
    </message>
    <message>
        <source>Large number</source>
        <translation>大数（万/亿）</translation>
    </message>
    <message>
        <source>Condition: ● where it holds</source>
        <translation>条件：成立时显示 ●</translation>
    </message>
    <message>
        <source>New formula column</source>
        <translation>新建公式栏位</translation>
    </message>
    <message>
        <source>Computed over daily bars and the present quote; of several lines the last one counts</source>
        <translation>按日线与当前行情计算；多行时以最后一行为准</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>显示为</translation>
    </message>
    <message>
        <source>Decimals</source>
        <translation>小数位数</translation>
    </message>
    <message>
        <source>Colour by sign</source>
        <translation>按正负着色</translation>
    </message>
    <message>
        <source>Add the column</source>
        <translation>添加栏位</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Choose…</source>
        <comment>a saved formula</comment>
        <translation>选择…</translation>
    </message>
    <message>
        <source>There is a column called “%1” already.</source>
        <translation>已有名为“%1”的栏位。</translation>
    </message>
    <message>
        <source>Change the factor under the chart</source>
        <translation>更改图表下的因子</translation>
    </message>
    <message>
        <source>Step</source>
        <comment>of a parameter</comment>
        <translation>步长</translation>
    </message>
    <message>
        <source>Turnover</source>
        <comment>of buckets</comment>
        <translation>换手</translation>
    </message>
    <message>
        <source>Value</source>
        <comment>of a factor</comment>
        <translation>数值</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>percent</comment>
        <translation>涨跌幅</translation>
    </message>
    <message>
        <source>Page</source>
        <comment>of the web</comment>
        <translation>网页</translation>
    </message>
    <message>
        <source>Runs</source>
        <comment>of studies</comment>
        <translation>运行记录</translation>
    </message>
    <message numerus="yes">
        <source>New in the highest bucket, mean of %n dates</source>
        <translation>
            <numerusform>最高组新进占比（%n 日均值）</numerusform>
        </translation>
    </message>
    <message>
        <source>By bucket</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Colour</source>
        <comment>of a line</comment>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Style</source>
        <comment>of a line</comment>
        <translation>线型</translation>
    </message>
    <message>
        <source>Width</source>
        <comment>of a line</comment>
        <translation>粗细</translation>
    </message>
    <message>
        <source>Percent and rebased from the &amp;crosshair&apos;s bar</source>
        <translation>以十字光标处K线为百分比基准(&amp;C)</translation>
    </message>
    <message>
        <source>Percent and rebased from the &amp;first bar in sight</source>
        <translation>以可见的第一根K线为百分比基准(&amp;F)</translation>
    </message>
    <message>
        <source>Fit the price axis to what is in &amp;sight</source>
        <translation>价格轴自动适应(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Go to date…</source>
        <translation>定位日期(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>测量(&amp;M)</translation>
    </message>
    <message>
        <source>Show &amp;all bars</source>
        <translation>显示全部K线(&amp;A)</translation>
    </message>
    <message>
        <source>View &amp;back</source>
        <translation>后退视图(&amp;B)</translation>
    </message>
    <message>
        <source>View &amp;forward</source>
        <translation>前进视图(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Export the chart…</source>
        <translation>导出图表(&amp;E)…</translation>
    </message>
    <message>
        <source>Copy the &amp;picture</source>
        <translation>复制图片(&amp;P)</translation>
    </message>
    <message>
        <source>P&amp;rint the chart…</source>
        <translation>打印图表(&amp;R)…</translation>
    </message>
    <message>
        <source>Vector picture</source>
        <translation>矢量图</translation>
    </message>
    <message>
        <source>Export the chart</source>
        <translation>导出图表</translation>
    </message>
    <message>
        <source>The picture is on the clipboard</source>
        <translation>图片已复制到剪贴板</translation>
    </message>
    <message>
        <source>Print the chart</source>
        <translation>打印图表</translation>
    </message>
    <message>
        <source>The printer takes nothing; is it on?</source>
        <translation>打印机没有响应，是否已开机？</translation>
    </message>
    <message>
        <source>Light colours, for &amp;paper</source>
        <translation>浅色，适合打印(&amp;P)</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>&amp;Scale</source>
        <translation>倍数(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>%1 by %2 pixels</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>Lines and letters that stay sharp at any size</source>
        <translation>矢量图，任意放大都清晰</translation>
    </message>
    <message numerus="yes">
        <source>%n bar(s) in sight with all indicators</source>
        <translation>
            <numerusform>可见的 %n 根K线及全部指标</numerusform>
        </translation>
    </message>
    <message>
        <source>Stretch the price axis; a double click on it fits it again</source>
        <translation>拉伸价格轴；在轴上双击恢复自动</translation>
    </message>
    <message>
        <source>Measure from bar to bar; with the mouse, drag with Shift</source>
        <translation>逐根测量；鼠标按住 Shift 拖动</translation>
    </message>
    <message>
        <source>Hide the measurement, then the crosshair</source>
        <translation>先取消测量，再取消十字光标</translation>
    </message>
    <message>
        <source>Style and scale of the prices: %1</source>
        <translation>价格样式与坐标：%1</translation>
    </message>
    <message>
        <source>&amp;Style</source>
        <translation>样式(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;cale</source>
        <translation>坐标(&amp;C)</translation>
    </message>
    <message>
        <source>Measure: bars, time, difference</source>
        <translation>测量：根数、时间、价差</translation>
    </message>
    <message>
        <source>Change the look of the prices</source>
        <translation>更改价格样式</translation>
    </message>
    <message>
        <source>Use in the lab</source>
        <translation>用于实验室</translation>
    </message>
    <message>
        <source>The lab studies it with its next run.</source>
        <translation>实验室下次运行时研究它。</translation>
    </message>
    <message>
        <source>Save the formula</source>
        <translation>保存公式</translation>
    </message>
    <message>
        <source>“%1” is saved already, with another text. Replace it?</source>
        <translation>“%1”已保存，内容不同。要替换吗？</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be read</source>
        <comment>securities</comment>
        <translation>
            <numerusform>%n 只无法读取</numerusform>
        </translation>
    </message>
    <message>
        <source>Mean over its standard error, in which returns over several bars count as overlapping (Newey–West); beyond ±2 it is hardly chance</source>
        <translation>均值除以标准误；多根K线的收益相互重叠，标准误已作 Newey–West 调整；超过±2基本不是偶然</translation>
    </message>
    <message>
        <source>Co&amp;mpare with…</source>
        <translation>叠加对比(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Cost of shares held</source>
        <translation>筹码分布(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Decay of the cost of shares held…</source>
        <translation>筹码衰减系数(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Volume by price: bars in sight</source>
        <translation>成交分布：可见范围(&amp;V)</translation>
    </message>
    <message>
        <source>Volume by price: day of the cross&amp;hair</source>
        <translation>成交分布：光标当日(&amp;H)</translation>
    </message>
    <message>
        <source>Volume by price: &amp;bars measured last</source>
        <translation>成交分布：最近测量的K线(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Time axis and limits</source>
        <translation>时间轴与涨跌停(&amp;T)</translation>
    </message>
    <message>
        <source>State of the bar</source>
        <translation>K线状态</translation>
    </message>
    <message>
        <source>not over yet</source>
        <translation>未收盘</translation>
    </message>
    <message>
        <source>Cost of shares held</source>
        <translation>筹码分布</translation>
    </message>
    <message>
        <source>Coefficient of the decay by turnover, 0.1 to 10:</source>
        <translation>历史换手衰减系数，0.1 至 10：</translation>
    </message>
    <message>
        <source>Volume by price instead</source>
        <translation>改看成交分布</translation>
    </message>
    <message>
        <source>Drop here to compare; elsewhere to show it instead</source>
        <translation>放在这里叠加对比，放在别处则切换显示</translation>
    </message>
    <message>
        <source>Change what is compared</source>
        <translation>更改叠加对比</translation>
    </message>
    <message>
        <source>Compare with another security</source>
        <translation>与另一只证券叠加对比</translation>
    </message>
    <message>
        <source>Colour %1</source>
        <translation>颜色 %1</translation>
    </message>
    <message>
        <source>How many of it are subtracted:</source>
        <translation>减去对比证券的倍数：</translation>
    </message>
    <message>
        <source>Of the returns of how many bars:</source>
        <translation>最近多少根的收益率：</translation>
    </message>
    <message>
        <source>&amp;Factor…</source>
        <translation>倍数(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Bars…</source>
        <translation>根数(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Colour</source>
        <translation>颜色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>显示(&amp;S)</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>叠加对比</translation>
    </message>
    <message>
        <source>Remove &amp;all</source>
        <translation>全部移除(&amp;A)</translation>
    </message>
    <message>
        <source>Prices on an axis of their own</source>
        <translation>独立坐标的价格</translation>
    </message>
    <message>
        <source>Spread in a pane</source>
        <translation>副图价差</translation>
    </message>
    <message>
        <source>Ratio in a pane</source>
        <translation>副图比价</translation>
    </message>
    <message>
        <source>Correlation in a pane</source>
        <translation>副图相关系数</translation>
    </message>
    <message>
        <source>Change in per cent</source>
        <translation>涨跌幅</translation>
    </message>
    <message>
        <source>Correlation %1, %2</source>
        <translation>相关系数 %1，%2</translation>
    </message>
    <message>
        <source>Correlation of %1 and %2, %3 bars</source>
        <translation>%1 与 %2 的相关系数，%3根</translation>
    </message>
    <message>
        <source>Cross&amp;hair</source>
        <translation>十字光标(&amp;H)</translation>
    </message>
    <message>
        <source>Show it in &amp;linked charts</source>
        <translation>在联动图表中显示(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;No values at the crosshair</source>
        <translation>光标处不显示数值(&amp;N)</translation>
    </message>
    <message>
        <source>Values in the le&amp;gends</source>
        <translation>数值显示在图例中(&amp;G)</translation>
    </message>
    <message>
        <source>Values in legends and &amp;box</source>
        <translation>数值显示在图例和数值框中(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Value box on or off</source>
        <translation>显示或隐藏数值框(&amp;V)</translation>
    </message>
    <message>
        <source>Draw: %1</source>
        <translation>画线：%1</translation>
    </message>
    <message>
        <source>Copy the chosen drawings, or the bars in sight</source>
        <translation>复制选中的画线，或视图中的K线</translation>
    </message>
    <message>
        <source>Cut the chosen drawings</source>
        <translation>剪切选中的画线</translation>
    </message>
    <message>
        <source>Paste drawings</source>
        <translation>粘贴画线</translation>
    </message>
    <message>
        <source>Duplicate the chosen drawings</source>
        <translation>复制一份选中的画线</translation>
    </message>
    <message>
        <source>Choose the next drawing</source>
        <translation>选择下一个画线</translation>
    </message>
    <message>
        <source>Choose the previous drawing</source>
        <translation>选择上一个画线</translation>
    </message>
    <message>
        <source>Style of the chosen drawings…</source>
        <translation>选中画线的样式…</translation>
    </message>
    <message>
        <source>Drawings…</source>
        <translation>画线…</translation>
    </message>
    <message>
        <source>Lock or unlock the chosen drawings</source>
        <translation>锁定或解锁选中的画线</translation>
    </message>
    <message>
        <source>Group the chosen drawings</source>
        <translation>编组选中的画线</translation>
    </message>
    <message>
        <source>Ungroup the chosen drawings</source>
        <translation>取消选中画线的编组</translation>
    </message>
    <message>
        <source>Hide or show all drawings</source>
        <translation>隐藏或显示所有画线</translation>
    </message>
    <message>
        <source>Magnet on or off</source>
        <translation>磁吸开关</translation>
    </message>
    <message>
        <source>Delete all drawings that are not locked</source>
        <translation>删除所有未锁定的画线</translation>
    </message>
    <message>
        <source>With a drawing tool: place here; else: style of the chosen drawing</source>
        <translation>选中画线工具时：落点；否则：选中画线的样式</translation>
    </message>
    <message>
        <source>Delete the chosen drawings</source>
        <translation>删除选中的画线</translation>
    </message>
    <message>
        <source>Move a copy of a drawing</source>
        <translation>拖动复制画线</translation>
    </message>
    <message>
        <source>Choose drawings in a box; with a drawing tool the magnet turns round</source>
        <translation>框选画线；选中画线工具时反转磁吸</translation>
    </message>
    <message>
        <source>&amp;Drawings</source>
        <translation>画线(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Paste drawings</source>
        <translation>粘贴画线(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Drawings…</source>
        <translation>画线(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Hide all drawings</source>
        <translation>隐藏所有画线(&amp;H)</translation>
    </message>
    <message>
        <source>Delete all drawings that are not &amp;locked</source>
        <translation>删除所有未锁定的画线(&amp;L)</translation>
    </message>
    <message numerus="yes">
        <source>%n drawing(s)</source>
        <translation>
            <numerusform>%n 个画线</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Style and text…</source>
        <translation>样式与文字(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Alert…</source>
        <translation>预警(&amp;A)…</translation>
    </message>
    <message>
        <source>Un&amp;lock</source>
        <translation>解锁(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>锁定(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>编组(&amp;G)</translation>
    </message>
    <message>
        <source>Un&amp;group</source>
        <translation>取消编组(&amp;G)</translation>
    </message>
    <message>
        <source>Bring to &amp;front</source>
        <translation>置于顶层(&amp;F)</translation>
    </message>
    <message>
        <source>Send to &amp;back</source>
        <translation>置于底层(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>画线</translation>
    </message>
    <message>
        <source>Move a drawing</source>
        <translation>移动画线</translation>
    </message>
    <message>
        <source>Duplicate a drawing</source>
        <translation>复制一份画线</translation>
    </message>
    <message>
        <source>Delete drawings</source>
        <translation>删除画线</translation>
    </message>
    <message>
        <source>Change the style of a drawing</source>
        <translation>修改画线样式</translation>
    </message>
    <message>
        <source>Lock or unlock drawings</source>
        <translation>锁定或解锁画线</translation>
    </message>
    <message>
        <source>Hide or show drawings</source>
        <translation>隐藏或显示画线</translation>
    </message>
    <message>
        <source>Group drawings</source>
        <translation>编组画线</translation>
    </message>
    <message>
        <source>Change the order of drawings</source>
        <translation>改变画线次序</translation>
    </message>
    <message>
        <source>Drawings</source>
        <translation>画线</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>画线</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Nothing is drawn on this chart yet. The tools are at its left.</source>
        <translation>此图表尚无画线。工具在图表左侧。</translation>
    </message>
    <message>
        <source>Style and text…</source>
        <translation>样式与文字…</translation>
    </message>
    <message>
        <source>%1: hold, or press the right button, for more</source>
        <translation>%1：按住或按右键选择更多</translation>
    </message>
    <message>
        <source>Magnet: near prices</source>
        <translation>磁吸：靠近时</translation>
    </message>
    <message>
        <source>Magnet: always</source>
        <translation>磁吸：总是</translation>
    </message>
    <message>
        <source>Magnet: off</source>
        <translation>磁吸：关</translation>
    </message>
    <message>
        <source>Snaps to open, high, low and close; Ctrl turns it round</source>
        <translation>吸附到开、高、低、收；按住 Ctrl 反转</translation>
    </message>
    <message>
        <source>Drawing tools</source>
        <translation>画线工具</translation>
    </message>
    <message>
        <source>Choose and move (Esc)</source>
        <translation>选择与移动（Esc）</translation>
    </message>
    <message>
        <source>The tool stays after a drawing is made</source>
        <translation>画完后保持工具</translation>
    </message>
    <message>
        <source>Hide all drawings</source>
        <translation>隐藏所有画线</translation>
    </message>
    <message>
        <source>List of the drawings</source>
        <translation>画线列表</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>Colour of texts</source>
        <translation>文字颜色</translation>
    </message>
    <message>
        <source>Dashed</source>
        <translation>虚线</translation>
    </message>
    <message>
        <source>Dotted</source>
        <translation>点线</translation>
    </message>
    <message>
        <source>Dashes and dots</source>
        <translation>点划线</translation>
    </message>
    <message>
        <source>Solid</source>
        <translation>实线</translation>
    </message>
    <message>
        <source>Use for new ones</source>
        <translation>用于新画线</translation>
    </message>
    <message>
        <source>New drawings of this kind look like this one</source>
        <translation>新画的同类画线采用此样式</translation>
    </message>
    <message>
        <source>Another colour</source>
        <translation>其他颜色</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Width of the line</source>
        <translation>线宽</translation>
    </message>
    <message>
        <source>Kind of line</source>
        <translation>线型</translation>
    </message>
    <message>
        <source>Fill the ground</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Show figures</source>
        <translation>显示数值</translation>
    </message>
    <message>
        <source>Go on to the right</source>
        <translation>向右延伸</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Numbers with blanks between them</source>
        <translation>以空格分隔的数字</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Money that may be lost at the stop; the number of shares follows from it</source>
        <translation>止损时允许亏损的金额；由此得出股数</translation>
    </message>
    <message>
        <source>Risk amount</source>
        <translation>风险金额</translation>
    </message>
    <message>
        <source>Price on %1</source>
        <translation>%1 的价格</translation>
    </message>
    <message>
        <source>the security was suspended</source>
        <translation>停牌</translation>
    </message>
    <message>
        <source>asked for, nothing came</source>
        <translation>已请求，无数据</translation>
    </message>
    <message>
        <source>asked for in vain</source>
        <translation>请求失败</translation>
    </message>
    <message>
        <source>not in the store, never asked for</source>
        <translation>未入库，从未请求</translation>
    </message>
    <message numerus="yes">
        <source>%n sessions without a bar</source>
        <translation>
            <numerusform>%n 个交易日无K线</numerusform>
        </translation>
    </message>
    <message>
        <source>Provider: %1</source>
        <translation>数据源：%1</translation>
    </message>
    <message>
        <source>Newest stored day: %1</source>
        <translation>最新入库日：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n sessions behind</source>
        <translation>
            <numerusform>落后 %n 个交易日</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <comment>sessions</comment>
        <translation>
            <numerusform>缺 %n 日</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sessions are missing between the bars</source>
        <translation>
            <numerusform>K线之间缺 %n 个交易日</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days of suspension</source>
        <translation>
            <numerusform>停牌 %n 日</numerusform>
        </translation>
    </message>
    <message>
        <source>A click shows the coverage.</source>
        <translation>点击查看数据覆盖。</translation>
    </message>
    <message>
        <source>Show a&amp;ll panes</source>
        <translation>显示所有窗格(&amp;L)</translation>
    </message>
    <message>
        <source>All the room for the pa&amp;ne</source>
        <translation>最大化窗格(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open the pane</source>
        <translation>展开窗格(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Collapse the pane</source>
        <translation>折叠窗格(&amp;C)</translation>
    </message>
    <message>
        <source>Price &amp;limits of each day</source>
        <translation>每日涨跌停价(&amp;L)</translation>
    </message>
    <message>
        <source>The order changed while it was being moved: %1</source>
        <translation>委托在移动时已变化：%1</translation>
    </message>
    <message>
        <source>The chart is adjusted: a price of the market stands at %1 times it here.</source>
        <translation>图表为复权价：市场价格在此处乘以 %1。</translation>
    </message>
    <message>
        <source>Drag it to another price; Esc returns it.</source>
        <translation>拖到别的价格即可改价；Esc 放回。</translation>
    </message>
    <message>
        <source>Held %1 · cost %2 ·</source>
        <translation>持仓 %1 · 成本 %2 ·</translation>
    </message>
    <message>
        <source>Sellable %1</source>
        <translation>可卖 %1</translation>
    </message>
    <message>
        <source>There is no such price.</source>
        <translation>没有这样的价格。</translation>
    </message>
    <message>
        <source>&amp;Close the position…</source>
        <translation>平仓(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Move it with ↑ ↓, Enter sends</source>
        <translation>用 ↑ ↓ 移动，Enter 送出(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Cancel the order</source>
        <translation>撤单(&amp;C)</translation>
    </message>
    <message>
        <source>Bu&amp;y at %1…</source>
        <translation>以 %1 买入(&amp;Y)…</translation>
    </message>
    <message>
        <source>S&amp;ell at %1…</source>
        <translation>以 %1 卖出(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Orders</source>
        <translation>委托(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation>下一个窗格(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous pane</source>
        <translation>上一个窗格(&amp;P)</translation>
    </message>
    <message>
        <source>Pane &amp;higher</source>
        <translation>增高窗格(&amp;H)</translation>
    </message>
    <message>
        <source>Pane &amp;lower</source>
        <translation>降低窗格(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;All the room for the pane, or for all</source>
        <translation>最大化或还原窗格(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Collapse or open the pane</source>
        <translation>折叠或展开窗格(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Remove the pane</source>
        <translation>移除窗格(&amp;R)</translation>
    </message>
    <message>
        <source>Arrange the panes</source>
        <translation>调整窗格</translation>
    </message>
    <message>
        <source>Pa&amp;nes</source>
        <translation>窗格(&amp;N)</translation>
    </message>
    <message>
        <source>Change the volume profile</source>
        <translation>更改成交分布</translation>
    </message>
    <message>
        <source>Look of the volume &amp;profile</source>
        <translation>成交分布的样式(&amp;P)</translation>
    </message>
    <message>
        <source>At the right</source>
        <translation>在右侧</translation>
    </message>
    <message>
        <source>At the left</source>
        <translation>在左侧</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>&amp;Analysis</source>
        <translation>分析(&amp;A)</translation>
    </message>
    <message>
        <source>Volume by price, cost of shares held, seasons</source>
        <translation>成交分布、筹码分布、季节规律</translation>
    </message>
    <message>
        <source>Times of the e&amp;xchange</source>
        <translation>交易所时间(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Local times</source>
        <translation>本地时间(&amp;L)</translation>
    </message>
    <message>
        <source>%1 @ %2, %3, fees %4</source>
        <translation>%1 @ %2，%3，费用 %4</translation>
    </message>
    <message>
        <source>Long %1: %2 → %3</source>
        <translation>多 %1：%2 → %3</translation>
    </message>
    <message>
        <source>Short %1: %2 → %3</source>
        <translation>空 %1：%2 → %3</translation>
    </message>
    <message>
        <source>Profit %1 (%2), fees %3</source>
        <translation>盈亏 %1（%2），费用 %3</translation>
    </message>
    <message>
        <source>of which dividends %1</source>
        <translation>其中分红 %1</translation>
    </message>
    <message numerus="yes">
        <source>held %n day(s)</source>
        <translation>
            <numerusform>持有 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Trades %1</source>
        <translation>成交 %1</translation>
    </message>
    <message>
        <source>Factor B/S %1</source>
        <translation>因子 B/S %1</translation>
    </message>
    <message>
        <source>Show my &amp;trades</source>
        <translation>显示我的成交(&amp;T)</translation>
    </message>
    <message>
        <source>Show the factor&apos;s &amp;B and S</source>
        <translation>显示因子的 B 与 S(&amp;B)</translation>
    </message>
    <message>
        <source>Show or hide trades</source>
        <translation>显示或隐藏成交</translation>
    </message>
    <message>
        <source>That of the chart</source>
        <translation>与图表相同</translation>
    </message>
    <message>
        <source>Computed on the bars of that level, and shown as of the time of each bar of the chart</source>
        <translation>在该周期的K线上计算，并按图表每根K线当时已知的值显示</translation>
    </message>
    <message>
        <source>With the bar that is still being made</source>
        <translation>包含尚未完成的K线</translation>
    </message>
    <message>
        <source>Otherwise a week counts from its last close on</source>
        <translation>否则一周从其最后收盘起才计入</translation>
    </message>
    <message>
        <source>Du&amp;plicate</source>
        <translation>复制一份(&amp;P)</translation>
    </message>
    <message>
        <source>Stroke</source>
        <translation>线条样式</translation>
    </message>
    <message>
        <source>&amp;Seasons…</source>
        <translation>季节规律(&amp;S)…</translation>
    </message>
    <message>
        <source>Averages and volume</source>
        <translation>均线和成交量</translation>
    </message>
    <message>
        <source>MACD, KDJ, RSI</source>
        <translation>MACD、KDJ、RSI</translation>
    </message>
    <message>
        <source>Bollinger bands</source>
        <translation>布林线</translation>
    </message>
    <message>
        <source>Trend: SAR and DMI</source>
        <translation>趋势：SAR 和 DMI</translation>
    </message>
    <message>
        <source>Ichimoku</source>
        <translation>一目均衡表</translation>
    </message>
    <message>
        <source>Nine turns</source>
        <translation>神奇九转</translation>
    </message>
    <message>
        <source>Tops and bottoms (Chan)</source>
        <translation>缠论分型</translation>
    </message>
    <message>
        <source>Day, week and month averages</source>
        <translation>日、周、月均线</translation>
    </message>
    <message>
        <source>Size of bricks and &amp;boxes…</source>
        <translation>砖块与格值(&amp;B)…</translation>
    </message>
    <message>
        <source>Change the axis of an indicator</source>
        <translation>更改指标坐标</translation>
    </message>
    <message>
        <source>Indicators on a&amp;xes of their own</source>
        <translation>指标独立坐标(&amp;X)</translation>
    </message>
    <message>
        <source>Change the lanes</source>
        <translation>更改泳道</translation>
    </message>
    <message>
        <source>Lanes under the chart</source>
        <translation>图表下方的泳道</translation>
    </message>
    <message>
        <source>Tags, as of their time</source>
        <translation>标签（按当时）</translation>
    </message>
    <message>
        <source>Figures, as of their publication</source>
        <translation>数据（按公布时间）</translation>
    </message>
    <message>
        <source>&amp;No lanes</source>
        <translation>无泳道(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Lanes</source>
        <translation>泳道(&amp;L)</translation>
    </message>
    <message>
        <source>Lanes under the chart: fundamentals, industry, tags</source>
        <translation>图表下方的泳道：基本面、行业、标签</translation>
    </message>
    <message>
        <source>Choose the next &amp;order line</source>
        <translation>选下一条委托线(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Buy what the chart shows…</source>
        <translation>买入图中证券(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Sell what the chart shows…</source>
        <translation>卖出图中证券(&amp;S)…</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>星期</translation>
    </message>
    <message>
        <source>Day of the month</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Share of rises</source>
        <translation>上涨比例</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最好</translation>
    </message>
    <message>
        <source>Worst</source>
        <translation>最差</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Years as lines</source>
        <translation>各年走势</translation>
    </message>
    <message>
        <source>Seasons</source>
        <translation>季节规律</translation>
    </message>
    <message>
        <source>Export as &amp;CSV…</source>
        <translation>导出 CSV(&amp;C)…</translation>
    </message>
    <message>
        <source>Export as &amp;PNG…</source>
        <translation>导出 PNG(&amp;P)…</translation>
    </message>
    <message>
        <source>Seasons of %1</source>
        <translation>%1 的季节规律</translation>
    </message>
    <message>
        <source>Average return</source>
        <translation>平均收益</translation>
    </message>
    <message>
        <source>There are too few daily bars.</source>
        <translation>日线太少。</translation>
    </message>
    <message numerus="yes">
        <source>%n return(s); %1</source>
        <translation>
            <numerusform>%n 个收益；%1</numerusform>
        </translation>
    </message>
    <message>
        <source>from the first open to the last close of the hour</source>
        <translation>该小时首个开盘价至最后收盘价</translation>
    </message>
    <message>
        <source>from close to close</source>
        <translation>收盘价至收盘价</translation>
    </message>
    <message>
        <source>Mean of whole years</source>
        <translation>完整年份均值</translation>
    </message>
    <message>
        <source>Change since the last close of the year before</source>
        <translation>相对上年末收盘的涨跌幅</translation>
    </message>
    <message>
        <source>Fixed, in money</source>
        <translation>固定金额</translation>
    </message>
    <message>
        <source>Per cent of the price</source>
        <translation>价格的百分比</translation>
    </message>
    <message>
        <source>Average true ranges</source>
        <translation>平均真实波幅的倍数</translation>
    </message>
    <message>
        <source>By &amp;closes, not by high and low</source>
        <translation>按收盘价，不按最高最低(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Wicks</source>
        <translation>影线(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Box</source>
        <translation>格值(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>大小(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Bars of the average</source>
        <comment>average true range</comment>
        <translation>均值的根数(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Reversal, boxes</source>
        <translation>反转格数(&amp;R)</translation>
    </message>
    <message>
        <source>Main tag</source>
        <translation>主标签</translation>
    </message>
    <message>
        <source>Tags by the program</source>
        <translation>系统标签</translation>
    </message>
    <message>
        <source>Chart templates (*.%1)</source>
        <translation>图表模板 (*.%1)</translation>
    </message>
    <message>
        <source>Templates: indicators, panes and style by name</source>
        <translation>模板：按名称保存指标、窗格和样式</translation>
    </message>
    <message>
        <source>Apply the template %1</source>
        <translation>应用模板“%1”</translation>
    </message>
    <message>
        <source>My templates</source>
        <translation>我的模板</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>&amp;Save as template…</source>
        <translation>另存为模板(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;New charts begin with</source>
        <translation>新图表使用(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>重命名(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Averages and MACD, as at first</source>
        <translation>均线和 MACD（默认）</translation>
    </message>
    <message>
        <source>Te&amp;mplates</source>
        <translation>模板(&amp;M)</translation>
    </message>
    <message>
        <source>Save as template</source>
        <translation>另存为模板</translation>
    </message>
    <message>
        <source>My chart</source>
        <translation>我的图表</translation>
    </message>
    <message>
        <source>There is a template “%1”. Replace it?</source>
        <translation>已有模板“%1”，要替换吗？</translation>
    </message>
    <message>
        <source>Rename the template</source>
        <translation>重命名模板</translation>
    </message>
    <message>
        <source>There is a template “%1” already.</source>
        <translation>已有模板“%1”。</translation>
    </message>
    <message>
        <source>Delete the template</source>
        <translation>删除模板</translation>
    </message>
    <message>
        <source>Delete the template “%1”?</source>
        <translation>删除模板“%1”？</translation>
    </message>
    <message>
        <source>Export the template</source>
        <translation>导出模板</translation>
    </message>
    <message>
        <source>Import templates</source>
        <translation>导入模板</translation>
    </message>
    <message>
        <source>Month</source>
        <comment>season</comment>
        <translation>月份</translation>
    </message>
    <message>
        <source>Average</source>
        <comment>of a season</comment>
        <translation>平均</translation>
    </message>
    <message>
        <source>Total</source>
        <comment>of a year</comment>
        <translation>全年</translation>
    </message>
    <message>
        <source>Add an a&amp;lert…</source>
        <translation>添加提醒(&amp;L)…</translation>
    </message>
    <message>
        <source>Be told when a price, a change, a line or a formula comes true</source>
        <translation>价格、涨跌幅、画线或公式满足时提醒您</translation>
    </message>
    <message>
        <source>&amp;Edit the alert…</source>
        <translation>编辑提醒(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Delete the alert</source>
        <translation>删除提醒(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;On or off</source>
        <translation>启用或停用(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Snooze for 5 minutes</source>
        <translation>5 分钟后再提醒(&amp;S)</translation>
    </message>
    <message>
        <source>The last price</source>
        <translation>最新价</translation>
    </message>
    <message>
        <source>From the price</source>
        <translation>起算价格</translation>
    </message>
    <message>
        <source>First point</source>
        <translation>第一点</translation>
    </message>
    <message>
        <source>Second point</source>
        <translation>第二点</translation>
    </message>
    <message>
        <source>The line reaches</source>
        <translation>画线延伸</translation>
    </message>
    <message>
        <source>Straight over bars of</source>
        <translation>按此周期取直</translation>
    </message>
    <message>
        <source>Its value</source>
        <translation>公式值</translation>
    </message>
    <message>
        <source>Over bars of</source>
        <translation>K线周期</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Minutes without a quote</source>
        <translation>无报价分钟数</translation>
    </message>
    <message>
        <source>Sessions since the newest bar</source>
        <translation>距最新K线的交易日数</translation>
    </message>
    <message>
        <source>Tells</source>
        <translation>提醒频率</translation>
    </message>
    <message>
        <source>New alert</source>
        <translation>新建提醒</translation>
    </message>
    <message>
        <source>Edit the alert</source>
        <translation>编辑提醒</translation>
    </message>
    <message>
        <source>Price of the first point</source>
        <translation>第一点的价格</translation>
    </message>
    <message>
        <source>Price of the second point</source>
        <translation>第二点的价格</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>比较值</translation>
    </message>
    <message>
        <source>Minutes between two times</source>
        <translation>两次之间的分钟数</translation>
    </message>
    <message>
        <source> min apart</source>
        <translation> 分钟以上间隔</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Code, as 600000</source>
        <translation>代码，如 600000</translation>
    </message>
    <message>
        <source>As far down as up</source>
        <translation>上涨下跌都算</translation>
    </message>
    <message>
        <source>From a price of mine instead of the close before</source>
        <translation>从自定价格算，而不是昨收</translation>
    </message>
    <message>
        <source>Also while the bar is being made</source>
        <translation>未走完的K线也判断</translation>
    </message>
    <message>
        <source>With a sound</source>
        <translation>响铃</translation>
    </message>
    <message>
        <source>Your words, shown with the alert</source>
        <translation>您的备注，触发时显示</translation>
    </message>
    <message>
        <source>Add the alert</source>
        <translation>添加提醒</translation>
    </message>
    <message>
        <source>Show the chart</source>
        <translation>看图</translation>
    </message>
    <message>
        <source>Snooze %1 min</source>
        <translation>%1 分钟后再提醒</translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) armed</source>
        <translation>
            <numerusform>%n 条提醒生效</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) in all</source>
        <translation>
            <numerusform>共 %n 条提醒</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on the day</source>
        <translation>日内 %1</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>较 %2 %1</translation>
    </message>
    <message>
        <source>%1 the line %2 – %3</source>
        <translation>%1画线 %2 – %3</translation>
    </message>
    <message numerus="yes">
        <source>No quote for %n minute(s)</source>
        <translation>
            <numerusform>%n 分钟没有报价</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Newest bar %n session(s) old</source>
        <translation>
            <numerusform>最新K线已过 %n 个交易日</numerusform>
        </translation>
    </message>
    <message>
        <source>Drawn line</source>
        <translation>画线</translation>
    </message>
    <message>
        <source>Data health</source>
        <translation>数据健康</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>生效</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>已触发</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Off</source>
        <comment>an alert</comment>
        <translation>停用</translation>
    </message>
    <message>
        <source>crosses</source>
        <translation>穿越</translation>
    </message>
    <message>
        <source>crosses up</source>
        <translation>上穿</translation>
    </message>
    <message>
        <source>crosses down</source>
        <translation>下穿</translation>
    </message>
    <message>
        <source>above</source>
        <translation>高于</translation>
    </message>
    <message>
        <source>below</source>
        <translation>低于</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>成立</translation>
    </message>
    <message>
        <source>No quote in trading hours</source>
        <translation>交易时段没有报价</translation>
    </message>
    <message>
        <source>Newest bar is old</source>
        <translation>K线过旧</translation>
    </message>
    <message>
        <source>Bars in quarantine</source>
        <translation>有行情被隔离</translation>
    </message>
    <message>
        <source>Days are missing</source>
        <translation>有缺失的交易日</translation>
    </message>
    <message>
        <source>Once</source>
        <translation>一次</translation>
    </message>
    <message>
        <source>Once a bar</source>
        <translation>每根K线一次</translation>
    </message>
    <message>
        <source>Every time</source>
        <translation>每次</translation>
    </message>
    <message>
        <source>between the points</source>
        <translation>只在两点之间</translation>
    </message>
    <message>
        <source>and on to the right</source>
        <translation>向右延伸</translation>
    </message>
    <message>
        <source>without end</source>
        <translation>两端延伸</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>现价 %1</translation>
    </message>
    <message>
        <source>Delete alerts</source>
        <translation>删除提醒</translation>
    </message>
    <message>
        <source>Switch alerts on</source>
        <translation>启用提醒</translation>
    </message>
    <message>
        <source>Switch alerts off</source>
        <translation>停用提醒</translation>
    </message>
    <message>
        <source>Snooze alerts</source>
        <translation>稍后提醒</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>提醒</translation>
    </message>
    <message numerus="yes">
        <source>%n armed</source>
        <translation>
            <numerusform>%n 条生效</numerusform>
        </translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>有误</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>到 %1</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>How far the last price has to go</source>
        <translation>最新价还差多少</translation>
    </message>
    <message>
        <source>Last told</source>
        <translation>最近触发</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>While a day of the past was played</source>
        <translation>回放历史行情时触发</translation>
    </message>
    <message>
        <source>What alerts tell you stays here.</source>
        <translation>提醒的触发记录会留在这里。</translation>
    </message>
    <message>
        <source>An alert watches for you: a price, a change of the day, a line, a formula, or data that stop coming. Alt+A makes one for the security in view.</source>
        <translation>提醒替您盯盘：价格、当日涨跌幅、画线、公式，或数据中断。按 Alt+A 为当前证券添加一条。</translation>
    </message>
    <message>
        <source>Add an alert…</source>
        <translation>添加提醒…</translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) deleted</source>
        <translation>
            <numerusform>已删除 %n 条提醒</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the &amp;security</source>
        <translation>查看该证券(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Snooze</source>
        <translation>稍后提醒(&amp;S)</translation>
    </message>
    <message>
        <source>For &amp;5 minutes</source>
        <translation>5 分钟(&amp;5)</translation>
    </message>
    <message>
        <source>For an &amp;hour</source>
        <translation>1 小时(&amp;H)</translation>
    </message>
    <message>
        <source>Until &amp;tomorrow</source>
        <translation>到明天(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Clear the history</source>
        <translation>清空记录(&amp;C)</translation>
    </message>
    <message>
        <source>List</source>
        <comment>of alerts</comment>
        <translation>列表</translation>
    </message>
    <message>
        <source>History</source>
        <translation>触发记录</translation>
    </message>
    <message>
        <source>Alerts or their history</source>
        <translation>提醒或触发记录</translation>
    </message>
    <message>
        <source>History of alerts</source>
        <translation>提醒的触发记录</translation>
    </message>
    <message>
        <source>Edit the alert…</source>
        <translation>编辑提醒…</translation>
    </message>
    <message>
        <source>On or off</source>
        <translation>启用或停用</translation>
    </message>
    <message>
        <source>Snooze for 5 minutes</source>
        <translation>5 分钟后再提醒</translation>
    </message>
    <message>
        <source>Delete the alert</source>
        <translation>删除提醒</translation>
    </message>
    <message>
        <source>&amp;Replay</source>
        <translation>回放(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Replay from here</source>
        <translation>从此处回放(&amp;R)</translation>
    </message>
    <message>
        <source>Replay: &amp;play or pause</source>
        <translation>回放：播放或暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Replay: one bar &amp;on</source>
        <translation>回放：前进一根(&amp;O)</translation>
    </message>
    <message>
        <source>Replay: one bar &amp;back</source>
        <translation>回放：后退一根(&amp;B)</translation>
    </message>
    <message>
        <source>Replay: to the next &amp;day</source>
        <translation>回放：到下一交易日(&amp;D)</translation>
    </message>
    <message>
        <source>Replay: &amp;jump to a date…</source>
        <translation>回放：跳到日期(&amp;J)…</translation>
    </message>
    <message>
        <source>&amp;End the replay</source>
        <translation>结束回放(&amp;E)</translation>
    </message>
    <message>
        <source>Unsaved formula</source>
        <translation>未保存的公式</translation>
    </message>
    <message>
        <source>These quotes follow the replay over the chart</source>
        <translation>这些报价跟随图表上方的回放</translation>
    </message>
    <message>
        <source>Practice account of the replay</source>
        <translation>回放的练习账户</translation>
    </message>
    <message>
        <source>REPLAY</source>
        <translation>回放</translation>
    </message>
    <message>
        <source>fastest</source>
        <comment>speed of a replay</comment>
        <translation>最快</translation>
    </message>
    <message>
        <source>1 bar/s</source>
        <translation>1 根/秒</translation>
    </message>
    <message>
        <source>%1 bars/s</source>
        <translation>%1 根/秒</translation>
    </message>
    <message>
        <source>Replay: jump to a date</source>
        <translation>回放：跳到日期</translation>
    </message>
    <message>
        <source>Date (YYYY-MM-DD), at its close</source>
        <translation>日期（YYYY-MM-DD），停在当日收盘</translation>
    </message>
    <message>
        <source>bar %1 of %2</source>
        <translation>第 %1 根，共 %2 根</translation>
    </message>
    <message>
        <source>Later bars are hidden in all panels that follow the replay</source>
        <translation>跟随回放的所有面板都不显示之后的数据</translation>
    </message>
    <message>
        <source>Play on, bar by bar</source>
        <translation>逐根播放</translation>
    </message>
    <message>
        <source>The replay&apos;s clock: what was known then is shown</source>
        <translation>回放时钟：只显示当时已知的数据</translation>
    </message>
    <message>
        <source>One bar back</source>
        <translation>后退一根</translation>
    </message>
    <message>
        <source>One bar on</source>
        <translation>前进一根</translation>
    </message>
    <message>
        <source>To the first bar of the next day</source>
        <translation>到下一交易日的第一根</translation>
    </message>
    <message>
        <source>Jump to a date</source>
        <translation>跳到日期</translation>
    </message>
    <message>
        <source>Bars a second</source>
        <translation>每秒根数</translation>
    </message>
    <message>
        <source>End the replay: back to the newest bars</source>
        <translation>结束回放，回到最新行情</translation>
    </message>
    <message>
        <source>End</source>
        <comment>ends a replay</comment>
        <translation>结束</translation>
    </message>
    <message>
        <source>Replay of past bars</source>
        <translation>历史行情回放</translation>
    </message>
    <message>
        <source>Bars replayed</source>
        <translation>已回放的 K 线</translation>
    </message>
    <message>
        <source>Replay: practice account</source>
        <translation>回放：练习账户</translation>
    </message>
    <message numerus="yes">
        <source>Practice: %n fill(s), profit %1, costs %2</source>
        <translation>
            <numerusform>练习：成交 %n 笔，盈亏 %1，费用 %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Began with %1, ended with %2</source>
        <translation>初始 %1，结束时 %2</translation>
    </message>
    <message numerus="yes">
        <source>Gone back: %n later practice order(s) undone</source>
        <translation>
            <numerusform>已后退：撤销之后的 %n 笔练习委托</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the trades</source>
        <translation>查看成交</translation>
    </message>
    <message>
        <source>Does not follow the replay: shows all that is stored</source>
        <translation>不跟随回放：显示全部存储数据</translation>
    </message>
    <message>
        <source>Practice account: the replay above the chart moves the market</source>
        <translation>练习账户：由图表上方的回放推进行情</translation>
    </message>
    <message>
        <source>Practice account</source>
        <translation>练习账户</translation>
    </message>
    <message>
        <source>A&amp;lert at %1</source>
        <translation>在 %1 提醒(&amp;L)</translation>
    </message>
    <message>
        <source>The scale of the chart changed while an order was being moved: the order stays where it is.</source>
        <translation>移动委托时图表的复权比例已改变：委托保持在原价。</translation>
    </message>
    <message>
        <source>What the market takes is not known at the moment: the order stays where it is.</source>
        <translation>目前还不知道市场可接受的价格：委托保持在原价。</translation>
    </message>
    <message>
        <source>There are no bars that lie within hours of the clock.</source>
        <translation>没有落在整点小时之内的K线。</translation>
    </message>
    <message>
        <source>Chart templates</source>
        <translation>图表模板</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>已撤销：%1</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>已重做：%1</translation>
    </message>
    <message>
        <source>Show</source>
        <comment>what was undone</comment>
        <translation>查看</translation>
    </message>
    <message>
        <source>Ex-date %1: its day is not stored yet, the prices are adjusted for it already</source>
        <translation>除权除息日 %1：当日数据尚未入库，价格已按其复权</translation>
    </message>
    <message>
        <source>adjustment in doubt</source>
        <translation>复权存疑</translation>
    </message>
    <message>
        <source>The quotes say %1 was the previous close, the stored bars %2: an ex-date may be missing</source>
        <translation>行情的昨收为 %1，已存数据推得 %2：可能缺少一次除权除息</translation>
    </message>
    <message>
        <source>Replay: starting cash</source>
        <translation>回放：初始资金</translation>
    </message>
    <message>
        <source>Cash of the practice account, from the next replay on</source>
        <translation>练习账户的资金（自下一次回放起）</translation>
    </message>
    <message>
        <source>More about the replay</source>
        <translation>回放的更多选项</translation>
    </message>
    <message>
        <source>Starting &amp;cash of the practice account…</source>
        <translation>练习账户的初始资金(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose the next line of an order or alert, or the next drawing in sight; with Shift the one before</source>
        <translation>选择可见的下一条委托线、预警线或画线；加 Shift 选上一个</translation>
    </message>
    <message>
        <source>Holdings</source>
        <translation>持仓</translation>
    </message>
    <message>
        <source>Holdings at the close of %1</source>
        <translation>%1 收盘时的持仓</translation>
    </message>
    <message>
        <source>Put together</source>
        <translation>汇总方式</translation>
    </message>
    <message>
        <source>Returns by year</source>
        <translation>各年收益</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>收益率</translation>
    </message>
    <message>
        <source>D</source>
        <comment>bars of a day</comment>
        <translation>日</translation>
    </message>
    <message>
        <source>W</source>
        <comment>bars of a week</comment>
        <translation>周</translation>
    </message>
    <message>
        <source>M</source>
        <comment>bars of a month</comment>
        <translation>月</translation>
    </message>
    <message>
        <source>&amp;Stop all orders</source>
        <translation>停止全部委托(&amp;S)</translation>
    </message>
    <message>
        <source>No order leaves and working ones are cancelled; strategies go on observing</source>
        <translation>不再发出委托，并撤销未成交委托；策略继续观察</translation>
    </message>
    <message>
        <source>qfq</source>
        <comment>prices adjusted forward, in a narrow list</comment>
        <translation>前复权</translation>
    </message>
    <message>
        <source>hfq</source>
        <comment>prices adjusted backward, in a narrow list</comment>
        <translation>后复权</translation>
    </message>
    <message>
        <source>raw</source>
        <comment>prices not adjusted, in a narrow list</comment>
        <translation>不复权</translation>
    </message>
    <message>
        <source>Prices for dividends and splits: adjusted forward (qfq) keeps today&apos;s, adjusted backward (hfq) those of the listing</source>
        <translation>除权价格的处理：前复权以现价为准，后复权以上市价为准</translation>
    </message>
    <message>
        <source>New a&amp;lert…</source>
        <translation>新建提醒(&amp;L)…</translation>
    </message>
    <message>
        <source>Before costs</source>
        <translation>扣除费用前</translation>
    </message>
    <message>
        <source>After costs</source>
        <translation>扣除费用后</translation>
    </message>
    <message>
        <source>Costs by year</source>
        <translation>各年费用</translation>
    </message>
    <message>
        <source>Equity before and after costs</source>
        <translation>扣费前后的权益</translation>
    </message>
    <message>
        <source>Costs by kind</source>
        <translation>各类费用</translation>
    </message>
    <message>
        <source>Five largest holdings</source>
        <translation>前五大持仓</translation>
    </message>
    <message>
        <source>Concentration</source>
        <translation>集中度</translation>
    </message>
    <message>
        <source>Share of equity by group</source>
        <translation>各组占权益比例</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>At the end</source>
        <translation>期末</translation>
    </message>
    <message>
        <source>Share of the money of those fills</source>
        <translation>占这些成交金额的比例</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>MAE</source>
        <translation>最大不利</translation>
    </message>
    <message>
        <source>How far the price went against the trade while it was open</source>
        <translation>持有期间价格向不利方向的最大幅度（MAE）</translation>
    </message>
    <message>
        <source>MFE</source>
        <translation>最大有利</translation>
    </message>
    <message>
        <source>How far the price went in favour of the trade while it was open</source>
        <translation>持有期间价格向有利方向的最大幅度（MFE）</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>成交</translation>
    </message>
    <message>
        <source>Not filled</source>
        <translation>未成交</translation>
    </message>
    <message>
        <source>%1 %2, %3</source>
        <translation>%1 %2，%3</translation>
    </message>
    <message>
        <source>%1 %2 at %3, costs %4</source>
        <translation>%1 %2，价格 %3，费用 %4</translation>
    </message>
    <message>
        <source>Round trip closed with %1 (%2)</source>
        <translation>平仓盈亏 %1（%2）</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>比较回测</translation>
    </message>
    <message>
        <source>Open the folder of a run</source>
        <translation>打开回测文件夹</translation>
    </message>
    <message>
        <source>Choose a run</source>
        <translation>选择回测</translation>
    </message>
    <message>
        <source>Two runs appear here beside each other: backtests of this session, or folders that a report was exported to.</source>
        <translation>在此并排比较两次回测：本次启动后的回测，或导出报告的文件夹。</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Choose two runs.</source>
        <translation>请选择两次回测。</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>No setting differs.</source>
        <translation>设置全部相同。</translation>
    </message>
    <message numerus="yes">
        <source>%n settings differ.</source>
        <translation>
            <numerusform>%n 项设置不同。</numerusform>
        </translation>
    </message>
    <message>
        <source>The same fills, orders and equity.</source>
        <translation>成交、委托和权益完全相同。</translation>
    </message>
    <message numerus="yes">
        <source>%n figures differ.</source>
        <translation>
            <numerusform>%n 项指标不同。</numerusform>
        </translation>
    </message>
    <message>
        <source>First difference: %1.</source>
        <translation>第一处差异：%1。</translation>
    </message>
    <message>
        <source>Growth since the beginning</source>
        <translation>自起点以来的增长</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>First run</source>
        <translation>第一次回测</translation>
    </message>
    <message>
        <source>Second run</source>
        <translation>第二次回测</translation>
    </message>
    <message>
        <source>Exchange the two</source>
        <translation>互换</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Parameter sweep</source>
        <translation>参数扫描</translation>
    </message>
    <message>
        <source>Open the folder of a sweep</source>
        <translation>打开扫描文件夹</translation>
    </message>
    <message>
        <source>Save the sweep to a folder</source>
        <translation>将扫描保存到文件夹</translation>
    </message>
    <message>
        <source>A strategy is tried here with many values of its parameters: choose them at the left and run, or open the folder of an earlier sweep.</source>
        <translation>在此用多组参数值试验一个策略：在左侧选择参数并运行，或打开以前扫描的文件夹。</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Every combination</source>
        <translation>全部组合</translation>
    </message>
    <message>
        <source>Some at random</source>
        <translation>随机抽取</translation>
    </message>
    <message>
        <source>Choose a parameter and its values: 5:20:5 counts from 5 to 20 by 5, or 5,10,20.</source>
        <translation>请选择参数及其取值：5:20:5 表示从 5 到 20、步长 5，或写 5,10,20。</translation>
    </message>
    <message numerus="yes">
        <source>%n backtests</source>
        <translation>
            <numerusform>%n 次回测</numerusform>
        </translation>
    </message>
    <message>
        <source>Strategy: %1</source>
        <translation>策略：%1</translation>
    </message>
    <message>
        <source>No strategy is open</source>
        <translation>没有打开的策略</translation>
    </message>
    <message>
        <source>Parameters and values</source>
        <translation>参数与取值</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Parameter %1</source>
        <translation>参数 %1</translation>
    </message>
    <message>
        <source>Values of parameter %1</source>
        <translation>参数 %1 的取值</translation>
    </message>
    <message>
        <source>from:to:step, or values separated by commas</source>
        <translation>起:止:步长，或以逗号分隔的取值</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>组合方式</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>抽取数量</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Best by</source>
        <translation>评优指标</translation>
    </message>
    <message>
        <source>Progress of the sweep</source>
        <translation>扫描进度</translation>
    </message>
    <message>
        <source>Run sweep</source>
        <translation>运行扫描</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>未运行原因</translation>
    </message>
    <message numerus="yes">
        <source>%n trials</source>
        <translation>
            <numerusform>%n 次试验</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not run</source>
        <translation>
            <numerusform>%n 次无法运行</numerusform>
        </translation>
    </message>
    <message>
        <source>None has a figure to compare by.</source>
        <translation>没有可供比较的指标。</translation>
    </message>
    <message>
        <source>Best: %1 (%2 %3).</source>
        <translation>最优：%1（%2 %3）。</translation>
    </message>
    <message>
        <source>Deflated Sharpe %1:</source>
        <translation>紧缩夏普比率 %1：</translation>
    </message>
    <message>
        <source>even after so many trials this is more than luck.</source>
        <translation>即使经过这么多次试验，也不只是运气。</translation>
    </message>
    <message>
        <source>after so many trials this may well be luck.</source>
        <translation>经过这么多次试验，这很可能只是运气。</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>热力图</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>纵轴</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Figure of the heat map</source>
        <translation>热力图指标</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>Put this run beside another</source>
        <translation>与另一次回测并排比较</translation>
    </message>
    <message>
        <source>First other fill: number %1</source>
        <translation>第一笔不同的成交：第 %1 笔</translation>
    </message>
    <message>
        <source>First other order: number %1</source>
        <translation>第一笔不同的委托：第 %1 笔</translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>a sentence</comment>
        <translation>%1。</translation>
    </message>
    <message>
        <source>Of traded</source>
        <translation>占成交额</translation>
    </message>
    <message>
        <source>Figure</source>
        <comment>of a run</comment>
        <translation>指标</translation>
    </message>
    <message>
        <source>Agree to an order</source>
        <translation>同意委托</translation>
    </message>
    <message>
        <source>Refuse an order</source>
        <translation>拒绝委托</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Refuse the order</source>
        <translation>拒绝委托</translation>
    </message>
    <message>
        <source>Only warn</source>
        <translation>只提示</translation>
    </message>
    <message>
        <source>Limit</source>
        <comment>a risk limit</comment>
        <translation>限额</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Beyond it</source>
        <translation>超限时</translation>
    </message>
    <message>
        <source>Missing figures</source>
        <translation>缺少数字时</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>New limit</source>
        <translation>新限额</translation>
    </message>
    <message>
        <source>Edit the limit</source>
        <translation>编辑限额</translation>
    </message>
    <message>
        <source>Warn from</source>
        <translation>提示始于</translation>
    </message>
    <message>
        <source> % of it on</source>
        <translation> % 起</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>all accounts</source>
        <translation>所有账户</translation>
    </message>
    <message>
        <source>all strategies</source>
        <translation>所有策略</translation>
    </message>
    <message>
        <source>all securities</source>
        <translation>所有证券</translation>
    </message>
    <message>
        <source>From which correlation on two securities move together, or how many orders a day has before their cancels count</source>
        <translation>相关系数达到多少算作联动，或当日委托达到多少笔后才计算撤单率</translation>
    </message>
    <message>
        <source>What is done with an order that enlarges a position while a price, an industry or a correlation is not known</source>
        <translation>价格、行业或相关性未知时，如何对待增加持仓的委托</translation>
    </message>
    <message>
        <source>Add the limit</source>
        <translation>添加限额</translation>
    </message>
    <message>
        <source>Risk limits</source>
        <translation>风险限额</translation>
    </message>
    <message>
        <source>%1 warned, %2 used up</source>
        <translation>%1 提醒，%2 超限</translation>
    </message>
    <message>
        <source>There is no account here whose orders could be limited.</source>
        <translation>这里没有可设限额的账户。</translation>
    </message>
    <message>
        <source>Orders that wait until somebody agrees to them stand here.</source>
        <translation>等待同意的委托显示在这里。</translation>
    </message>
    <message>
        <source>Nothing is limited. Limits refuse orders that would put too much into one security, lose too much in a day, or ask too much of the exchange.</source>
        <translation>尚未设限。限额会拒绝在单只证券上投入过多、当日亏损过大或向交易所申报过多的委托。</translation>
    </message>
    <message>
        <source>Begin with the usual limits</source>
        <translation>采用常用限额</translation>
    </message>
    <message>
        <source>No order goes: %1</source>
        <translation>任何委托都不会发出：%1</translation>
    </message>
    <message>
        <source>Add a limit</source>
        <translation>添加限额</translation>
    </message>
    <message>
        <source>Change a limit</source>
        <translation>更改限额</translation>
    </message>
    <message>
        <source>Remove limits</source>
        <translation>删除限额</translation>
    </message>
    <message numerus="yes">
        <source>%n limit(s) removed</source>
        <translation>
            <numerusform>已删除 %n 条限额</numerusform>
        </translation>
    </message>
    <message>
        <source>Usual limits</source>
        <translation>常用限额</translation>
    </message>
    <message>
        <source>Agreed: send the order again, it is good for %1 once</source>
        <translation>已同意：请再次发出委托，对“%1”有效一次</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限额</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>Orders that wait for approval</source>
        <translation>等待审批的委托</translation>
    </message>
    <message>
        <source>Add a limit…</source>
        <translation>添加限额…</translation>
    </message>
    <message>
        <source>Edit the limit…</source>
        <translation>编辑限额…</translation>
    </message>
    <message>
        <source>Remove the limits</source>
        <translation>删除限额</translation>
    </message>
    <message>
        <source>Agree to the order…</source>
        <translation>同意委托…</translation>
    </message>
    <message>
        <source>Refuse the order…</source>
        <translation>拒绝委托…</translation>
    </message>
    <message>
        <source>Used up: orders that make it more are refused</source>
        <translation>已用尽：会增加占用的委托被拒绝</translation>
    </message>
    <message>
        <source>Used up: it only warns</source>
        <translation>已用尽：只提示</translation>
    </message>
    <message>
        <source>Each order is looked at on its own</source>
        <translation>逐笔检查委托</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a scope</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>Most of it</source>
        <translation>占用最多</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>审批人</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Good until</source>
        <translation>有效至</translation>
    </message>
    <message>
        <source>Buy %1 %2 at %3, %4 in all</source>
        <translation>买入 %1 %2，价格 %3，合计 %4</translation>
    </message>
    <message>
        <source>Sell %1 %2 at %3, %4 in all</source>
        <translation>卖出 %1 %2，价格 %3，合计 %4</translation>
    </message>
    <message>
        <source>money</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>% of the equity</source>
        <translation>% 权益</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>a second</source>
        <translation>每秒</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>每日</translation>
    </message>
    <message>
        <source>shares or orders</source>
        <translation>股或笔</translation>
    </message>
    <message>
        <source>account %1</source>
        <translation>账户 %1</translation>
    </message>
    <message>
        <source>strategy %1</source>
        <translation>策略 %1</translation>
    </message>
    <message>
        <source>tag %1</source>
        <translation>标签 %1</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>orders a second</comment>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>%1/day</source>
        <comment>orders</comment>
        <translation>%1/日</translation>
    </message>
    <message>
        <source>waits</source>
        <comment>an approval</comment>
        <translation>等待</translation>
    </message>
    <message>
        <source>agreed to</source>
        <comment>an approval</comment>
        <translation>已同意</translation>
    </message>
    <message>
        <source>refused</source>
        <comment>an approval</comment>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>too late</source>
        <comment>an approval</comment>
        <translation>已过期</translation>
    </message>
    <message>
        <source>sent</source>
        <comment>an approval</comment>
        <translation>已发出</translation>
    </message>
    <message>
        <source>Some where it went well</source>
        <translation>在好的地方抽取</translation>
    </message>
    <message>
        <source>Each few are drawn where those before them were good (Bayesian search)</source>
        <translation>每一批都抽在先前表现好的地方（贝叶斯搜索）</translation>
    </message>
    <message>
        <source>Double click: why?</source>
        <translation>双击：为什么？</translation>
    </message>
    <message>
        <source>Why? %1</source>
        <translation>为什么？%1</translation>
    </message>
    <message>
        <source>Backtest %1</source>
        <translation>回测 %1</translation>
    </message>
    <message>
        <source>Show the fills of the back&amp;test</source>
        <translation>显示回测的成交(&amp;T)</translation>
    </message>
    <message>
        <source>First other decision: number %1</source>
        <translation>第一个不同的决策：第 %1 个</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>Back to the order, the decision, the values and bars behind it</source>
        <translation>追溯到其背后的委托、决策、数值与 K 线</translation>
    </message>
    <message numerus="yes">
        <source>%n days are too few</source>
        <translation>
            <numerusform>%n 天太短</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>a year, from %n days</source>
        <translation>
            <numerusform>每年，由 %n 天推算</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A run of %n day(s) is too short for a return a year; from %1 days on it is shown.</source>
        <translation>
            <numerusform>%n 天的运行太短，不宜年化收益；从 %1 天起才显示。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show another run: of this session, or from a folder</source>
        <translation>显示另一次运行：本次会话的，或来自文件夹</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>打开运行</translation>
    </message>
    <message>
        <source>Open run…</source>
        <translation>打开运行…</translation>
    </message>
    <message>
        <source>Following it back to its bars… %1</source>
        <translation>正在追溯到 K 线… %1</translation>
    </message>
    <message>
        <source>Show where these bars came from</source>
        <translation>显示这些 K 线的来源</translation>
    </message>
    <message>
        <source>Show on the chart</source>
        <translation>在图表上显示</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>&amp;Open run…</source>
        <translation>打开运行(&amp;O)…</translation>
    </message>
    <message>
        <source>Show the report of an earlier run from its folder</source>
        <translation>从文件夹显示以前某次运行的报告</translation>
    </message>
    <message>
        <source>&amp;Why?</source>
        <translation>为什么(&amp;W)？</translation>
    </message>
    <message>
        <source>Add a strategy</source>
        <translation>添加策略</translation>
    </message>
    <message>
        <source>“%1” is on the board already. Another name:</source>
        <translation>列表中已有“%1”，请另取名称：</translation>
    </message>
    <message>
        <source>Add strategies</source>
        <translation>添加策略</translation>
    </message>
    <message>
        <source>Strategies (*.zvtstrategy *.lua)</source>
        <translation>策略 (*.zvtstrategy *.lua)</translation>
    </message>
    <message>
        <source>&amp;Add strategies to the board…</source>
        <translation>添加策略到运行列表(&amp;A)…</translation>
    </message>
    <message>
        <source>Strategies from files run from the next bar on, each with an account of its own</source>
        <translation>文件中的策略从下一根K线起运行，各有独立账户</translation>
    </message>
    <message>
        <source>&amp;Start the chosen strategies</source>
        <translation>启动所选策略(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;top the chosen strategies</source>
        <translation>停止所选策略(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Clutch or release the chosen strategies</source>
        <translation>所选策略切换为仅观察或恢复(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Remove the chosen strategies…</source>
        <translation>移除所选策略(&amp;R)…</translation>
    </message>
    <message>
        <source>Strategies running</source>
        <translation>运行中的策略</translation>
    </message>
    <message>
        <source>%1 of %2 running</source>
        <translation>运行 %1 / 共 %2</translation>
    </message>
    <message>
        <source>Strategies that you put to work stand here: what each holds and earns, what it wanted last, and a switch to stop it. They follow the paper market, and a replay while one runs.</source>
        <translation>投入运行的策略列在这里：各自的持仓、盈亏、最近一次决策，并可随时停止。它们跟随模拟市场；回放期间跟随回放。</translation>
    </message>
    <message>
        <source>Add a strategy…</source>
        <translation>添加策略…</translation>
    </message>
    <message>
        <source>PAPER</source>
        <translation>模拟盘 PAPER</translation>
    </message>
    <message>
        <source>close of %1</source>
        <comment>day</comment>
        <translation>%1 收盘</translation>
    </message>
    <message>
        <source>on the way…</source>
        <translation>推进中…</translation>
    </message>
    <message>
        <source>Choose a strategy to see its positions, orders and log.</source>
        <translation>选择一个策略以查看其持仓、委托和日志。</translation>
    </message>
    <message numerus="yes">
        <source>%n strategies chosen</source>
        <translation>
            <numerusform>已选 %n 个策略</numerusform>
        </translation>
    </message>
    <message>
        <source>Newest orders</source>
        <translation>最近委托</translation>
    </message>
    <message numerus="yes">
        <source>%n strategies leave the board and their open orders are cancelled.</source>
        <translation>
            <numerusform>将移除 %n 个策略，并撤销其未成交委托。</numerusform>
        </translation>
    </message>
    <message>
        <source>What they hold is not sold; their journals stay.</source>
        <translation>其持仓不会卖出，流水仍保留。</translation>
    </message>
    <message>
        <source>Remove strategies</source>
        <translation>移除策略</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Stop: it ends, its open orders are cancelled</source>
        <translation>停止：策略结束，未成交委托撤销</translation>
    </message>
    <message>
        <source>Clutch or release: it goes on observing, no order leaves</source>
        <translation>仅观察或恢复：策略继续观察，但不再发出委托</translation>
    </message>
    <message>
        <source>Show the security of its last decision</source>
        <translation>查看最近决策的证券</translation>
    </message>
    <message>
        <source>Remove from the board…</source>
        <translation>从列表移除…</translation>
    </message>
    <message>
        <source>Filter strategies</source>
        <translation>筛选策略</translation>
    </message>
    <message>
        <source>All</source>
        <comment>strategies</comment>
        <translation>全部</translation>
    </message>
    <message>
        <source>States that are shown</source>
        <translation>显示的状态</translation>
    </message>
    <message>
        <source>Positions, orders and log of the chosen strategy</source>
        <translation>所选策略的持仓、委托和日志</translation>
    </message>
    <message>
        <source>Largest: %1</source>
        <translation>最大持仓：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n fill(s) today</source>
        <translation>
            <numerusform>今日成交 %n 笔</numerusform>
        </translation>
    </message>
    <message>
        <source>From the close of the newest bar until its last order was sent</source>
        <translation>从最新K线收盘到发出最后一笔委托的时间</translation>
    </message>
    <message>
        <source>Profit</source>
        <translation>盈亏</translation>
    </message>
    <message>
        <source>Profit today</source>
        <translation>当日盈亏</translation>
    </message>
    <message>
        <source>Realised</source>
        <translation>已实现</translation>
    </message>
    <message>
        <source>Unrealised</source>
        <translation>未实现</translation>
    </message>
    <message>
        <source>Last decision</source>
        <translation>最近决策</translation>
    </message>
    <message>
        <source>When</source>
        <comment>a strategy decided</comment>
        <translation>时间</translation>
    </message>
    <message>
        <source>Orders today</source>
        <translation>今日委托</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>Equity curve</source>
        <translation>权益曲线</translation>
    </message>
    <message>
        <source>Running</source>
        <comment>strategy</comment>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Stopped</source>
        <comment>strategy</comment>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Clutched</source>
        <comment>strategy</comment>
        <translation>仅观察</translation>
    </message>
    <message>
        <source>Failed</source>
        <comment>strategy</comment>
        <translation>失败</translation>
    </message>
    <message>
        <source>Buy %1 %2</source>
        <comment>quantity, security</comment>
        <translation>买入 %1 %2</translation>
    </message>
    <message>
        <source>Sell %1 %2</source>
        <comment>quantity, security</comment>
        <translation>卖出 %1 %2</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>修改 %1</translation>
    </message>
    <message>
        <source>Distance, %</source>
        <translation>回撤距离（%）</translation>
    </message>
    <message>
        <source>Stop price</source>
        <translation>触发价</translation>
    </message>
    <message>
        <source>Take profit</source>
        <translation>止盈</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不改</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>限价 %1</translation>
    </message>
    <message>
        <source>protects an entry</source>
        <translation>保护开仓单</translation>
    </message>
    <message>
        <source>one cancels other</source>
        <translation>二选一</translation>
    </message>
    <message>
        <source>from the day it can be sold</source>
        <translation>自可卖之日起</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) sent</source>
        <translation>
            <numerusform>已发 %n 份</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 working</source>
        <translation>%1 股挂单中</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Share, %</source>
        <comment>of what the market trades</comment>
        <translation>占比（%）</translation>
    </message>
    <message>
        <source>Slice</source>
        <comment>shares of an iceberg order that are shown at a time</comment>
        <translation>每片</translation>
    </message>
    <message>
        <source>Parts</source>
        <comment>into how many an order is cut</comment>
        <translation>份数</translation>
    </message>
    <message>
        <source>Stop</source>
        <comment>price at which an order is sent</comment>
        <translation>触发价</translation>
    </message>
    <message>
        <source>Target</source>
        <comment>price of a take-profit</comment>
        <translation>止盈价</translation>
    </message>
    <message>
        <source>Distance</source>
        <comment>of a trailing stop from the best price</comment>
        <translation>回撤距离</translation>
    </message>
    <message>
        <source>Good for</source>
        <comment>how long an order stands</comment>
        <translation>有效期</translation>
    </message>
    <message>
        <source>per share</source>
        <comment>unit of a distance: money</comment>
        <translation>元/股</translation>
    </message>
    <message>
        <source>Unit of the distance</source>
        <translation>距离的单位</translation>
    </message>
    <message>
        <source>stop %1</source>
        <comment>price at which an order is sent</comment>
        <translation>触发 %1</translation>
    </message>
    <message>
        <source>trailing by %1</source>
        <translation>跟踪 %1</translation>
    </message>
    <message>
        <source>target %1</source>
        <translation>止盈 %1</translation>
    </message>
    <message>
        <source>Histories compared</source>
        <translation>比较的历史数</translation>
    </message>
    <message>
        <source>Days of the run</source>
        <translation>运行天数</translation>
    </message>
    <message>
        <source>Days on which a look at the next bar would be found</source>
        <translation>可发现偷看下一根K线的日子占比</translation>
    </message>
    <message>
        <source>Orders of the whole run</source>
        <translation>完整运行的委托数</translation>
    </message>
    <message>
        <source>History ends on</source>
        <translation>历史截止于</translation>
    </message>
    <message>
        <source>First difference</source>
        <translation>首个差异</translation>
    </message>
    <message>
        <source>With the whole history</source>
        <translation>完整历史</translation>
    </message>
    <message>
        <source>With the shorter one</source>
        <translation>较短历史</translation>
    </message>
    <message>
        <source>The strategy looks ahead: without the days after %1 it does something else.</source>
        <translation>策略用到了未来数据：去掉 %1 之后的日子，其行为发生变化。</translation>
    </message>
    <message>
        <source>Nothing differs: on the days that were tried the strategy knows nothing of later ones.</source>
        <translation>没有差异：在尝试过的日子上，策略不知道之后的信息。</translation>
    </message>
    <message>
        <source>Chosen on</source>
        <translation>选参区间</translation>
    </message>
    <message>
        <source>Judged on</source>
        <translation>检验区间</translation>
    </message>
    <message>
        <source>%1 (locked)</source>
        <translation>%1（锁定）</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>所选参数</translation>
    </message>
    <message>
        <source>Chosen by</source>
        <translation>选参指标</translation>
    </message>
    <message>
        <source>Sharpe</source>
        <translation>夏普</translation>
    </message>
    <message>
        <source>Max drawdown</source>
        <translation>最大回撤</translation>
    </message>
    <message numerus="yes">
        <source>On days that no choice was made on: return %1, Sharpe %2, from %n backtests.</source>
        <translation>
            <numerusform>未参与选参的日子：收益 %1，夏普 %2，共 %n 次回测。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Others have looked at the locked days %n time(s) before.</source>
        <translation>
            <numerusform>锁定的日子此前已被其他请求看过 %n 次。</numerusform>
        </translation>
    </message>
    <message>
        <source>Low (5 %)</source>
        <translation>低 (5 %)</translation>
    </message>
    <message>
        <source>High (95 %)</source>
        <translation>高 (95 %)</translation>
    </message>
    <message numerus="yes">
        <source>Of %n draws of the same trades, %1 end with a loss.</source>
        <translation>
            <numerusform>对同样的交易抽样 %n 次，其中 %1 以亏损告终。</numerusform>
        </translation>
    </message>
    <message>
        <source>Histories</source>
        <translation>历史数</translation>
    </message>
    <message>
        <source>Days to choose on</source>
        <translation>选参天数</translation>
    </message>
    <message>
        <source>Days to judge on</source>
        <translation>检验天数</translation>
    </message>
    <message>
        <source>Days locked away</source>
        <translation>锁定天数</translation>
    </message>
    <message>
        <source>Draws</source>
        <translation>抽样次数</translation>
    </message>
    <message>
        <source>Strategy checks</source>
        <translation>策略检验</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>Look-ahead</source>
        <translation>未来数据</translation>
    </message>
    <message>
        <source>Walk-forward</source>
        <translation>滚动检验</translation>
    </message>
    <message>
        <source>Bootstrap</source>
        <translation>自助抽样</translation>
    </message>
    <message>
        <source>Kind of check</source>
        <translation>检验种类</translation>
    </message>
    <message>
        <source>Runs the open strategy on histories that end early: an order that differs knew something of later days. 0 tries every day.</source>
        <translation>让当前策略在提前结束的历史上运行：出现差异的委托用到了之后的信息。0 表示每一天都试。</translation>
    </message>
    <message>
        <source>Chooses parameters on some days and judges them on the days that follow, again and again. Days that are locked away are used once, at the end.</source>
        <translation>在一段日子上选择参数，在随后的日子上检验，反复进行。锁定的日子只在最后使用一次。</translation>
    </message>
    <message>
        <source>Draws the trades of the newest run anew, many times: how else it might have turned out.</source>
        <translation>对最近一次回测的交易反复重新抽取：看看它还可能有怎样的结果。</translation>
    </message>
    <message>
        <source>&amp;Put the open strategy on the board</source>
        <translation>当前策略投入运行(&amp;P)</translation>
    </message>
    <message>
        <source>It runs as it is now, from the next bar on, with an account of its own</source>
        <translation>按当前内容从下一根K线起运行，使用独立账户</translation>
    </message>
    <message>
        <source>&amp;Add a limit…</source>
        <translation>添加限额(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Edit the limit…</source>
        <translation>编辑限额(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Remove the limits</source>
        <translation>删除限额(&amp;R)</translation>
    </message>
    <message>
        <source>What the check finds stands here, with its figures below.</source>
        <translation>检验结果显示在这里，下方列出数字。</translation>
    </message>
    <message>
        <source>Enter a quantity</source>
        <translation>请填写数量</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Limit orders</source>
        <translation>限价委托</translation>
    </message>
    <message>
        <source>Market orders</source>
        <translation>市价委托</translation>
    </message>
    <message>
        <source>Change a quantity</source>
        <translation>修改数量</translation>
    </message>
    <message>
        <source>Basket</source>
        <translation>篮子交易</translation>
    </message>
    <message numerus="yes">
        <source>Add %n orders</source>
        <translation>
            <numerusform>添加 %n 笔委托</numerusform>
        </translation>
    </message>
    <message>
        <source>Add to the basket</source>
        <translation>加入篮子</translation>
    </message>
    <message numerus="yes">
        <source>%n orders were read. These lines were left out:</source>
        <translation>
            <numerusform>已读取 %n 笔委托，以下各行未读取：</numerusform>
        </translation>
    </message>
    <message>
        <source>Open a basket</source>
        <translation>打开篮子</translation>
    </message>
    <message>
        <source>Lists of orders (*.csv *.txt *.xls);;All files (*)</source>
        <translation>委托清单 (*.csv *.txt *.xls);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Nothing is held that could be sold and is not in the basket.</source>
        <translation>没有可卖且不在篮中的持仓。</translation>
    </message>
    <message>
        <source>Sell what is held</source>
        <translation>卖出全部持仓</translation>
    </message>
    <message>
        <source>Size by amount</source>
        <translation>按金额分配</translation>
    </message>
    <message>
        <source>Share this amount out among the buys, in equal parts and whole lots:</source>
        <translation>把这笔金额平均分给各买单，取整手：</translation>
    </message>
    <message>
        <source>There are no buys in the basket.</source>
        <translation>篮中没有买单。</translation>
    </message>
    <message>
        <source>“%1” is not an amount above 0.</source>
        <translation>“%1”不是大于 0 的金额。</translation>
    </message>
    <message>
        <source>Switch the side</source>
        <translation>切换方向</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n orders</source>
        <translation>
            <numerusform>移除 %n 笔委托</numerusform>
        </translation>
    </message>
    <message>
        <source>Paste orders</source>
        <translation>粘贴委托</translation>
    </message>
    <message>
        <source>Open a basket…</source>
        <translation>打开篮子…</translation>
    </message>
    <message>
        <source>Size by amount…</source>
        <translation>按金额分配…</translation>
    </message>
    <message>
        <source>Beyond the last price</source>
        <translation>越过最新价</translation>
    </message>
    <message>
        <source>How far a limit lies above the last price to buy, below it to sell</source>
        <translation>限价高于最新价（买入）或低于最新价（卖出）的幅度</translation>
    </message>
    <message>
        <source>Sells first</source>
        <translation>先卖后买</translation>
    </message>
    <message>
        <source>Buys begin when every sell is over, and may spend what those bring</source>
        <translation>全部卖单结束后才开始买入，可使用卖出所得</translation>
    </message>
    <message numerus="yes">
        <source>%n buy(s)</source>
        <translation>
            <numerusform>买入 %n 笔</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sell(s)</source>
        <translation>
            <numerusform>卖出 %n 笔</numerusform>
        </translation>
    </message>
    <message>
        <source>Many orders at once: paste a list of codes, sides and quantities (%1), drop securities here, or open a file.</source>
        <translation>一次发送多笔委托：粘贴代码、方向与数量的清单（%1），把证券拖到这里，或打开文件。</translation>
    </message>
    <message>
        <source>% of the volume</source>
        <translation>成交量占比（%）</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>Buys</source>
        <translation>买入</translation>
    </message>
    <message>
        <source>Value and costs</source>
        <translation>金额与费用</translation>
    </message>
    <message>
        <source>Sells</source>
        <translation>卖出</translation>
    </message>
    <message>
        <source>Value less costs</source>
        <translation>金额扣除费用</translation>
    </message>
    <message>
        <source>Cash after</source>
        <translation>之后可用</translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) are blocked</source>
        <translation>
            <numerusform>%n 笔委托被阻止</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) lack a quantity</source>
        <translation>
            <numerusform>%n 笔委托未填数量</numerusform>
        </translation>
    </message>
    <message>
        <source>The cash does not suffice for all of them</source>
        <translation>资金不足以支付全部委托</translation>
    </message>
    <message numerus="yes">
        <source>Send %n order(s)</source>
        <translation>
            <numerusform>发送 %n 笔委托</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2
Buys %3, sells %4, cash after %5.</source>
        <translation>%1：%2
买入 %3，卖出 %4，之后可用资金 %5。</translation>
    </message>
    <message>
        <source>Send the basket to the paper account?</source>
        <translation>发送到模拟账户？</translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) were refused and stay here.</source>
        <translation>
            <numerusform>%n 笔委托被拒绝，留在此处。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) sent.</source>
        <translation>
            <numerusform>已发送 %n 笔委托。</numerusform>
        </translation>
    </message>
    <message>
        <source>waits for the sells</source>
        <translation>等待卖单结束</translation>
    </message>
    <message>
        <source>Why its last order…</source>
        <translation>最近委托为什么…</translation>
    </message>
    <message>
        <source>Why…</source>
        <translation>为什么…</translation>
    </message>
    <message>
        <source>Choose a parameter and its values first</source>
        <translation>请先选择参数并填写取值</translation>
    </message>
    <message>
        <source>Strategy %1 has failed: %2</source>
        <translation>策略“%1”已出错停止：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n strategies have failed: %1, … The first: %2</source>
        <translation>
            <numerusform>%n 个策略已出错停止：%1 等。第一个：%2</numerusform>
        </translation>
    </message>
    <message>
        <source>Holdings at the close of %1, before all were closed at the end</source>
        <translation>%1 收盘持仓（期末全部平仓之前）</translation>
    </message>
    <message>
        <source>Orders are stopped</source>
        <translation>委托已停止</translation>
    </message>
    <message>
        <source>Not run. %1</source>
        <translation>未运行。%1</translation>
    </message>
    <message>
        <source>Last price %1</source>
        <translation>最新价 %1</translation>
    </message>
    <message>
        <source>Its pair stays: %1</source>
        <translation>另一单不变：%1</translation>
    </message>
    <message>
        <source>%1 %2%, min %3 × %4</source>
        <translation>%1 %2%，最低 %3 × %4</translation>
    </message>
    <message>
        <source>at least %1</source>
        <comment>money</comment>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <comment>money</comment>
        <translation>至多 %1</translation>
    </message>
    <message>
        <source>Each part pays its own minimum commission; how many there are, the market says</source>
        <translation>每一笔子单都按最低佣金计收；子单笔数由市场成交决定</translation>
    </message>
    <message>
        <source>Part of %1</source>
        <translation>%1 的子单</translation>
    </message>
    <message>
        <source>Sent by %1</source>
        <translation>由%1发出</translation>
    </message>
    <message>
        <source>Value</source>
        <comment>of a figure</comment>
        <translation>数值</translation>
    </message>
    <message>
        <source>Let all strategies trade again</source>
        <translation>恢复全部策略的委托</translation>
    </message>
    <message>
        <source>From now on the orders of all strategies leave again.</source>
        <translation>此后全部策略将重新发出委托。</translation>
    </message>
    <message>
        <source>Let them trade</source>
        <translation>恢复委托</translation>
    </message>
    <message>
        <source>Stop the orders of all strategies: they go on observing</source>
        <translation>停止全部策略的委托：策略继续观察</translation>
    </message>
    <message>
        <source>Paper %1</source>
        <comment>day of the paper market</comment>
        <translation>模拟 %1</translation>
    </message>
    <message>
        <source>annual return / drawdown</source>
        <translation>年化收益 / 最大回撤</translation>
    </message>
    <message>
        <source>%1 a year, compounded by trading days (the CAGR goes by calendar days), over the maximum drawdown %2</source>
        <translation>按交易日复利的年化收益 %1（复合年增长率按自然日计算），除以最大回撤 %2</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was kept of this run.</source>
        <translation>已取消，本次运行未保留任何结果。</translation>
    </message>
    <message>
        <source>%1 of %2 backtests</source>
        <translation>已完成 %1 / %2 次回测</translation>
    </message>
    <message>
        <source>A strategy is stopped</source>
        <translation>有策略已停止委托</translation>
    </message>
    <message>
        <source>Strategies are stopped</source>
        <translation>策略委托已停止</translation>
    </message>
    <message>
        <source>Not run</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>Figures of the run before</source>
        <translation>以下为上一次运行的结果</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>quantity, average price</comment>
        <translation>%1，均价 %2</translation>
    </message>
    <message>
        <source>%1 of %2 at %3</source>
        <comment>filled, ordered, average price</comment>
        <translation>已成 %1 / %2，均价 %3</translation>
    </message>
    <message numerus="yes">
        <source>%n orders have ended, %1 of them filled</source>
        <translation>
            <numerusform>%n 笔委托已结束，其中 %1 笔全部成交</numerusform>
        </translation>
    </message>
    <message>
        <source>price</source>
        <comment>to be entered</comment>
        <translation>价格</translation>
    </message>
    <message>
        <source>quantity</source>
        <comment>to be entered</comment>
        <translation>数量</translation>
    </message>
    <message>
        <source>stop price</source>
        <comment>to be entered</comment>
        <translation>触发价</translation>
    </message>
    <message>
        <source>target price</source>
        <comment>to be entered</comment>
        <translation>目标价</translation>
    </message>
    <message>
        <source>distance</source>
        <comment>to be entered</comment>
        <translation>回撤幅度</translation>
    </message>
    <message>
        <source>size of the parts</source>
        <comment>to be entered</comment>
        <translation>每份大小</translation>
    </message>
    <message>
        <source>There is no price yet</source>
        <translation>暂无价格</translation>
    </message>
    <message>
        <source>Enter %1</source>
        <translation>请填写%1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between what is to be entered</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Value</source>
        <comment>of a holding</comment>
        <translation>市值</translation>
    </message>
    <message>
        <source>Confirm the change</source>
        <translation>确认修改</translation>
    </message>
    <message>
        <source>It keeps its distance from the stop</source>
        <translation>与止损价保持原有距离</translation>
    </message>
    <message>
        <source>From the last price</source>
        <translation>距最新价</translation>
    </message>
    <message>
        <source>Result at this price</source>
        <translation>此价成交的盈亏</translation>
    </message>
    <message>
        <source>Against the average cost, before the costs of the sale</source>
        <translation>相对持仓均价，未计卖出费用</translation>
    </message>
    <message>
        <source>It trails behind %1, the best price, and cannot be there.</source>
        <translation>它跟在最优价 %1 之后，不能放在那里。</translation>
    </message>
    <message>
        <source>Choose a parameter and its values at the left.</source>
        <translation>请在左侧选择参数并填写取值。</translation>
    </message>
    <message>
        <source>Take wider steps, or try some at random.</source>
        <translation>请加大步长，或改为随机抽取一部分。</translation>
    </message>
    <message>
        <source>Write its values as from:to:step, or separated by commas.</source>
        <translation>取值请写成 起:止:步长，或用逗号分隔。</translation>
    </message>
    <message>
        <source>%1 filled, %2 working</source>
        <translation>已成交 %1，在途 %2</translation>
    </message>
    <message>
        <source>%1 taken out by hand</source>
        <translation>人工撤改 %1</translation>
    </message>
    <message>
        <source>Of the parts that follow; those that work are taken back for it</source>
        <translation>用于后续子单；在途子单先撤回</translation>
    </message>
    <message>
        <source>Until</source>
        <comment>the end of a worked order</comment>
        <translation>截止</translation>
    </message>
    <message>
        <source>Change the chosen order that waits here or is worked (F2)</source>
        <translation>修改选中的条件单或算法单 (F2)</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>全部账户</translation>
    </message>
    <message>
        <source>Equity %1 · gross %2 (%3) · net %4</source>
        <translation>总资产 %1 · 多空合计 %2 (%3) · 净额 %4</translation>
    </message>
    <message>
        <source>Not counted, without a price or a rate: %1</source>
        <translation>未计入（缺价格或汇率）：%1</translation>
    </message>
    <message>
        <source>Without a tag</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Of equity</source>
        <translation>占总资产</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>多空合计</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>净额</translation>
    </message>
    <message>
        <source>By open orders</source>
        <translation>在途委托</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>By</source>
        <comment>exposure by industry, tag …</comment>
        <translation>按</translation>
    </message>
    <message>
        <source>Of</source>
        <comment>the exposure of an account</comment>
        <translation>账户</translation>
    </message>
    <message>
        <source>Exposure by</source>
        <translation>暴露的分组</translation>
    </message>
    <message>
        <source>Exposure of</source>
        <translation>暴露的账户</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>暴露</translation>
    </message>
    <message>
        <source>What the accounts hold stands here by industry, tag and currency.</source>
        <translation>这里按行业、标签和币种列出各账户的持仓。</translation>
    </message>
    <message>
        <source>Limits, exposure or approvals</source>
        <translation>限额、暴露或审批</translation>
    </message>
    <message>
        <source>Cancelled. %1 of %2 backtests had come to their end; they are shown.</source>
        <translation>已取消。%2 次回测中有 %1 次已完成，结果已显示。</translation>
    </message>
    <message>
        <source>Choose another one, or give it all of the values at once.</source>
        <translation>请选择另一个参数，或一次写出它的全部取值。</translation>
    </message>
    <message>
        <source>Cancelled after %1 of %2 trials.</source>
        <translation>完成 %2 次试验中的 %1 次后取消。</translation>
    </message>
    <message>
        <source>No trial could run: there is no result.</source>
        <translation>没有一次试验能够运行：没有结果。</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>Edit the script</source>
        <translation>编辑脚本</translation>
    </message>
    <message>
        <source>Change a setting</source>
        <translation>更改设置</translation>
    </message>
    <message>
        <source>What the script declares. A value that is changed here goes with each run and sweep; the file stays as it is.</source>
        <translation>脚本所声明的设置。在这里改动的值随每次运行与扫描生效；文件保持原样。</translation>
    </message>
    <message>
        <source>All settings back to what the script declares</source>
        <translation>全部设置恢复为脚本声明的值</translation>
    </message>
    <message>
        <source>New s&amp;cript</source>
        <translation>新建脚本(&amp;C)</translation>
    </message>
    <message>
        <source>A strategy in Lua, as its source and its settings</source>
        <translation>用 Lua 编写的策略：源代码与设置</translation>
    </message>
    <message>
        <source>New strategy &amp;graph</source>
        <translation>新建策略图(&amp;G)</translation>
    </message>
    <message>
        <source>A strategy as a graph of nodes</source>
        <translation>以节点图表示的策略</translation>
    </message>
    <message>
        <source>&amp;Open strategy…</source>
        <translation>打开策略(&amp;O)…</translation>
    </message>
    <message>
        <source>A graph (.zvtstrategy) or a script (.lua)</source>
        <translation>策略图（.zvtstrategy）或脚本（.lua）</translation>
    </message>
    <message>
        <source>Source of the script</source>
        <translation>脚本源代码</translation>
    </message>
    <message>
        <source>Another program has changed the file, and there are changes here that are not saved.</source>
        <translation>另一个程序改动了该文件，而这里有未保存的更改。</translation>
    </message>
    <message>
        <source>Take the file&apos;s text</source>
        <translation>采用文件内容</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>The file was changed</source>
        <translation>文件已被修改</translation>
    </message>
    <message>
        <source>Another program has changed “%1” since it was read. Save over it?</source>
        <translation>“%1”读取之后已被其他程序修改。要覆盖它吗？</translation>
    </message>
    <message>
        <source>Strategy scripts (*.lua)</source>
        <translation>策略脚本 (*.lua)</translation>
    </message>
    <message>
        <source>New script</source>
        <translation>新建脚本</translation>
    </message>
    <message>
        <source>Run again from this manifest</source>
        <translation>按此清单重新运行</translation>
    </message>
    <message>
        <source>The same strategy with the same settings over the bars that are stored now; says whether every file of the report is the same</source>
        <translation>用相同的策略与设置，在现存K线上再次运行；说明报告的每个文件是否相同</translation>
    </message>
    <message>
        <source>Show the new run</source>
        <translation>显示新的运行</translation>
    </message>
    <message numerus="yes">
        <source>Run again: all %n files of the report are the same, byte for byte.</source>
        <translation>
            <numerusform>重新运行：报告的 %n 个文件逐字节全部相同。</numerusform>
        </translation>
    </message>
    <message>
        <source>Run again: not the same. Of %1 files these differ: %2.</source>
        <translation>重新运行：结果不同。%1 个文件中有差异的是：%2。</translation>
    </message>
    <message>
        <source>Nothing that it is known to depend on has changed.</source>
        <translation>已知的依赖均无变化。</translation>
    </message>
    <message>
        <source>What has changed: %1</source>
        <translation>变化之处：%1</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>as declared</source>
        <translation>按声明</translation>
    </message>
    <message>
        <source>text %1</source>
        <translation>文本 %1</translation>
    </message>
    <message>
        <source>Run again from its manifest</source>
        <translation>按清单重新运行</translation>
    </message>
    <message>
        <source>Run again from its &amp;manifest</source>
        <translation>按清单重新运行(&amp;M)</translation>
    </message>
    <message>
        <source>Whether the run that is shown comes out the same, byte for byte</source>
        <translation>所显示的运行能否逐字节重现</translation>
    </message>
    <message>
        <source>Slippage, half the spread and market impact, as the account&apos;s settings model them: they are in the prices of the fills, not among the fees</source>
        <translation>滑点、半价差与市场冲击，按账户设置的模型计算：已含在成交价中，不属于费用</translation>
    </message>
    <message numerus="yes">
        <source>Not known of %n fills</source>
        <translation>
            <numerusform>%n 笔成交未知</numerusform>
        </translation>
    </message>
    <message>
        <source>Trade</source>
        <comment>step of a trace</comment>
        <translation>交易</translation>
    </message>
    <message>
        <source>Fill</source>
        <comment>step of a trace</comment>
        <translation>成交</translation>
    </message>
    <message>
        <source>Order</source>
        <comment>step of a trace</comment>
        <translation>委托</translation>
    </message>
    <message>
        <source>Decision</source>
        <comment>step of a trace</comment>
        <translation>决策</translation>
    </message>
    <message>
        <source>Node</source>
        <comment>step of a trace</comment>
        <translation>节点</translation>
    </message>
    <message>
        <source>Value</source>
        <comment>step of a trace</comment>
        <translation>数值</translation>
    </message>
    <message>
        <source>Bars</source>
        <comment>step of a trace</comment>
        <translation>K线</translation>
    </message>
    <message>
        <source>Brought by</source>
        <comment>step of a trace</comment>
        <translation>来源</translation>
    </message>
    <message>
        <source>Costs</source>
        <comment>step of a trace</comment>
        <translation>费用</translation>
    </message>
    <message>
        <source>Waited</source>
        <comment>step of a trace</comment>
        <translation>等待</translation>
    </message>
    <message>
        <source>Not known</source>
        <comment>step of a trace</comment>
        <translation>未知</translation>
    </message>
    <message>
        <source>Max</source>
        <comment>button: as many as the cash pays</comment>
        <translation>最大</translation>
    </message>
    <message>
        <source>As many as the cash pays with all fees, in whole lots</source>
        <translation>现金连同全部费用所能买的最大整手数量</translation>
    </message>
    <message>
        <source>All that can be sold now</source>
        <translation>现在可卖的全部数量</translation>
    </message>
    <message>
        <source>%1 in open sell orders, %2 kept for orders that are worked here: cancel or change these to sell the shares otherwise</source>
        <translation>卖出委托中 %1，另有 %2 留给在此分批执行的委托：要另行卖出，请撤销或更改它们</translation>
    </message>
</context>
<context>
    <name>zvt::ui::settings</name>
    <message numerus="yes">
        <source>%n change(s), not saved</source>
        <translation>
            <numerusform>%n 项已改，未保存</numerusform>
        </translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message numerus="yes">
        <source>Search %n setting(s)</source>
        <translation>
            <numerusform>搜索 %n 项设置</numerusform>
        </translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Changes show at once; OK or Apply keeps them.</source>
        <translation>改动立即预览，按“确定”或“应用”才保存</translation>
    </message>
    <message>
        <source>Reset this page</source>
        <translation>恢复本页默认</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) read; OK or Apply keeps them.</source>
        <translation>
            <numerusform>已读取 %n 项设置；按确定或应用保留。</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out, since they do not fit: %1</source>
        <translation>不适用而略过：%1</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Reset all settings</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
</context>
<context>
    <name>zvt::widgets</name>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>PAPER</source>
        <translation>模拟盘 PAPER</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>实盘 LIVE</translation>
    </message>
    <message>
        <source>Not linked: click to join panels by colour</source>
        <translation>未联动：点击按颜色联动面板</translation>
    </message>
    <message>
        <source>Linked with all panels %1: click to change</source>
        <translation>与所有 %1 面板联动：点击更改</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Takes effect at the next start</source>
        <translation>下次启动时生效</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>恢复为 %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>O</source>
        <comment>open price</comment>
        <translation>开</translation>
    </message>
    <message>
        <source>H</source>
        <comment>high price</comment>
        <translation>高</translation>
    </message>
    <message>
        <source>L</source>
        <comment>low price</comment>
        <translation>低</translation>
    </message>
    <message>
        <source>C</source>
        <comment>close price</comment>
        <translation>收</translation>
    </message>
    <message>
        <source>Vol</source>
        <comment>volume</comment>
        <translation>量</translation>
    </message>
    <message>
        <source>Amt</source>
        <comment>turnover</comment>
        <translation>额</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>No bars to show</source>
        <translation>没有可显示的 K 线</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>基准</translation>
    </message>
    <message>
        <source>Drawdown</source>
        <translation>回撤</translation>
    </message>
    <message>
        <source>Underwater</source>
        <translation>水下曲线</translation>
    </message>
    <message>
        <source>dashed: benchmark</source>
        <translation>虚线：基准</translation>
    </message>
    <message>
        <source>equity in %1</source>
        <translation>权益（%1）</translation>
    </message>
    <message>
        <source>log scale</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>Monthly return, %</source>
        <translation>月度收益，%</translation>
    </message>
    <message>
        <source>steps ±1, ±3, ±6</source>
        <translation>分级 ±1、±3、±6</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>一</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>二</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>三</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>四</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>五</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>六</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>资产配置</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>休市</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>已存</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>never asked</source>
        <translation>从未请求</translation>
    </message>
    <message>
        <source>asked, empty</source>
        <translation>已问，无数据</translation>
    </message>
    <message>
        <source>Open the log</source>
        <translation>打开日志</translation>
    </message>
    <message>
        <source>Order book</source>
        <translation>盘口</translation>
    </message>
    <message>
        <source>Click a price, or choose it with the arrows and press Enter, to put it into the order ticket</source>
        <translation>点击价格，或用方向键选中后按 Enter，即可填入委托单</translation>
    </message>
    <message>
        <source>A%1</source>
        <comment>ask level in the book</comment>
        <translation>卖%1</translation>
    </message>
    <message>
        <source>B%1</source>
        <comment>bid level in the book</comment>
        <translation>买%1</translation>
    </message>
    <message>
        <source>Imb.</source>
        <comment>imbalance of the book</comment>
        <translation>委比</translation>
    </message>
    <message>
        <source>Diff</source>
        <comment>bids less asks</comment>
        <translation>差</translation>
    </message>
    <message>
        <source>Time and sales</source>
        <translation>分时成交</translation>
    </message>
    <message>
        <source>lots</source>
        <comment>unit of volumes in the tape</comment>
        <translation>手</translation>
    </message>
    <message numerus="yes">
        <source>Paused, %n new</source>
        <comment>trades</comment>
        <translation>
            <numerusform>已暂停，新增 %n 笔</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused, press Home to go on</source>
        <translation>已暂停，按 Home 继续</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Lots</source>
        <translation>手</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>The feed does not tell who crossed the spread: inferred from the book and the prices before</source>
        <translation>行情源未给出买卖方向：根据此前盘口和价格推断</translation>
    </message>
    <message>
        <source>1 2 3 4 5 6 7 8 9 10</source>
        <comment>numbers of the levels of a book</comment>
        <translation>一 二 三 四 五 六 七 八 九 十</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>long</source>
        <translation>看多</translation>
    </message>
    <message>
        <source>short</source>
        <translation>看空</translation>
    </message>
    <message>
        <source>Factor under the chart</source>
        <translation>图表下的因子</translation>
    </message>
    <message>
        <source>True close</source>
        <translation>实际收盘</translation>
    </message>
    <message>
        <source>fixed</source>
        <comment>price axis that does not fit itself</comment>
        <translation>固定</translation>
    </message>
    <message>
        <source>The first bar: %1</source>
        <translation>第一根K线：%1</translation>
    </message>
    <message>
        <source>The last bar: %1</source>
        <translation>最后一根K线：%1</translation>
    </message>
    <message>
        <source>Go to date</source>
        <translation>定位日期</translation>
    </message>
    <message>
        <source>2015-06-12, 6/12, 2015, −30d, 10:30</source>
        <translation>2015-06-12、6/12、2015、−30d、10:30</translation>
    </message>
    <message>
        <source>Type a date; Enter goes there</source>
        <translation>输入日期，回车定位</translation>
    </message>
    <message>
        <source>“%1” is no date. Try 2015-06-12, 6/12 or −30d</source>
        <translation>“%1”不是日期。可输入 2015-06-12、6/12 或 −30d</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message numerus="yes">
        <source>%n bar(s)</source>
        <translation>
            <numerusform>%n 根K线</numerusform>
        </translation>
    </message>
    <message>
        <source>Filled candles</source>
        <translation>实心K线</translation>
    </message>
    <message>
        <source>OHLC bars</source>
        <translation>美国线</translation>
    </message>
    <message>
        <source>Line of closes</source>
        <translation>收盘线</translation>
    </message>
    <message>
        <source>Area under closes</source>
        <translation>收盘面积图</translation>
    </message>
    <message>
        <source>Heikin-Ashi</source>
        <translation>平均K线</translation>
    </message>
    <message>
        <source>Candles, hollow when up</source>
        <translation>K线（阳线空心）</translation>
    </message>
    <message>
        <source>Logarithmic scale</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <source>Percent scale</source>
        <translation>百分比坐标</translation>
    </message>
    <message>
        <source>Rebased to 100</source>
        <translation>以100为基准</translation>
    </message>
    <message>
        <source>Linear scale</source>
        <translation>普通坐标</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>not over yet</source>
        <comment>the bar</comment>
        <translation>未收盘</translation>
    </message>
    <message>
        <source>Limits</source>
        <comment>highest and lowest price of a day</comment>
        <translation>涨跌停</translation>
    </message>
    <message>
        <source>Cost of shares held</source>
        <translation>筹码分布</translation>
    </message>
    <message>
        <source>At a profit</source>
        <translation>获利比例</translation>
    </message>
    <message>
        <source>Average cost</source>
        <translation>平均成本</translation>
    </message>
    <message>
        <source>90% of cost</source>
        <translation>90% 成本</translation>
    </message>
    <message>
        <source>Concentration</source>
        <translation>集中度</translation>
    </message>
    <message>
        <source>70% of cost</source>
        <translation>70% 成本</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) without turnover rate</source>
        <translation>
            <numerusform>%n 天无换手率</numerusform>
        </translation>
    </message>
    <message>
        <source>Trend line</source>
        <translation>趋势线</translation>
    </message>
    <message>
        <source>Ray</source>
        <translation>射线</translation>
    </message>
    <message>
        <source>Extended line</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>Horizontal line</source>
        <translation>水平线</translation>
    </message>
    <message>
        <source>Horizontal ray</source>
        <translation>水平射线</translation>
    </message>
    <message>
        <source>Vertical line</source>
        <translation>垂直线</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>箭头</translation>
    </message>
    <message>
        <source>Parallel channel</source>
        <translation>平行通道</translation>
    </message>
    <message>
        <source>Regression channel</source>
        <translation>回归通道</translation>
    </message>
    <message>
        <source>Andrews&apos; pitchfork</source>
        <translation>安德鲁叉线</translation>
    </message>
    <message>
        <source>Schiff pitchfork</source>
        <translation>希夫叉线</translation>
    </message>
    <message>
        <source>Modified Schiff pitchfork</source>
        <translation>修正希夫叉线</translation>
    </message>
    <message>
        <source>Fibonacci retracement</source>
        <translation>斐波那契回撤</translation>
    </message>
    <message>
        <source>Fibonacci extension</source>
        <translation>斐波那契扩展</translation>
    </message>
    <message>
        <source>Fibonacci fan</source>
        <translation>斐波那契扇形</translation>
    </message>
    <message>
        <source>Fibonacci arcs</source>
        <translation>斐波那契弧</translation>
    </message>
    <message>
        <source>Fibonacci time zones</source>
        <translation>斐波那契时间带</translation>
    </message>
    <message>
        <source>Gann fan</source>
        <translation>江恩扇形</translation>
    </message>
    <message>
        <source>Gann box</source>
        <translation>江恩箱</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Note with an arrow</source>
        <translation>箭头注释</translation>
    </message>
    <message>
        <source>Price label</source>
        <translation>价格标签</translation>
    </message>
    <message>
        <source>Long position</source>
        <translation>多头持仓</translation>
    </message>
    <message>
        <source>Short position</source>
        <translation>空头持仓</translation>
    </message>
    <message>
        <source>Date and price range</source>
        <translation>时间与价格区间</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>线条</translation>
    </message>
    <message>
        <source>Channels and pitchforks</source>
        <translation>通道与叉线</translation>
    </message>
    <message>
        <source>Fibonacci</source>
        <translation>斐波那契</translation>
    </message>
    <message>
        <source>Gann</source>
        <translation>江恩</translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Positions and measures</source>
        <translation>持仓与测量</translation>
    </message>
    <message>
        <source>Unknown drawing</source>
        <translation>未知画线</translation>
    </message>
    <message>
        <source>%1, place %2 of %3: %4 %5</source>
        <translation>%1，第 %2 点（共 %3 点）：%4 %5</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>Target %1  %2</source>
        <translation>目标 %1  %2</translation>
    </message>
    <message>
        <source>Stop %1  %2</source>
        <translation>止损 %1  %2</translation>
    </message>
    <message>
        <source>Entry %1  reward/risk %2</source>
        <translation>入场 %1  盈亏比 %2</translation>
    </message>
    <message>
        <source>%1 shares lose at most %2</source>
        <translation>%1 股，最多亏损 %2</translation>
    </message>
    <message>
        <source>Move the pane up</source>
        <translation>上移窗格</translation>
    </message>
    <message>
        <source>Move the pane down</source>
        <translation>下移窗格</translation>
    </message>
    <message>
        <source>Open the pane</source>
        <translation>展开窗格</translation>
    </message>
    <message>
        <source>Collapse the pane to its title</source>
        <translation>将窗格折叠为标题行</translation>
    </message>
    <message>
        <source>Show all panes again</source>
        <translation>恢复显示所有窗格</translation>
    </message>
    <message>
        <source>Give the pane all the room</source>
        <translation>最大化窗格</translation>
    </message>
    <message>
        <source>Remove the pane</source>
        <translation>移除窗格</translation>
    </message>
    <message>
        <source>Amplitude</source>
        <translation>振幅</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>成交量</translation>
    </message>
    <message>
        <source>Volume by price, %1   POC %2   VA %3 – %4</source>
        <comment>point of control, value area</comment>
        <translation>成交分布 %1   POC %2   价值区 %3 – %4</translation>
    </message>
    <message>
        <source>Renko bricks</source>
        <translation>砖形图</translation>
    </message>
    <message>
        <source>Range bars</source>
        <translation>等幅线</translation>
    </message>
    <message>
        <source>Point and figure</source>
        <translation>点数图</translation>
    </message>
    <message>
        <source>Candles as wide as the volume</source>
        <translation>量宽 K 线</translation>
    </message>
    <message>
        <source>Equivolume boxes</source>
        <translation>等量图</translation>
    </message>
    <message>
        <source>Open price</source>
        <translation>开盘价</translation>
    </message>
    <message>
        <source>High price</source>
        <translation>最高价</translation>
    </message>
    <message>
        <source>Low price</source>
        <translation>最低价</translation>
    </message>
    <message>
        <source>Close price</source>
        <translation>收盘价</translation>
    </message>
    <message>
        <source>Price change</source>
        <translation>涨跌</translation>
    </message>
    <message>
        <source>Percent change</source>
        <translation>涨跌幅</translation>
    </message>
    <message>
        <source>Amount traded</source>
        <translation>成交额</translation>
    </message>
    <message>
        <source>Turnover rate</source>
        <translation>换手率</translation>
    </message>
    <message>
        <source>%1 Q%2</source>
        <comment>year, quarter</comment>
        <translation>%1 Q%2</translation>
    </message>
    <message>
        <source>%1 W%2</source>
        <comment>month and day, number of the week</comment>
        <translation>%1 第%2周</translation>
    </message>
</context>
</TS>
