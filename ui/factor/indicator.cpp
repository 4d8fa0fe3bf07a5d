// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/indicator.h"

#include "core/base/text.h"
#include "core/factor/name_table.h"
#include "ui/shell/level_text.h"

#include <QJsonObject>
#include <QStringList>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace zvt::ui {

namespace {

using factor::OperatorCategory;

constexpr std::size_t kMostIndicators = 64; ///< in a saved state; more is damage

const QString kOperator = QStringLiteral("operator");
const QString kSources = QStringLiteral("sources");
const QString kName = QStringLiteral("name");
const QString kFormula = QStringLiteral("formula");
const QString kParameters = QStringLiteral("parameters");
const QString kPane = QStringLiteral("pane");
const QString kPaneGroup = QStringLiteral("paneGroup");
const QString kLevel = QStringLiteral("level");
const QString kForming = QStringLiteral("forming");
const QString kVisible = QStringLiteral("visible");
const QString kStyles = QStringLiteral("styles");
const QString kDrawn = QStringLiteral("drawn");
const QString kColor = QStringLiteral("color");
const QString kWidth = QStringLiteral("width");

using Drawn = OutputStyle::Drawn;
constexpr std::array<std::pair<const char*, Drawn>, 9> kDrawnNames{{{"auto", Drawn::Auto}, {"line", Drawn::Line},
    {"dashes", Drawn::Dashes}, {"dots", Drawn::Dots}, {"points", Drawn::Points}, {"circles", Drawn::Circles},
    {"crosses", Drawn::Crosses}, {"sticks", Drawn::Sticks}, {"columns", Drawn::Columns}}};
constexpr std::array<std::pair<const char*, IndicatorPane>, 4> kPaneNames{{{"auto", IndicatorPane::Auto},
    {"price", IndicatorPane::OverPrice}, {"own", IndicatorPane::Own}, {"volume", IndicatorPane::Volume}}};

template <class Names, class Value> QString nameIn(const Names& names, Value value)
{
  const auto found = std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.second == value; });
  return QString::fromLatin1(found->first);
}

/// The first one where there is no such name.
template <class Names> auto valueIn(const Names& names, const QString& name)
{
  const auto found =
      std::find_if(names.begin(), names.end(), [&](const auto& one) { return name == QLatin1String(one.first); });
  return found == names.end() ? names.front().second : found->second;
}

double numberOf(const ParamValue& value)
{
  if (const auto* whole = std::get_if<std::int64_t>(&value))
    return static_cast<double>(*whole);
  const auto* number = std::get_if<double>(&value);
  return number ? *number : 0;
}

/// What an input is computed from unless something else is chosen: the field or column of its name, else the close.
std::string sourceOf(const std::string& input)
{
  if (const auto field = factor::resolveField(input))
    return toUpper(factor::toString(*field));
  if (const auto column = factor::resolveColumn(input))
    return std::string(*column);
  return input == "weight" ? "VOLUME" : "CLOSE";
}

/// To begin with, for a parameter that a formula always has to give.
double firstValue(const ParamSpec& spec)
{
  constexpr double kBars = 12;
  const double value = spec.unit == "factor.unit.bars" ? kBars : 1;
  return std::min(std::max(value, spec.minimum.value_or(value)),
      spec.maximum.value_or(std::max(value, spec.minimum.value_or(value))));
}

double valueOf(const Indicator& indicator, const ParamSpec& spec)
{
  const auto given = indicator.parameters.find(spec.key);
  return given == indicator.parameters.end() ? numberOf(spec.defaultValue) : given->second;
}

QJsonObject toObject(const OutputStyle& style)
{
  QJsonObject object;
  if (style.drawn != Drawn::Auto)
    object[kDrawn] = nameIn(kDrawnNames, style.drawn);
  if (!style.color.empty())
    object[kColor] = QString::fromStdString(style.color);
  if (style.width > 0)
    object[kWidth] = style.width;
  if (!style.visible)
    object[kVisible] = false;
  return object;
}

