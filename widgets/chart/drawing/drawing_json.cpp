// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/drawing/drawing_json.h"

#include "core/base/time.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr int kVersion = 1;
const QString kFormat = QStringLiteral("zvt-drawings");
constexpr std::size_t kMostDrawings = 100'000;

constexpr std::array kPens = {std::pair(Qt::SolidLine, "solid"), std::pair(Qt::DashLine, "dash"),
    std::pair(Qt::DotLine, "dot"), std::pair(Qt::DashDotLine, "dash-dot")};

QString penKey(Qt::PenStyle pen)
{
  const auto at = std::find_if(kPens.begin(), kPens.end(), [&](const auto& entry) { return entry.first == pen; });
  return QLatin1String(at == kPens.end() ? kPens.front().second : at->second);
}

Qt::PenStyle penFrom(const QString& key, Qt::PenStyle other)
{
  const auto at =
      std::find_if(kPens.begin(), kPens.end(), [&](const auto& entry) { return key == QLatin1String(entry.second); });
  return at == kPens.end() ? other : at->first;
}

QJsonObject toJson(const DrawingAnchor& anchor)
{
  const LocalTime time{anchor.time.micros};
  QJsonObject object{
      {QStringLiteral("time"), QString::fromStdString(anchor.time.wholeDay ? time.day().iso() : time.iso())},
      {QStringLiteral("price"), anchor.price}};
  if (anchor.within != 0)
    object.insert(QStringLiteral("within"), anchor.within);
  if (anchor.time.part > 0)
    object.insert(QStringLiteral("part"), anchor.time.part);
  return object;
}

std::optional<DrawingAnchor> anchorFrom(const QJsonObject& object)
{
  const auto time = parseTime(object.value(QLatin1String("time")).toString().toStdString());
  const QJsonValue price = object.value(QLatin1String("price"));
  if (!time || !price.isDouble())
    return {};
  return DrawingAnchor{{time->local.micros, !time->hasTime, std::max(0, object.value(QLatin1String("part")).toInt())},
      price.toDouble(), std::clamp(object.value(QLatin1String("within")).toDouble(), -0.5, 0.5)};
}

QJsonObject toJson(const Drawing& drawing)
{
  QJsonObject object = drawing.rest;
  object.insert(QStringLiteral("id"), drawing.id);
  if (drawing.kind == DrawingKind::Unknown) // as it came
    return object;
  QJsonArray anchors;
  for (const DrawingAnchor& anchor : drawing.anchors)
    anchors.append(toJson(anchor));
  object.insert(QStringLiteral("kind"), QLatin1String(infoOf(drawing.kind).key));
  object.insert(QStringLiteral("anchors"), anchors);
  object.insert(QStringLiteral("style"), toJson(drawing.style));
  object.insert(QStringLiteral("order"), drawing.order);
  const auto flag = [&](const QString& key, bool value) {
    if (value)
      object.insert(key, true);
  };
  flag(QStringLiteral("locked"), drawing.locked);
  flag(QStringLiteral("hidden"), drawing.hidden);
  if (!drawing.group.isEmpty())
    object.insert(QStringLiteral("group"), drawing.group);
  return object;
}

DrawingKind kindFrom(const QString& key)
{
  const auto kinds = drawingKinds();
  const auto at = std::find_if(
      kinds.begin(), kinds.end(), [&](const DrawingKindInfo& info) { return key == QLatin1String(info.key); });
  return at == kinds.end() ? DrawingKind::Unknown : at->kind;
}

/// An object that is not what this version writes is kept as one of an unknown kind, so that nothing is lost.
Drawing drawingFrom(const QJsonObject& object)
{
  Drawing drawing;
  drawing.id = object.value(QLatin1String("id")).toString();
  if (drawing.id.isEmpty())
    drawing.id = freshDrawingId();
  drawing.order = object.value(QLatin1String("order")).toDouble();
  drawing.kind = kindFrom(object.value(QLatin1String("kind")).toString());
  const QJsonArray anchors = object.value(QLatin1String("anchors")).toArray();
  for (const QJsonValue& value : anchors)
    if (const auto anchor = anchorFrom(value.toObject()))
      drawing.anchors.push_back(*anchor);
  const bool whole = static_cast<qsizetype>(drawing.anchors.size()) == anchors.size()
      && drawing.anchors.size() >= static_cast<std::size_t>(std::max(1, infoOf(drawing.kind).places));
  if (drawing.kind == DrawingKind::Unknown || !whole) {
    drawing.kind = DrawingKind::Unknown;
    drawing.anchors.clear();
    drawing.rest = object;
    return drawing;
  }
  drawing.style = styleFromJson(object.value(QLatin1String("style")).toObject(), defaultStyle(drawing.kind));
  drawing.locked = object.value(QLatin1String("locked")).toBool();
  drawing.hidden = object.value(QLatin1String("hidden")).toBool();
  drawing.group = object.value(QLatin1String("group")).toString();
  drawing.rest = object;
  for (const char* known : {"id", "kind", "anchors", "style", "order", "locked", "hidden", "group"})
    drawing.rest.remove(QLatin1String(known));
  return drawing;
}

}

