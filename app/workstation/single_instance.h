// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"

#include <QLocalServer>
#include <QObject>
#include <QStringList>

#include <filesystem>
#include <functional>
#include <memory>

namespace zvt::app {

/// One workstation a profile: a second start hands its files to the first one, which comes to the front. Of several
/// that start at once one alone gets the name: it is held by a lock that goes with its process. Nothing here waits. GUI
/// thread.
class SingleInstance : public QObject {
  Q_OBJECT

public:
  explicit SingleInstance(const std::filesystem::path& profile, QObject* parent = nullptr);

  /// The name that both starts derive from the profile's folder and the user.
  [[nodiscard]] static QString serverName(const std::filesystem::path& profile);
  /// Offers @p files to the workstation that has the profile open. @p done gets true when it took them; false when
  /// there is none, or it does not answer within three seconds.
  void call(const QStringList& files, std::function<void(bool taken)> done);
  /// Answers later starts. Errors: file.locked when another start has the name, and answers in a moment; others when
  /// the system does not let us.
  Result<void> listen();
  /// From now on of another profile: no longer answers for the former one.
  void setProfile(const std::filesystem::path& profile);

Q_SIGNALS:
  /// Another start wants this one in front, and these files opened.
  void called(const QStringList& files);

private:
  void answer(QLocalSocket* socket);

  QString m_name;
  OsFileSystem m_files;
  std::unique_ptr<FileLock> m_lock; ///< while the name is ours
  QLocalServer m_server;
};

}