OutputStyle styleFrom(const QJsonObject& object)
{
  return {valueIn(kDrawnNames, object.value(kDrawn).toString()), object.value(kColor).toString().toStdString(),
      std::clamp(object.value(kWidth).toInt(), 0, kMostWidth), object.value(kVisible).toBool(true)};
}

Indicator fromJson(const QJsonObject& object)
{
  Indicator indicator;
  indicator.operatorName = object.value(kOperator).toString().toStdString();
  indicator.name = object.value(kName).toString().toStdString();
  indicator.formula = object.value(kFormula).toString().toStdString();
  for (const QJsonValue& source : object.value(kSources).toArray())
    indicator.sources.push_back(source.toString().toStdString());
  const QJsonObject parameters = object.value(kParameters).toObject();
  for (auto it = parameters.begin(); it != parameters.end(); ++it)
    if (it.value().isDouble())
      indicator.parameters[it.key().toStdString()] = it.value().toDouble();
  indicator.pane = valueIn(kPaneNames, object.value(kPane).toString());
  indicator.paneGroup = std::max(0, object.value(kPaneGroup).toInt());
  indicator.visible = object.value(kVisible).toBool(true);
  if (const auto level = market::parseBarLevel(object.value(kLevel).toString().toStdString()))
    indicator.level = *level;
  indicator.forming = indicator.level && object.value(kForming).toBool();
  const QJsonObject styles = object.value(kStyles).toObject();
  for (auto it = styles.begin(); it != styles.end(); ++it)
    if (const OutputStyle style = styleFrom(it.value().toObject()); style != OutputStyle())
      indicator.styles[it.key().toStdString()] = style;
  return indicator;
}

QJsonObject toObject(const Indicator& indicator)
{
  QJsonObject object{{kPane, nameIn(kPaneNames, indicator.pane)}};
  if (indicator.paneGroup > 0)
    object[kPaneGroup] = indicator.paneGroup;
  if (!indicator.visible)
    object[kVisible] = false;
  if (indicator.level)
    object[kLevel] = QString::fromStdString(std::string(market::toString(*indicator.level)));
  if (indicator.forming)
    object[kForming] = true;
  QJsonObject styles;
  for (const auto& [output, style] : indicator.styles)
    if (style != OutputStyle())
      styles[QString::fromStdString(output)] = toObject(style);
  if (!styles.isEmpty())
    object[kStyles] = styles;
  if (indicator.operatorName.empty()) {
    object[kName] = QString::fromStdString(indicator.name);
    object[kFormula] = QString::fromStdString(indicator.formula);
  } else {
    object[kOperator] = QString::fromStdString(indicator.operatorName);
    QJsonArray sources;
    for (const std::string& source : indicator.sources)
      sources.append(QString::fromStdString(source));
    object[kSources] = sources;
  }
  QJsonObject parameters;
  for (const auto& [key, value] : indicator.parameters)
    parameters[QString::fromStdString(key)] = value;
  object[kParameters] = parameters;
  return object;
}

QString plainTitleOf(const Indicator& indicator)
{
  if (indicator.operatorName.empty())
    return QString::fromStdString(indicator.name);
  const QString name = QString::fromStdString(indicator.operatorName);
  const factor::OperatorInfo* info = operatorOf(indicator);
  if (info == nullptr)
    return name;
  // Conventions that are as usual are left out: EMA(12), not EMA(12,0).
  QStringList numbers;
  qsizetype needed = 0;
  for (const ParamSpec& spec : info->parameters.specs()) {
    const double value = valueOf(indicator, spec);
    numbers.append(QString::number(value));
    if (spec.unit == "factor.unit.bars" || value != numberOf(spec.defaultValue))
      needed = numbers.size();
  }
  QStringList parts;
  for (const std::string& source : indicator.sources)
    if (source != "CLOSE")
      parts.append(QString::fromStdString(source));
  parts += numbers.mid(0, needed);
  return parts.isEmpty() ? name : name + u'(' + parts.join(u',') + u')';
}

}

std::vector<std::string> openInputs(const factor::OperatorInfo& info)
{
  const auto isField = [](const std::string& name) { return factor::resolveField(name).has_value(); };
  return std::all_of(info.inputs.begin(), info.inputs.end(), isField) ? std::vector<std::string>{} : info.inputs;
}

