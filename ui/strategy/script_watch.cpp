// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/script_watch.h"

#include <QFileInfo>

namespace zvt::ui {

ScriptWatch::ScriptWatch(QObject* parent)
    : QObject(parent)
{
  connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &ScriptWatch::changed);
  connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &ScriptWatch::lookForFile);
}

void ScriptWatch::watch(const QString& file)
{
  m_file = file;
  QStringList wanted;
  if (!file.isEmpty()) {
    const QFileInfo info(file);
    if (info.exists())
      wanted << file;
    if (const QFileInfo folder(info.absolutePath()); folder.isDir())
      wanted << folder.filePath();
  }
  QStringList watched = m_watcher.files() + m_watcher.directories();
  for (const QString& path : wanted)
    if (!watched.removeOne(path))
      m_watcher.addPath(path);
  if (!watched.isEmpty())
    m_watcher.removePaths(watched);
}

void ScriptWatch::lookForFile()
{
  if (!m_watcher.files().contains(m_file) && QFileInfo::exists(m_file))
    Q_EMIT changed();
}

}
