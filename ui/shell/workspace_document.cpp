// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace_document.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace zvt::ui {

namespace {

const QString kFormat = QStringLiteral("zvt-workspace");

QJsonObject panelToJson(const PanelDocument& panel)
{
  QJsonObject object{{QStringLiteral("id"), panel.id}, {QStringLiteral("instance"), panel.instance},
      {QStringLiteral("link"), panel.link}, {QStringLiteral("state"), panel.state}};
  if (panel.pinned)
    object.insert(QStringLiteral("pinned"), true);
  return object;
}

QJsonArray panelsToJson(const std::vector<PanelDocument>& panels)
{
  QJsonArray array;
  for (const PanelDocument& panel : panels)
    array.append(panelToJson(panel));
  return array;
}

/// Each instance once; what has no id or instance is not a panel.
std::vector<PanelDocument> panelsFromJson(const QJsonArray& array)
{
  std::vector<PanelDocument> panels;
  QStringList seen;
  for (const QJsonValue& value : array) {
    const QJsonObject entry = value.toObject();
    PanelDocument panel{entry.value(u"id").toString(), entry.value(u"instance").toString(),
        entry.value(u"link").toString(), entry.value(u"state").toObject(), entry.value(u"pinned").toBool()};
    if (panel.id.isEmpty() || panel.instance.isEmpty() || seen.contains(panel.instance))
      continue;
    seen.append(panel.instance);
    panels.push_back(std::move(panel));
  }
  return panels;
}

QJsonObject windowToJson(const WindowDocument& window)
{
  QJsonArray floats;
  for (const FloatDocument& one : window.floats)
    floats.append(
        QJsonObject{{QStringLiteral("frame"), toJson(one.frame)}, {QStringLiteral("layout"), toJson(one.layout)}});
  return {{QStringLiteral("frame"), toJson(window.frame)}, {QStringLiteral("maximized"), window.maximized},
      {QStringLiteral("layout"), toJson(window.layout)}, {QStringLiteral("floats"), floats},
      {QStringLiteral("panels"), panelsToJson(window.panels)}, {QStringLiteral("closed"), panelsToJson(window.closed)}};
}

WindowDocument windowFromJson(const QJsonObject& object)
{
  WindowDocument window;
  window.frame = rectFromJson(object.value(u"frame"));
  window.maximized = object.value(u"maximized").toBool();
  window.panels = panelsFromJson(object.value(u"panels").toArray());
  window.closed = panelsFromJson(object.value(u"closed").toArray());
  QStringList free;
  for (const PanelDocument& panel : window.panels)
    free.append(panel.instance);
  window.layout = dockNodeFromJson(object.value(u"layout").toObject(), free);
  const auto placed = [&free](const DockNode& layout) {
    const QStringList panels = panelsOf(layout);
    for (const QString& panel : panels)
      free.removeOne(panel);
  };
  placed(window.layout);
  const QJsonArray floats = object.value(u"floats").toArray();
  for (const QJsonValue& value : floats) {
    FloatDocument one{rectFromJson(value.toObject().value(u"frame")),
        dockNodeFromJson(value.toObject().value(u"layout").toObject(), free)};
    placed(one.layout);
    if (!one.layout.isEmpty())
      window.floats.push_back(std::move(one));
  }
  for (const QString& panel : std::as_const(free)) // a panel without a place gets one
    placeAtEdge(window.layout, panel, DockSide::Centre);
  return window;
}

/// The layout of version 1 was a QMainWindow's own; only its panels can be kept.
WorkspaceDocument fromVersion1(const QJsonObject& object)
{
  WorkspaceDocument document;
  document.id = object.value(u"workspace").toString();
  document.templateId = document.id;
  document.built = false;
  WindowDocument window;
  window.closed = panelsFromJson(object.value(u"panels").toArray());
  document.windows.push_back(std::move(window));
  return document;
}

}

QJsonArray toJson(const QRect& rect)
{
  return {rect.x(), rect.y(), rect.width(), rect.height()};
}

QRect rectFromJson(const QJsonValue& value)
{
  const QJsonArray array = value.toArray();
  if (array.size() != 4)
    return {};
  // Far beyond any desktop, and far from the ends of int.
  const auto number = [&](int at) { return std::clamp(array.at(at).toInt(), -1'000'000, 1'000'000); };
  return {number(0), number(1), number(2), number(3)};
}

QByteArray toBytes(const WorkspaceDocument& document)
{
  QJsonArray windows;
  for (const WindowDocument& window : document.windows)
    windows.append(windowToJson(window));
  const QJsonObject object{{QStringLiteral("format"), kFormat}, {QStringLiteral("version"), kWorkspaceVersion},
      {QStringLiteral("workspace"), document.id}, {QStringLiteral("name"), document.name},
      {QStringLiteral("template"), document.templateId}, {QStringLiteral("built"), document.built},
      {QStringLiteral("windows"), windows}};
  return QJsonDocument(object).toJson();
}

Result<WorkspaceDocument> workspaceFromBytes(const QByteArray& bytes)
{
  QJsonParseError problem;
  const QJsonDocument json = QJsonDocument::fromJson(bytes, &problem);
  if (problem.error != QJsonParseError::NoError) {
    const qsizetype line = bytes.left(problem.offset).count('\n') + 1;
    return fail(
        "workspace.not_json", {{"line", std::to_string(line)}, {"problem", problem.errorString().toStdString()}});
  }
  const QJsonObject object = json.object();
  const int version = object.value(u"version").toInt();
  if (version == 1 && object.value(u"workspace").isString() && object.value(u"panels").isArray())
    return fromVersion1(object);
  if (object.value(u"format").toString() != kFormat || version < kWorkspaceVersion)
    return fail("workspace.not_a_workspace");
  if (version > kWorkspaceVersion)
    return fail("workspace.newer", {{"version", std::to_string(version)}});
  WorkspaceDocument document;
  document.id = object.value(u"workspace").toString();
  document.name = object.value(u"name").toString().simplified().left(60);
  document.templateId = object.value(u"template").toString();
  document.built = object.value(u"built").toBool(true);
  const QJsonArray windows = object.value(u"windows").toArray();
  for (const QJsonValue& window : windows)
    document.windows.push_back(windowFromJson(window.toObject()));
  if (document.windows.empty())
    document.windows.emplace_back();
  return document;
}

}