bool isForCharts(const factor::OperatorInfo& info)
{
  const bool isArithmetic = info.category == OperatorCategory::Math || info.category == OperatorCategory::Logic;
  const bool variesPeriod = std::find(info.inputs.begin(), info.inputs.end(), "period") != info.inputs.end();
  return !isArithmetic && !variesPeriod && info.category != OperatorCategory::CrossSection && !info.acrossEntities;
}

const factor::OperatorInfo* operatorOf(const Indicator& indicator)
{
  if (indicator.operatorName.empty())
    return nullptr;
  // Several operators may have one name; the one that charts offer is meant.
  for (const factor::OperatorInfo& info : factor::OperatorCatalogue::builtIn().operators())
    if (info.name == indicator.operatorName && isForCharts(info) && openInputs(info).size() == indicator.sources.size())
      return &info;
  return factor::OperatorCatalogue::builtIn().find(indicator.operatorName);
}

Indicator indicatorOf(const factor::OperatorInfo& info)
{
  Indicator indicator;
  indicator.operatorName = info.name;
  for (const std::string& input : openInputs(info))
    indicator.sources.push_back(sourceOf(input));
  for (const ParamSpec& spec : info.parameters.specs())
    if (std::holds_alternative<std::monostate>(spec.defaultValue))
      indicator.parameters[spec.key] = firstValue(spec);
  return indicator;
}

std::string formulaText(const Indicator& indicator)
{
  if (indicator.operatorName.empty())
    return indicator.formula;
  std::string arguments = fmt::format("{}", fmt::join(indicator.sources, ","));
  if (const factor::OperatorInfo* info = operatorOf(indicator))
    for (const ParamSpec& spec : info->parameters.specs())
      arguments += fmt::format("{}{}", arguments.empty() ? "" : ",", valueOf(indicator, spec));
  return arguments.empty() ? indicator.operatorName : fmt::format("{}({})", indicator.operatorName, arguments);
}

QString titleOf(const Indicator& indicator)
{
  return indicator.level ? plainTitleOf(indicator) + u' ' + levelText(*indicator.level) : plainTitleOf(indicator);
}

factor::ParameterValues parameterValues(const std::map<std::string, ParamValue, std::less<>>& values)
{
  factor::ParameterValues numbers;
  for (const auto& [key, value] : values)
    numbers[key] = numberOf(value);
  return numbers;
}

void joinPane(std::vector<Indicator>& indicators, std::size_t index, std::size_t other)
{
  Indicator& host = indicators[other];
  if (host.paneGroup == 0)
    for (const Indicator& indicator : indicators)
      host.paneGroup = std::max(host.paneGroup, indicator.paneGroup + 1);
  indicators[index].pane = IndicatorPane::Own;
  indicators[index].paneGroup = host.paneGroup;
}

void duplicate(std::vector<Indicator>& indicators, std::size_t index)
{
  Indicator copy = indicators[index];
  indicators.insert(indicators.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(copy));
}

std::vector<Indicator> defaultIndicators()
{
  Indicator averages;
  averages.name = "MA";
  averages.formula = "MA5: MA(CLOSE,5);\nMA10: MA(CLOSE,10);\nMA20: MA(CLOSE,20);\nMA60: MA(CLOSE,60);";
  Indicator macd;
  macd.operatorName = "MACD";
  macd.sources = {"CLOSE"};
  return {averages, macd};
}

QJsonArray toJson(const std::vector<Indicator>& indicators)
{
  QJsonArray array;
  for (const Indicator& indicator : indicators)
    array.append(toObject(indicator));
  return array;
}

std::vector<Indicator> indicatorsFromJson(const QJsonArray& array)
{
  std::vector<Indicator> indicators;
  for (const QJsonValue& value : array) {
    Indicator indicator = fromJson(value.toObject());
    const bool means = !indicator.operatorName.empty() || !indicator.formula.empty();
    if (means && indicators.size() < kMostIndicators)
      indicators.push_back(std::move(indicator));
  }
  return indicators;
}

}
