// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/lab_choice.h"

#include "core/factor/factors/definition.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr int kMostHorizon = 1000;
constexpr qsizetype kMostHorizons = 12;

QString textOf(std::string_view text)
{
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Result<std::optional<TradingDay>> dayOf(const QString& text)
{
  const QString trimmed = text.trimmed();
  if (trimmed.isEmpty())
    return std::nullopt;
  const auto parsed = parseTime(trimmed.toStdString());
  if (!parsed)
    return fail("lab.bad_date", {{"text", trimmed.toStdString()}});
  return parsed->local.day();
}

Result<std::vector<std::size_t>> horizonsOf(const QString& text)
{
  static const QRegularExpression gap(QStringLiteral("[,;，；、\\s]+"));
  std::vector<std::size_t> horizons;
  const QStringList parts = text.split(gap, Qt::SkipEmptyParts);
  for (const QString& part : parts) {
    bool isNumber = false;
    const int horizon = part.toInt(&isNumber);
    if (!isNumber || horizon < 1 || horizon > kMostHorizon)
      return fail("lab.bad_horizons", {{"text", part.toStdString()}});
    if (std::ranges::find(horizons, static_cast<std::size_t>(horizon)) == horizons.end())
      horizons.push_back(static_cast<std::size_t>(horizon));
  }
  if (horizons.empty() || static_cast<qsizetype>(horizons.size()) > kMostHorizons)
    return fail("lab.bad_horizons", {{"text", text.toStdString()}});
  return horizons;
}

Result<std::map<std::string, std::string>> parametersOf(const QString& text)
{
  std::map<std::string, std::string> parameters;
  const QStringList parts = text.split(u';', Qt::SkipEmptyParts);
  for (const QString& part : parts) {
    const qsizetype sign = part.indexOf(u'=');
    if (part.trimmed().isEmpty())
      continue;
    if (sign <= 0)
      return fail("lab.bad_parameters", {{"text", part.trimmed().toStdString()}});
    parameters[part.left(sign).trimmed().toStdString()] = part.mid(sign + 1).trimmed().toStdString();
  }
  return parameters;
}

}

QJsonObject toJson(const LabChoice& choice)
{
  return {{QStringLiteral("factor"), choice.factor}, {QStringLiteral("column"), choice.column},
      {QStringLiteral("parameters"), choice.parameters},
      {QStringLiteral("others"), QJsonArray::fromStringList(choice.others)},
      {QStringLiteral("universe"), toString(choice.universe.kind)},
      {QStringLiteral("universeValue"), choice.universe.value}, {QStringLiteral("from"), choice.from},
      {QStringLiteral("to"), choice.to}, {QStringLiteral("level"), textOf(market::toString(choice.level))},
      {QStringLiteral("adjust"), textOf(market::toString(choice.adjust))},
      {QStringLiteral("horizons"), choice.horizons}, {QStringLiteral("buckets"), choice.buckets},
      {QStringLiteral("fromNextOpen"), choice.fromNextOpen}, {QStringLiteral("cost"), choice.costPercent}};
}

LabChoice labChoiceFrom(const QJsonObject& json)
{
  LabChoice choice;
  const auto text = [&json](const char* key) { return json.value(QLatin1String(key)).toString(); };
  choice.factor = text("factor");
  choice.column = text("column");
  choice.parameters = text("parameters");
  const QJsonArray others = json.value(QLatin1String("others")).toArray();
  for (const QJsonValue& other : others)
    choice.others << other.toString();
  choice.universe.kind = universeKindFrom(text("universe"));
  choice.universe.value = text("universeValue");
  choice.from = text("from");
  choice.to = text("to");
  if (const auto level = market::parseBarLevel(text("level").toStdString()))
    choice.level = *level;
  if (const auto adjust = market::parseAdjustMode(text("adjust").toStdString()))
    choice.adjust = *adjust;
  if (json.contains(QLatin1String("horizons")))
    choice.horizons = text("horizons");
  choice.buckets = std::clamp(json.value(QLatin1String("buckets")).toInt(choice.buckets), 2, 20);
  choice.fromNextOpen = json.value(QLatin1String("fromNextOpen")).toBool();
  choice.costPercent = std::clamp(json.value(QLatin1String("cost")).toDouble(choice.costPercent), 0.0, 10.0);
  return choice;
}

analytics::LabFactor factorOf(
    const QString& text, const factor::FormulaLibrary& library, const factor::FactorRegistry& registry)
{
  analytics::LabFactor factor;
  const std::string wanted = text.trimmed().toStdString();
  if (const factor::SavedFormula* saved = library.find(wanted)) {
    factor.name = saved->name;
    factor.formula = saved->text;
    return factor;
  }
  const std::size_t dot = wanted.find('.');
  if (const std::string name = wanted.substr(0, dot); registry.find(name)) {
    factor.factor = name;
    factor.column = dot == std::string::npos ? std::string() : wanted.substr(dot + 1);
    return factor;
  }
  factor.formula = wanted;
  return factor;
}

Result<analytics::LabRequest> requestOf(
    const LabChoice& choice, const factor::FormulaLibrary& library, const factor::FactorRegistry& registry)
{
  analytics::LabRequest request;
  if (choice.factor.trimmed().isEmpty())
    return fail("lab.no_factor");
  request.factor = factorOf(choice.factor, library, registry);
  if (!request.factor.factor.empty()) {
    if (request.factor.column.empty())
      request.factor.column = choice.column.toStdString();
    ZVT_TRY(request.factor.parameters, parametersOf(choice.parameters));
  }
  for (const QString& other : choice.others)
    if (!other.trimmed().isEmpty())
      request.others.push_back(factorOf(other, library, registry));
  ZVT_TRY(request.from, dayOf(choice.from));
  ZVT_TRY(request.to, dayOf(choice.to));
  if (request.from && request.to && *request.to < *request.from)
    return fail("lab.dates_reversed");
  request.level = choice.level;
  request.adjust = choice.adjust;
  ZVT_TRY(request.options.horizons, horizonsOf(choice.horizons));
  request.options.buckets = static_cast<std::size_t>(choice.buckets);
  request.options.fromNextOpen = choice.fromNextOpen;
  request.options.cost = choice.costPercent / 100;
  return request;
}

}
