// SPDX-License-Identifier: Apache-2.0
#include "core/data/sample_names.h"

#include <fmt/format.h>

#include <array>

namespace zvt::data {
namespace {

constexpr std::array<const char*, 60> kNames = {"云岭", "星海", "澄江", "远帆", "麦田", "松柏", "白鹿", "青禾", "北辰",
    "金穗", "长风", "东篱", "南屏", "西溪", "华章", "明湖", "天池", "银杏", "海棠", "紫荆", "龙泉", "凤鸣", "春晓",
    "夏荷", "秋实", "冬青", "朝阳", "晚霞", "飞鸿", "归雁", "石桥", "木兰", "火炬", "水韵", "土楼", "竹海", "梅岭",
    "兰亭", "菊潭", "丹霞", "碧波", "蓝田", "黄河谷", "赤水湾", "玉门", "玄武岩", "晨曦", "暮云", "清源", "浩然",
    "致远", "思齐", "博雅", "弘毅", "厚德", "新月", "古渡", "平川", "高原", "低碳"};

struct BoardPlan {
  const char* exchange;
  int firstCode;
  int digits;
  int count;
  double firstPrice;
  TradingDay (*listed)(int index);
};

TradingDay longAgo(int index)
{
  return TradingDay::fromDate({2001 + index % 15, 1 + index % 12, 15});
}

/// STAR opened on 2019-07-22; the first three stocks came on that day.
TradingDay onStar(int index)
{
  static constexpr std::array<Date, 7> days = {
      {{2019, 7, 22}, {2019, 7, 22}, {2019, 7, 22}, {2019, 11, 6}, {2020, 7, 16}, {2021, 3, 3}, {2022, 4, 22}}};
  return TradingDay::fromDate(days[static_cast<std::size_t>(index)]);
}

/// Beijing opened on 2021-11-15.
TradingDay onBeijing(int index)
{
  static constexpr std::array<Date, 5> days = {
      {{2021, 11, 15}, {2021, 11, 15}, {2021, 11, 15}, {2022, 9, 8}, {2023, 3, 10}}};
  return TradingDay::fromDate(days[static_cast<std::size_t>(index)]);
}

/// ChiNext: two newcomers under the registration system of 2020-08-24.
TradingDay onChiNext(int index)
{
  if (index == 8)
    return TradingDay::fromDate({2020, 9, 9});
  if (index == 9)
    return TradingDay::fromDate({2021, 6, 10});
  return TradingDay::fromDate({2011 + index % 7, 2 + index % 10, 20});
}

constexpr std::array<BoardPlan, 5> kBoards = {{{"sh", 609001, 6, 22, 14, longAgo}, {"sz", 3901, 6, 16, 11, longAgo},
    {"sz", 301901, 6, 10, 24, onChiNext}, {"sh", 689101, 6, 7, 32, onStar}, {"bj", 929001, 6, 5, 9, onBeijing}}};

}

std::vector<SampleStockPlan> sampleStockPlans()
{
  std::vector<SampleStockPlan> plans;
  std::size_t name = 0;
  for (const BoardPlan& board : kBoards) {
    for (int i = 0; i < board.count; ++i, ++name) {
      SampleStockPlan plan;
      plan.exchange = board.exchange;
      plan.code = fmt::format("{:0{}}", board.firstCode + i, board.digits);
      plan.specialTreatment = name == 9 || name == 17 || name == 30;
      plan.name = std::string(name == 17 ? "*ST" : plan.specialTreatment ? "ST" : "") + kNames[name] + "样本";
      plan.sector = static_cast<int>(name * 7 % kSampleSectors);
      plan.listed = board.listed(i);
      plan.firstPrice =
          plan.specialTreatment ? 3.6 : board.firstPrice * (0.5 + 0.17 * static_cast<double>(name * 11 % 10));
      plans.push_back(std::move(plan));
    }
  }
  return plans;
}

}
