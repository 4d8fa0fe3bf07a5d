// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/candle_steps.h"

#include "core/factor/operators/declare.h"
#include "core/factor/operators/groups.h"
#include "core/factor/stepped_state.h"

#include <array>
#include <string_view>

namespace zvt::factor {

namespace {

struct Entry {
  const char* name;
  const char* alias; ///< empty: none
  double candles; ///< that it looks at
};

// clang-format off
constexpr std::array kShapes{
    Entry{"DOJI", "十字星形态", 1},
    Entry{"DRAGONFLY_DOJI", "蜻蜓线形态", 1},
    Entry{"GRAVESTONE_DOJI", "墓碑线形态", 1},
    Entry{"LONG_LEGGED_DOJI", "长脚十字形态", 1},
    Entry{"FOUR_PRICE_DOJI", "一字线形态", 1},
    Entry{"BIG_WHITE_CANDLE", "大阳线", 1},
    Entry{"BIG_BLACK_CANDLE", "大阴线", 1},
    Entry{"MARUBOZU", "光头光脚线形态", 1},
    Entry{"WHITE_MARUBOZU", "光头光脚阳线", 1},
    Entry{"BLACK_MARUBOZU", "光头光脚阴线", 1},
    Entry{"SPINNING_TOP", "纺锤线形态", 1},
    Entry{"HAMMER", "锤子线形态", 2},
    Entry{"HANGING_MAN", "上吊线形态", 2},
    Entry{"INVERTED_HAMMER", "倒锤线形态", 2},
    Entry{"SHOOTING_STAR", "流星线形态", 2},
    Entry{"STAR", "跳空星线", 2},
    Entry{"ENGULFING_BULL", "看涨吞没", 2},
    Entry{"ENGULFING_BEAR", "看跌吞没", 2},
    Entry{"ABANDONED_BABY_BULL", "看涨弃婴", 3},
    Entry{"ABANDONED_BABY_BEAR", "看跌弃婴", 3},
    Entry{"MORNING_STAR", "早晨之星形态", 3},
    Entry{"EVENING_STAR", "黄昏之星形态", 3},
    Entry{"MORNING_DOJI_STAR", "早晨十字星形态", 3},
    Entry{"EVENING_DOJI_STAR", "黄昏十字星形态", 3},
    Entry{"THREE_WHITE_SOLDIERS", "红三兵形态", 3},
    Entry{"THREE_BLACK_CROWS", "三只乌鸦形态", 3},
};

constexpr std::array kClassics{
    Entry{"CDL2CROWS", "两只乌鸦", 3},
    Entry{"CDL3BLACKCROWS", "三只乌鸦", 4},
    Entry{"CDL3INSIDE", "三内部上涨下跌", 3},
    Entry{"CDL3LINESTRIKE", "三线打击", 4},
    Entry{"CDL3OUTSIDE", "三外部上涨下跌", 3},
    Entry{"CDL3STARSINSOUTH", "南方三星", 3},
    Entry{"CDL3WHITESOLDIERS", "红三兵", 3},
    Entry{"CDLABANDONEDBABY", "弃婴", 3},
    Entry{"CDLADVANCEBLOCK", "大敌当前", 3},
    Entry{"CDLBELTHOLD", "捉腰带线", 1},
    Entry{"CDLBREAKAWAY", "脱离", 5},
    Entry{"CDLCLOSINGMARUBOZU", "收盘缺影线", 1},
    Entry{"CDLCONCEALBABYSWALL", "藏婴吞没", 4},
    Entry{"CDLCOUNTERATTACK", "反击线", 2},
    Entry{"CDLDARKCLOUDCOVER", "乌云盖顶", 2},
    Entry{"CDLDOJI", "十字", 1},
    Entry{"CDLDOJISTAR", "十字星", 2},
    Entry{"CDLDRAGONFLYDOJI", "蜻蜓十字", 1},
    Entry{"CDLENGULFING", "吞噬模式", 2},
    Entry{"CDLEVENINGDOJISTAR", "黄昏十字星", 3},
    Entry{"CDLEVENINGSTAR", "黄昏之星", 3},
    Entry{"CDLGAPSIDESIDEWHITE", "向上跳空并列阳线", 3},
    Entry{"CDLGRAVESTONEDOJI", "墓碑十字", 1},
    Entry{"CDLHAMMER", "锤头", 2},
    Entry{"CDLHANGINGMAN", "上吊线", 2},
    Entry{"CDLHARAMI", "母子线", 2},
    Entry{"CDLHARAMICROSS", "十字孕线", 2},
    Entry{"CDLHIGHWAVE", "风高浪大线", 1},
    Entry{"CDLHIKKAKE", "陷阱", 3},
    Entry{"CDLHIKKAKEMOD", "修正陷阱", 4},
    Entry{"CDLHOMINGPIGEON", "家鸽", 2},
    Entry{"CDLIDENTICAL3CROWS", "三胞胎乌鸦", 3},
    Entry{"CDLINNECK", "颈内线", 2},
    Entry{"CDLINVERTEDHAMMER", "倒锤头", 2},
    Entry{"CDLKICKING", "反冲形态", 2},
    Entry{"CDLKICKINGBYLENGTH", "由较长缺影线决定的反冲形态", 2},
    Entry{"CDLLADDERBOTTOM", "梯底", 5},
    Entry{"CDLLONGLEGGEDDOJI", "长脚十字", 1},
    Entry{"CDLLONGLINE", "长蜡烛", 1},
    Entry{"CDLMARUBOZU", "光头光脚", 1},
    Entry{"CDLMATCHINGLOW", "相同低价", 2},
    Entry{"CDLMATHOLD", "铺垫", 5},
    Entry{"CDLMORNINGDOJISTAR", "早晨十字星", 3},
    Entry{"CDLMORNINGSTAR", "早晨之星", 3},
    Entry{"CDLONNECK", "颈上线", 2},
    Entry{"CDLPIERCING", "刺透形态", 2},
    Entry{"CDLRICKSHAWMAN", "黄包车夫", 1},
    Entry{"CDLRISEFALL3METHODS", "上升下降三法", 5},
    Entry{"CDLSEPARATINGLINES", "分离线", 2},
    Entry{"CDLSHOOTINGSTAR", "射击之星", 2},
    Entry{"CDLSHORTLINE", "短蜡烛", 1},
    Entry{"CDLSPINNINGTOP", "纺锤", 1},
    Entry{"CDLSTALLEDPATTERN", "停顿形态", 3},
    Entry{"CDLSTICKSANDWICH", "条形三明治", 3},
    Entry{"CDLTAKURI", "探水竿", 1},
    Entry{"CDLTASUKIGAP", "跳空并列阴阳线", 3},
    Entry{"CDLTHRUSTING", "插入", 2},
    Entry{"CDLTRISTAR", "三星", 3},
    Entry{"CDLUNIQUE3RIVER", "奇特三河床", 3},
    Entry{"CDLUPSIDEGAP2CROWS", "向上跳空的两只乌鸦", 3},
    Entry{"CDLXSIDEGAP3METHODS", "跳空三法", 3},
};
// clang-format on

OperatorInfo candle(const Entry& entry, std::size_t warmUp, bool isRecursive)
{
  OperatorInfo info = declare(OperatorCategory::Pattern, entry.name, {"open", "high", "low", "close"}, {});
  if (*entry.alias != '\0')
    info.aliases = {entry.alias};
  info.memory = [=](std::span<const double>) { return Memory{warmUp, isRecursive}; };
  return info;
}

}

std::vector<OperatorInfo> candleShapeOperators()
{
  std::vector<OperatorInfo> all;
  for (const Entry& entry : kShapes) {
    OperatorInfo info = candle(entry, 11, false);
    info.isCondition = true;
    info.outputInfo = {{OutputUnit::Condition, Placement::Marks}};
    info.source = "Steve Nison, Japanese Candlestick Charting Techniques, 1991; thresholds of Tulip Charts";
    all.push_back(std::move(info));
  }
  return withSteps<CandleShapeSteps>(std::move(all));
}

std::vector<OperatorInfo> classicCandleOperators()
{
  std::vector<OperatorInfo> all;
  for (const Entry& entry : kClassics) {
    const bool isConfirmedLater = std::string_view(entry.name).starts_with("CDLHIKKAKE");
    const double warmUp = Candles<double>::kFar + entry.candles;
    OperatorInfo info = candle(entry, static_cast<std::size_t>(warmUp), isConfirmedLater);
    info.outputInfo = {{OutputUnit::Score, Placement::Marks}};
    info.source = "Nison 1991 and Morris, Candlestick Charting Explained, 1995; thresholds of TA-Lib";
    all.push_back(std::move(info));
  }
  return withSteps<ClassicCandleSteps>(std::move(all));
}

}
