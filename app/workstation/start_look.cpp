// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/start_look.h"

#include "core/base/file_system.h"
#include "ui/shell/workspace_document.h"

#include <QJsonDocument>

namespace zvt::app {

namespace {

QJsonObject readObject(const FileSystem& files, const std::filesystem::path& file)
{
  if (!files.exists(file))
    return {};
  const auto text = files.read(file);
  return text ? QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object() : QJsonObject();
}

}

StartLook readStartLook(const FileSystem& files, const std::filesystem::path& profile)
{
  StartLook look;
  const QJsonObject windows = readObject(files, profile / "workspaces" / "windows.json");
  look.frame = ui::rectFromJson(windows.value(u"frame"));
  look.maximized = windows.value(u"maximized").toBool();
  const QJsonObject config = readObject(files, profile / "config.json");
  look.theme = config.value(u"appearance.theme").toString();
  look.language = config.value(u"language.language").toString();
  look.session = readSession(files, profile);
  return look;
}

}
