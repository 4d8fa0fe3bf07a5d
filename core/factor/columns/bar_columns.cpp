// SPDX-License-Identifier: Apache-2.0
#include "core/factor/columns/groups.h"

namespace zvt::factor {

namespace {

ColumnInfo ofBars(std::string name, std::vector<std::string> aliases, OutputUnit unit)
{
  return {std::move(name), std::move(aliases), unit, OperatorCategory::Volume, std::string(kBarTable),
      ColumnKnown::BarClose};
}

}

std::vector<ColumnInfo> barColumns()
{
  using enum OutputUnit;
  return {
      ofBars("turnover_rate", {"换手率"}, Ratio),
      ofBars("open_interest", {"持仓量"}, Volume),
      ofBars("settlement", {"结算价"}, Price),
      ofBars("cumulative_net_value", {"累计净值"}, Price),
      ofBars("transaction_num", {"成交笔数"}, Score),
      ofBars("taker_buy_volume", {"主动买入量"}, Volume),
      ofBars("taker_buy_turnover", {"主动买入额"}, Money),
      ofBars("implied_volatility", {"隐含波动率"}, Ratio),
      ofBars("bid_price", {"买一价"}, Price),
      ofBars("bid_volume", {"买一量"}, Volume),
      ofBars("ask_price", {"卖一价"}, Price),
      ofBars("ask_volume", {"卖一量"}, Volume),
      ofBars("side", {"主动方向"}, Score),
      ofBars("change_pct", {"涨跌幅"}, Ratio),
      ofBars("change_settlement_pct", {"结算涨跌幅"}, Ratio),
      ofBars("is_limit_up", {"涨停"}, Condition),
      ofBars("is_limit_down", {"跌停"}, Condition),
      ofBars("date", {"日期"}, Score),
      ofBars("time", {"时间"}, Score),
      ofBars("year", {"年"}, Score),
      ofBars("month", {"月"}, Score),
      ofBars("day", {"日"}, Score),
      ofBars("weekday", {"星期"}, Score),
      ofBars("hour", {"小时"}, Score),
      ofBars("minute", {"分钟"}, Score),
      ofBars("period", {"周期"}, Score),
  };
}

}