QJsonObject toJson(const DrawingStyle& style)
{
  QJsonArray levels;
  for (const double level : style.levels)
    levels.append(level);
  QJsonObject object{{QStringLiteral("color"), style.color}, {QStringLiteral("width"), style.width},
      {QStringLiteral("pen"), penKey(style.pen)}, {QStringLiteral("fill"), style.fill},
      {QStringLiteral("labels"), style.labels}, {QStringLiteral("extend"), style.extend},
      {QStringLiteral("textSize"), style.textSize}, {QStringLiteral("levels"), levels}};
  if (!style.text.isEmpty())
    object.insert(QStringLiteral("text"), style.text);
  if (style.risk > 0)
    object.insert(QStringLiteral("risk"), style.risk);
  return object;
}

DrawingStyle styleFromJson(const QJsonObject& object, const DrawingStyle& other)
{
  DrawingStyle style = other;
  style.color = object.value(QLatin1String("color")).toString(other.color);
  style.width = std::clamp(object.value(QLatin1String("width")).toDouble(other.width), 0.5, 12.0);
  style.pen = penFrom(object.value(QLatin1String("pen")).toString(), other.pen);
  style.fill = object.value(QLatin1String("fill")).toBool(other.fill);
  style.labels = object.value(QLatin1String("labels")).toBool(other.labels);
  style.extend = object.value(QLatin1String("extend")).toBool(other.extend);
  style.textSize = std::clamp(object.value(QLatin1String("textSize")).toInt(other.textSize), 8, 72);
  style.text = object.value(QLatin1String("text")).toString(other.text);
  style.risk = std::max(0.0, object.value(QLatin1String("risk")).toDouble(other.risk));
  if (const QJsonValue levels = object.value(QLatin1String("levels")); levels.isArray()) {
    style.levels.clear();
    for (const QJsonValue& level : levels.toArray())
      if (level.isDouble())
        style.levels.push_back(level.toDouble());
  }
  return style;
}

QByteArray toJson(const DrawingList& drawings)
{
  QJsonArray array;
  for (const Drawing& drawing : drawings)
    array.append(toJson(drawing));
  return QJsonDocument(QJsonObject{{QStringLiteral("format"), kFormat}, {QStringLiteral("version"), kVersion},
                           {QStringLiteral("drawings"), array}})
      .toJson(QJsonDocument::Indented);
}

Result<DrawingList> drawingsFromJson(const QByteArray& bytes)
{
  QJsonParseError problem;
  const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
  if (problem.error != QJsonParseError::NoError)
    return fail("drawings.damaged", {{"problem", problem.errorString().toStdString()}});
  const QJsonObject object = document.object();
  const QJsonValue drawings = object.value(QLatin1String("drawings"));
  const bool isOurs = object.value(QLatin1String("format")).toString() == kFormat;
  if (const int version = object.value(QLatin1String("version")).toInt(); isOurs && version > kVersion)
    return fail("drawings.newer", {{"version", std::to_string(version)}}); // whatever else it holds
  if (!isOurs || !drawings.isArray())
    return fail("drawings.damaged", {{"problem", "format"}});
  const QJsonArray array = drawings.toArray();
  if (static_cast<std::size_t>(array.size()) > kMostDrawings)
    return fail("drawings.damaged", {{"problem", "drawings"}});
  DrawingList list;
  for (const QJsonValue& value : array)
    if (Drawing drawing = drawingFrom(value.toObject());
        !find(list, drawing.id) || !(drawing.id = freshDrawingId()).isEmpty())
      list.push_back(std::move(drawing));
  return applied(list, {});
}

}
