// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/compared_security.h"

#include "core/market/entity_id.h"
#include "ui/shell/tr.h"

#include <QJsonObject>

#include <algorithm>

namespace zvt::ui {

namespace {

using widgets::ChartColor;

constexpr int kFirstColor = static_cast<int>(ChartColor::Series0), kColors = 8;

QString keyOf(CompareMode mode)
{
  switch (mode) {
  case CompareMode::Percent:
    break;
  case CompareMode::OwnAxis:
    return QStringLiteral("ownAxis");
  case CompareMode::Spread:
    return QStringLiteral("spread");
  case CompareMode::Ratio:
    return QStringLiteral("ratio");
  case CompareMode::Correlation:
    return QStringLiteral("correlation");
  }
  return QStringLiteral("percent");
}

QString factorText(double factor)
{
  return QString::number(factor, 'g', 8);
}

}

QString nameOf(CompareMode mode)
{
  switch (mode) {
  case CompareMode::Percent:
    break;
  case CompareMode::OwnAxis:
    return Tr::tr("Prices on an axis of their own");
  case CompareMode::Spread:
    return Tr::tr("Spread in a pane");
  case CompareMode::Ratio:
    return Tr::tr("Ratio in a pane");
  case CompareMode::Correlation:
    return Tr::tr("Correlation in a pane");
  }
  return Tr::tr("Change in per cent");
}

QString legendName(const ComparedSecurity& security, const QString& name)
{
  switch (security.mode) {
  case CompareMode::Percent:
  case CompareMode::OwnAxis:
    break;
  case CompareMode::Spread:
    return security.factor == 1 ? QStringLiteral("− %1").arg(name)
                                : QStringLiteral("− %1 × %2").arg(factorText(security.factor), name);
  case CompareMode::Ratio:
    return QStringLiteral("÷ %1").arg(name);
  case CompareMode::Correlation:
    return Tr::tr("Correlation %1, %2").arg(name).arg(security.window);
  }
  return name;
}

QString paneTitle(const ComparedSecurity& security, const QString& chartName, const QString& name)
{
  if (security.mode == CompareMode::Correlation)
    return Tr::tr("Correlation of %1 and %2, %3 bars").arg(chartName, name).arg(security.window);
  return chartName + u' ' + legendName(security, name);
}

QString paneKey(const ComparedSecurity& security)
{
  return QStringLiteral("compare:%1:%2:%3")
      .arg(QString::fromStdString(security.entityId), keyOf(security.mode))
      .arg(security.mode == CompareMode::Spread ? security.factor : security.window);
}

ChartColor nextColor(const std::vector<ComparedSecurity>& others)
{
  // Those of the moving averages come last: they are on most charts already.
  constexpr std::array kOrder{3, 4, 5, 6, 7, 1, 2};
  for (const int i : kOrder) {
    const auto color = static_cast<ChartColor>(kFirstColor + i);
    if (std::none_of(others.begin(), others.end(), [&](const ComparedSecurity& other) { return other.color == color; }))
      return color;
  }
  return static_cast<ChartColor>(kFirstColor + kOrder[others.size() % kOrder.size()]);
}

QJsonArray toJson(const std::vector<ComparedSecurity>& securities)
{
  QJsonArray array;
  for (const ComparedSecurity& one : securities)
    array.append(QJsonObject{{QStringLiteral("entity"), QString::fromStdString(one.entityId)},
        {QStringLiteral("mode"), keyOf(one.mode)}, {QStringLiteral("factor"), one.factor},
        {QStringLiteral("window"), one.window}, {QStringLiteral("color"), static_cast<int>(one.color) - kFirstColor},
        {QStringLiteral("visible"), one.visible}});
  return array;
}

std::vector<ComparedSecurity> comparedFromJson(const QJsonArray& array)
{
  std::vector<ComparedSecurity> securities;
  for (const QJsonValue& value : array) {
    const QJsonObject object = value.toObject();
    ComparedSecurity one;
    one.entityId = object.value(QLatin1String("entity")).toString().toStdString();
    if (!market::EntityId::parse(one.entityId))
      continue;
    const QString mode = object.value(QLatin1String("mode")).toString();
    for (const CompareMode known : kCompareModes)
      if (keyOf(known) == mode)
        one.mode = known;
    if (const double factor = object.value(QLatin1String("factor")).toDouble(1); factor > 0)
      one.factor = factor;
    one.window = std::clamp(object.value(QLatin1String("window")).toInt(one.window), ComparedSecurity::kLeastWindow,
        ComparedSecurity::kMostWindow);
    one.color = static_cast<ChartColor>(
        kFirstColor + std::clamp(object.value(QLatin1String("color")).toInt(1), 0, kColors - 1));
    one.visible = object.value(QLatin1String("visible")).toBool(true);
    securities.push_back(std::move(one));
  }
  return securities;
}

}
