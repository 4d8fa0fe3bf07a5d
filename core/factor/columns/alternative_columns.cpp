// SPDX-License-Identifier: Apache-2.0
#include "core/factor/columns/groups.h"

namespace zvt::factor {

namespace {

ColumnInfo of(std::string table, ColumnKnown known, std::string name, std::string alias, OutputUnit unit)
{
  return {std::move(name), {std::move(alias)}, unit, OperatorCategory::Alternative, std::move(table), known};
}

}

std::vector<ColumnInfo> alternativeColumns()
{
  using enum OutputUnit;
  using enum ColumnKnown;
  return {
      of("stock_news", BarClose, "news_count", "新闻数", Score),
      of("stock_news", BarClose, "news_sentiment", "新闻情绪", Score),
      of("stock_news", BarClose, "news_buzz", "新闻热度", Ratio),
      of("news_sentiment", BarClose, "news_model_sentiment", "模型新闻情绪", Score),
      of("social_sentiment", BarClose, "social_mentions", "社媒提及", Score),
      of("social_sentiment", BarClose, "social_sentiment", "社媒情绪", Score),
      of("social_sentiment", BarClose, "social_buzz", "社媒热度", Ratio),
      of("stock_institutional_investor_holder", NextBar, "institution_ratio", "机构持股比例", Ratio),
      of("stock_institutional_investor_holder", NextBar, "institution_change", "机构持股变化", Ratio),
      of("stock_actor_summary", NextBar, "fund_ratio", "基金持股比例", Ratio),
      of("stock_actor_summary", NextBar, "fund_change", "基金持股变化", Ratio),
      of("stock_actor_summary", NextBar, "qfii_ratio", "QFII持股比例", Ratio),
      of("stock_actor_summary", NextBar, "qfii_change", "QFII持股变化", Ratio),
      of("stock_top_ten_holder", NextBar, "top10_ratio", "十大股东持股比例", Ratio),
      of("stock_top_ten_holder", NextBar, "top10_change", "十大股东持股变化", Ratio),
      of("stock_top_ten_free_holder", NextBar, "free10_ratio", "十大流通股东持股比例", Ratio),
      of("stock_top_ten_free_holder", NextBar, "free10_change", "十大流通股东持股变化", Ratio),
      of("hk_holder", NextBar, "northbound_ratio", "北向持股比例", Ratio),
      of("hk_holder", NextBar, "northbound_change", "北向持股变化", Ratio),
      of("stock_money_flow", NextBar, "inflow_rate", "净流入率", Ratio),
      of("stock_money_flow", NextBar, "main_inflow_rate", "主力净流入率", Ratio),
      of("stock_money_flow", NextBar, "huge_inflow_rate", "超大单净流入率", Ratio),
      of("stock_money_flow", NextBar, "big_inflow_rate", "大单净流入率", Ratio),
      of("stock_money_flow", NextBar, "medium_inflow_rate", "中单净流入率", Ratio),
      of("stock_money_flow", NextBar, "small_inflow_rate", "小单净流入率", Ratio),
      of("dragon_and_tiger", NextBar, "dragon_listed", "龙虎榜", Condition),
      of("dragon_and_tiger", NextBar, "dragon_net_rate", "龙虎榜净买入率", Ratio),
      of("dragon_and_tiger", NextBar, "dragon_institution_rate", "机构席位净买入率", Ratio),
      of("dragon_and_tiger", NextBar, "dragon_institution_buyers", "机构买入席位数", Score),
      of("dragon_and_tiger", NextBar, "dragon_institution_sellers", "机构卖出席位数", Score),
      of("dragon_and_tiger", NextBar, "dragon_win_rate_1", "席位1日胜率", Ratio),
      of("dragon_and_tiger", NextBar, "dragon_win_rate_3", "席位3日胜率", Ratio),
      of("dragon_and_tiger", NextBar, "dragon_win_rate_5", "席位5日胜率", Ratio),
      of("dragon_and_tiger", NextBar, "dragon_win_rate_10", "席位10日胜率", Ratio),
      of("tick", BarClose, "quoted_spread", "报价价差", Ratio),
      of("tick", BarClose, "effective_spread", "有效价差", Ratio),
      of("tick", BarClose, "book_imbalance", "盘口失衡", Ratio),
      of("tick", BarClose, "order_flow_imbalance", "订单流失衡", Volume),
      of("trade_tick", BarClose, "tick_imbalance", "逐笔失衡", Ratio),
      of("trade_tick", BarClose, "volume_imbalance", "成交量失衡", Ratio),
      of(std::string(kBarTable), BarClose, "emotion_limit_ups", "涨停家数", Score),
      of(std::string(kBarTable), BarClose, "emotion_limit_downs", "跌停家数", Score),
      of(std::string(kBarTable), BarClose, "emotion_broken", "炸板家数", Score),
      of(std::string(kBarTable), BarClose, "emotion_broken_rate", "炸板率", Ratio),
      of(std::string(kBarTable), BarClose, "emotion_height", "最高连板", Bars),
      of(std::string(kBarTable), BarClose, "emotion_power", "连板强度", Score),
      of(std::string(kBarTable), BarClose, "emotion_premium", "昨涨停溢价", Ratio),
      of(std::string(kBarTable), BarClose, "emotion_advance", "涨跌比", Ratio),
      of(std::string(kBarTable), BarClose, "emotion_up_share", "上涨占比", Ratio),
  };
}

}
