// SPDX-License-Identifier: GPL-3.0-or-later
// The templates that everybody has.
#include "ui/chart/chart_template.h"
#include "ui/shell/tr.h"

#include <algorithm>
#include <array>

namespace zvt::ui {

namespace {

Indicator called(const char* name, std::vector<std::string> sources = {"CLOSE"})
{
  Indicator indicator;
  indicator.operatorName = name;
  // Its own inputs, as the catalogue has them.
  if (const auto* info = factor::OperatorCatalogue::builtIn().find(name))
    indicator = indicatorOf(*info);
  else
    indicator.sources = std::move(sources);
  return indicator;
}

Indicator written(const char* name, const char* text)
{
  Indicator indicator;
  indicator.name = name;
  indicator.formula = text;
  return indicator;
}

Indicator averages()
{
  return defaultIndicators().front();
}

std::vector<Indicator> fractals()
{
  // A top is three bars whose middle one has the highest high and the highest low; it is known one bar later, and
  // marked there.
  return {written("MA", "MA5: MA(CLOSE,5);\nMA10: MA(CLOSE,10);"),
      written("分型",
          "TOP: -(REF(HIGH,1)>REF(HIGH,2) AND REF(HIGH,1)>HIGH AND REF(LOW,1)>REF(LOW,2) AND REF(LOW,1)>LOW);\n"
          "BOTTOM: REF(LOW,1)<REF(LOW,2) AND REF(LOW,1)<LOW AND REF(HIGH,1)<REF(HIGH,2) AND REF(HIGH,1)<HIGH;"),
      called("MACD")};
}

std::vector<Indicator> manyLevels()
{
  Indicator day = written("MA", "MA20: MA(CLOSE,20);");
  Indicator week = day, month = day;
  week.level = market::BarLevel::Week1;
  month.level = market::BarLevel::Month1;
  return {day, week, month, called("MACD")};
}

struct BuiltIn {
  const char* key;
  QString (*name)();
  std::vector<Indicator> (*indicators)();
};

constexpr std::array<BuiltIn, 8> kBuiltIn{{
    {"averages", [] { return Tr::tr("Averages and volume"); }, [] { return std::vector{averages()}; }},
    {"oscillators", [] { return Tr::tr("MACD, KDJ, RSI"); },
        [] { return std::vector{averages(), called("MACD"), called("KDJ"), called("RSI")}; }},
    {"boll", [] { return Tr::tr("Bollinger bands"); }, [] { return std::vector{called("BOLL"), called("MACD")}; }},
    {"trend", [] { return Tr::tr("Trend: SAR and DMI"); },
        [] { return std::vector{averages(), called("SAR"), called("DMI")}; }},
    {"ichimoku", [] { return Tr::tr("Ichimoku"); }, [] { return std::vector{called("ICHIMOKU")}; }},
    {"nine", [] { return Tr::tr("Nine turns"); },
        [] { return std::vector{averages(), called("NINETURNS"), called("MACD")}; }},
    {"fractals", [] { return Tr::tr("Tops and bottoms (Chan)"); }, fractals},
    {"levels", [] { return Tr::tr("Day, week and month averages"); }, manyLevels},
}};

const QString kMark = QStringLiteral("builtin:");

}

std::vector<ChartTemplate> builtInTemplates()
{
  std::vector<ChartTemplate> templates;
  for (const BuiltIn& one : kBuiltIn) {
    ChartTemplate made;
    made.name = one.name();
    made.indicators = one.indicators();
    templates.push_back(std::move(made));
  }
  return templates;
}

QString documentName(const QString& name)
{
  const auto at =
      std::find_if(kBuiltIn.begin(), kBuiltIn.end(), [&](const BuiltIn& one) { return one.name() == name; });
  return at == kBuiltIn.end() ? name : kMark + QLatin1String(at->key);
}

QString shownName(const QString& name)
{
  const auto at = std::find_if(
      kBuiltIn.begin(), kBuiltIn.end(), [&](const BuiltIn& one) { return name == kMark + QLatin1String(one.key); });
  return at == kBuiltIn.end() ? name : at->name();
}

std::optional<ChartTemplate> templateNamed(const ChartTemplateList& list, const QString& name)
{
  if (const ChartTemplate* own = list.find(name))
    return *own;
  for (ChartTemplate& one : builtInTemplates())
    if (one.name == shownName(name))
      return std::move(one);
  return {};
}

}
