// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_template.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr std::size_t kMostTemplates = 500; ///< in a document; more is damage
constexpr int kVersion = 1;

const QString kKind = QStringLiteral("zvt-chart-templates");

bool isSameName(const QString& a, const QString& b)
{
  return a.compare(b, Qt::CaseInsensitive) == 0;
}

auto placeOf(std::vector<ChartTemplate>& templates, const QString& name)
{
  return std::find_if(
      templates.begin(), templates.end(), [&](const ChartTemplate& one) { return isSameName(one.name, name); });
}

QJsonObject toJson(const ChartTemplate& one)
{
  return {{QStringLiteral("name"), one.name}, {QStringLiteral("indicators"), toJson(one.indicators)},
      {QStringLiteral("panes"), toJson(one.panes)}, {QStringLiteral("style"), keyOf(one.style)},
      {QStringLiteral("scale"), keyOf(one.scale)}};
}

ChartTemplate templateFrom(const QJsonObject& object)
{
  ChartTemplate one;
  one.name = object.value(QLatin1String("name")).toString().trimmed();
  one.indicators = indicatorsFromJson(object.value(QLatin1String("indicators")).toArray());
  one.panes = widgets::paneArrangementFrom(object.value(QLatin1String("panes")).toObject());
  one.style = widgets::priceStyleFrom(object.value(QLatin1String("style")).toString());
  one.scale = widgets::priceScaleFrom(object.value(QLatin1String("scale")).toString());
  return one;
}

}

void ChartTemplateList::put(ChartTemplate added)
{
  if (const auto same = placeOf(templates, added.name); same != templates.end()) {
    *same = std::move(added);
    return;
  }
  const auto place = std::upper_bound(templates.begin(), templates.end(), added,
      [](const ChartTemplate& a, const ChartTemplate& b) { return a.name.localeAwareCompare(b.name) < 0; });
  templates.insert(place, std::move(added));
}

bool ChartTemplateList::rename(const QString& name, const QString& wanted)
{
  const auto at = placeOf(templates, name);
  const auto taken = placeOf(templates, wanted);
  if (at == templates.end() || wanted.isEmpty() || (taken != templates.end() && taken != at))
    return false;
  ChartTemplate renamed = std::move(*at);
  templates.erase(at);
  if (isSameName(start, renamed.name))
    start = wanted;
  renamed.name = wanted;
  put(std::move(renamed));
  return true;
}

bool ChartTemplateList::remove(const QString& name)
{
  const auto at = placeOf(templates, name);
  if (at == templates.end())
    return false;
  templates.erase(at);
  if (isSameName(start, name))
    start.clear();
  return true;
}

const ChartTemplate* ChartTemplateList::find(const QString& name) const
{
  const auto at = std::find_if(
      templates.begin(), templates.end(), [&](const ChartTemplate& one) { return isSameName(one.name, name); });
  return at == templates.end() ? nullptr : &*at;
}

QByteArray toBytes(const ChartTemplateList& list)
{
  QJsonArray templates;
  for (const ChartTemplate& one : list.templates)
    templates.append(toJson(one));
  QJsonObject document{
      {QStringLiteral("kind"), kKind}, {QStringLiteral("version"), kVersion}, {QStringLiteral("templates"), templates}};
  if (!list.start.isEmpty())
    document.insert(QStringLiteral("start"), list.start);
  return QJsonDocument(document).toJson(QJsonDocument::Indented);
}

Result<ChartTemplateList> templatesFrom(const QByteArray& bytes)
{
  const QJsonObject document = QJsonDocument::fromJson(bytes).object();
  if (document.value(QLatin1String("kind")).toString() != kKind)
    return fail("chart.bad_templates");
  ChartTemplateList list;
  for (const QJsonValue& value : document.value(QLatin1String("templates")).toArray()) {
    ChartTemplate one = templateFrom(value.toObject());
    if (!one.name.isEmpty() && list.templates.size() < kMostTemplates)
      list.put(std::move(one));
  }
  list.start = document.value(QLatin1String("start")).toString();
  return list;
}

}
