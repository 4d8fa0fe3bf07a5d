// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QObject>

namespace zvt::ui {

/// Tells when another program writes a file, takes it away, or brings it back. GUI thread.
class ScriptWatch : public QObject {
  Q_OBJECT

public:
  explicit ScriptWatch(QObject* parent = nullptr);

  /// In place of what was watched; empty: nothing. The same file again once it was read: a program that writes a new
  /// file in the old one's place ends the watch of that one.
  void watch(const QString& file);

Q_SIGNALS:
  void changed(); ///< what it holds, perhaps

private:
  void lookForFile();

  QFileSystemWatcher m_watcher; ///< of the file, and of its folder: a file that is not there cannot be watched
  QString m_file;
};

}
